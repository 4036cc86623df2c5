# What `npm run lab` runs on a person's terminal in the guest: services, traffic, and a shell on the
# director, or one command instead of the shell.
source "$(dirname "${BASH_SOURCE[0]}")/network.sh"

cat >>/etc/hosts <<-END
	$vip www.lab
	$vip6 www6.lab
	10.0.2.11 rs1.lab
	10.0.2.12 rs2.lab
	10.0.1.10 client.lab
END

on lab-director ipvsadm -R <<-END
	-A -t $vip:80 -s rr
	-a -t $vip:80 -r 10.0.2.11:80 -m
	-a -t $vip:80 -r 10.0.2.12:80 -m
	-A -t $vip:8080 -s wrr
	-a -t $vip:8080 -r 10.0.2.11:8080 -g -w 1
	-a -t $vip:8080 -r 10.0.2.12:8080 -g -w 3
	-A -u $vip:53 -s wlc
	-a -u $vip:53 -r 10.0.2.11:53 -i
	-a -u $vip:53 -r 10.0.2.12:53 -i
END
traffic lab 3600 8 "$vip" 80 >/dev/null &
traffic lab 3600 4 "$vip" 8080 >/dev/null &

if (($# > 0)); then
	exec ip netns exec lab-director "$@"
fi

cat <<END

  A Linux of its own with real IPVS: nothing you do here reaches your machine.
  You are root on the director; its VIP is $vip (www.lab). Behind it: rs1 10.0.2.11 and rs2 10.0.2.12.
  TCP port 80 goes there by NAT, 8080 by direct routing, UDP port 53 through tunnels.
  A client at 10.0.1.10 sends a few requests a second for an hour; pkill -f traffic ends that.

    ipvs-tui                     this project
    ipvsadm -Ln --rate           Debian's program, on the same kernel table
    get lab 10                   ten requests from the client; get lab 10 http://$vip:8080/
    ask lab 10                   the same over UDP
    traffic lab 30 20            twenty requests a second for half a minute; add & to go on typing
    on lab-rs1 ss -tn            any command on lab-client, lab-rs1 or lab-rs2
    exit                         powers it off

END
export -f get ask traffic on wait_for
export vip vip6 lab_topology
export PS1='director:\w# '
exec ip netns exec lab-director bash --norc --noprofile -i
