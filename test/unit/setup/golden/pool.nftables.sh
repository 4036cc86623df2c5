modprobe ip_vs
modprobe ip_vs_wlc
sysctl -w net.ipv4.ip_forward=1
sysctl -w net.ipv6.conf.all.forwarding=1
sysctl -w net.ipv4.vs.conntrack=1
ip link add ipvs0 type dummy
ip link set ipvs0 up
ip address add 192.0.2.10/32 dev ipvs0
ip address add 2001:db8::10/128 dev ipvs0 nodad preferred_lft 0
ip address add 198.51.100.1/32 dev ipvs0
ip address add 198.51.100.2/32 dev ipvs0
ip address add 198.51.100.3/32 dev ipvs0
ip address add 198.51.100.4/32 dev ipvs0
nft -f - <<'END'
table ip ipvs_tui
delete table ip ipvs_tui
table ip ipvs_tui {
	chain source_nat {
		type nat hook postrouting priority 95; policy accept;
		meta l4proto tcp ct original ip daddr 192.0.2.10 ct original proto-dst 80 ip daddr != 192.0.2.10 snat to 198.51.100.1-198.51.100.4 persistent comment "ipvs-tui:dd11049b"
	}
}
END
