modprobe ip_vs
modprobe ip_vs_wlc
sysctl -w net.ipv4.vs.conntrack=1
ip link add ipvs0 type dummy
ip link set ipvs0 up
ip address add 192.0.2.20/32 dev ipvs0
ipvs-tui -A -f 666 -s rr
nft -f - <<'END'
table ip ipvs_tui
delete table ip ipvs_tui
table ip ipvs_tui {
	chain source_nat {
		type nat hook postrouting priority 95; policy accept;
		meta l4proto tcp ct original ip daddr 192.0.2.20 ct original proto-dst 80 ip daddr != 192.0.2.20 masquerade comment "ipvs-tui:98767a27"
	}
	chain catch_all {
		type filter hook prerouting priority -150; policy accept;
		ip daddr { 192.0.2.20 } meta l4proto . ip daddr . th dport != { tcp . 192.0.2.20 . 80 } meta mark set 666 comment "ipvs-tui:6cf23d40"
	}
	chain catch_local {
		type route hook output priority -150; policy accept;
		ip daddr { 192.0.2.20 } meta l4proto . ip daddr . th dport != { tcp . 192.0.2.20 . 80 } meta mark set 666 comment "ipvs-tui:6cf23d40"
	}
}
END
