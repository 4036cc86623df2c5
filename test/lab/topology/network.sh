# Functions that build and use a small network of namespaces. Each has its own IPVS table.
#
#   NAME-client --- front 10.0.1.0/24 --- NAME-director --- back 10.0.2.0/24 --- NAME-rs1, NAME-rs2
#        |  .10                    .1, VIP .100         .1         |                 .11       .12
#        +--------------------------- .254 ------------------------+
#
# The same in IPv6 below fd00:1:: and fd00:2::. All three forwarding methods work at once: a server's
# answer from its own address (NAT) goes through the director, one from the VIP (DR, TUN) straight to
# the client.

lab_topology=$(dirname "${BASH_SOURCE[0]}")
vip=10.0.1.100
vip6=fd00:1::100

# network_up NAME: builds it and returns once both servers answer.
network_up() {
	local name=$1 number
	modprobe --all ipv6 ip_vs veth bridge ipip ip6_tunnel || return
	ip -batch - <<-END || return
		netns add $name-client
		netns add $name-director
		netns add $name-rs1
		netns add $name-rs2
		netns add $name-wires
	END
	ip -n "$name-wires" -batch - <<-END || return
		link add front type bridge
		link add back type bridge
		link add client master front type veth peer name front netns $name-client
		link add routed master back type veth peer name back netns $name-client
		link add director master front type veth peer name front netns $name-director
		link add servers master back type veth peer name back netns $name-director
		link add rs1 master back type veth peer name back netns $name-rs1
		link add rs2 master back type veth peer name back netns $name-rs2
		link set front up
		link set back up
		link set client up
		link set routed up
		link set director up
		link set servers up
		link set rs1 up
		link set rs2 up
	END
	_network_client "$name" && _network_director "$name" || return
	for number in 1 2; do
		_network_server "$name-rs$number" "$number" || return
	done
	for number in 1 2; do
		wait_for 20 _answers "$name-director" "10.0.2.1$number" || return
	done
}

# network_down NAME: removes it and ends what runs in it.
network_down() {
	local name=$1 part pid
	for part in client director rs1 rs2 wires; do
		[[ -e /run/netns/$name-$part ]] || continue
		for pid in $(ip netns pids "$name-$part"); do
			kill -KILL "$pid" 2>/dev/null
		done
		ip netns del "$name-$part"
	done
}

# on NAME-client COMMAND...: runs a command in one of the namespaces.
on() {
	ip netns exec "$@"
}

# get NAME COUNT [URL]: so many requests from the client, each a connection of its own; prints the answers.
get() {
	local url=${3:-http://$vip/}
	on "$1-client" curl --silent --show-error --max-time 30 "$url?[1-$2]"
}

# ask NAME COUNT [ADDRESS]: the same over UDP.
ask() {
	on "$1-client" python3 -ES "$lab_topology/ask.py" "$2" "${3:-$vip}"
}

# traffic NAME SECONDS RATE [ADDRESS [PORT]]: requests from the client, so many a second, for so long and not longer.
traffic() {
	on "$1-client" python3 -ES "$lab_topology/traffic.py" "$2" "$3" "${4:-$vip}" "${5:-80}"
}

# wait_for SECONDS COMMAND...: repeats a command until it succeeds, at most so long.
wait_for() {
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		if ((SECONDS >= end)); then
			echo "not true in time: $*" >&2
			return 1
		fi
		sleep 0.05
	done
}

_network_client() {
	ip -n "$1-client" -batch - <<-END
		link set lo up
		link set front up
		link set back up
		addr add 10.0.1.10/24 dev front
		addr add 10.0.2.254/24 dev back
		addr add fd00:1::10/64 dev front nodad
		addr add fd00:2::fe/64 dev back nodad
	END
}

_network_director() {
	ip -n "$1-director" -batch - <<-END || return
		link set lo up
		link set front up
		link set back up
		addr add 10.0.1.1/24 dev front
		addr add $vip/32 dev front
		addr add 10.0.2.1/24 dev back
		addr add fd00:1::1/64 dev front nodad
		addr add $vip6/128 dev front nodad
		addr add fd00:2::1/64 dev back nodad
	END
	on "$1-director" sysctl --quiet --write net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
		net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.default.send_redirects=0
}

_network_server() {
	local space=$1 number=$2 device
	ip -n "$space" -batch - <<-END || return
		link set lo up
		link set back up
		link set tunl0 up
		link set ip6tnl0 up
		addr add 10.0.2.1$number/24 dev back
		addr add fd00:2::1$number/64 dev back nodad
		addr add $vip/32 dev lo
		addr add $vip6/128 dev lo nodad
		route add default via 10.0.2.1
		route add default via fd00:2::1
		route add default via 10.0.2.254 table 100
		route add default via fd00:2::fe table 100
		rule add from $vip table 100
	END
	ip -6 -n "$space" rule add from $vip6 table 100 || return
	# A tunnelled packet comes in where its answer does not go out: no reverse path filter. The VIP is
	# the director's: a server must neither answer nor ask in its name.
	on "$space" sysctl --quiet --write net.ipv4.conf.{all,tunl0,back}.rp_filter=0 \
		net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2
	on "$space" setsid python3 -ES "$lab_topology/server.py" "rs$number" \
		"10.0.2.1$number" "fd00:2::1$number" "$vip" "$vip6" </dev/null >/dev/null 2>"/run/$space.log" &
}

_answers() {
	on "$1" curl --silent --output /dev/null --max-time 2 "http://$2/"
}
