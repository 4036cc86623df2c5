modprobe ip_vs
modprobe ip_vs_wlc
sysctl -w net.ipv4.ip_forward=1
sysctl -w net.ipv6.conf.all.forwarding=1
ip link add ipvs0 type dummy
ip link set ipvs0 up
ip address add 192.0.2.10/32 dev ipvs0
ip address add 192.0.2.11/32 dev ipvs0
ip address add 192.0.2.12/32 dev ipvs0
ip address add 2001:db8::10/128 dev ipvs0 nodad preferred_lft 0
ipvs-tui -A -f 666 -s rr
ipvs-tui -A -f 666 -6 -s rr
nft -f - <<'END'
table ip ipvs_tui
delete table ip ipvs_tui
table ip ipvs_tui {
	chain catch_all {
		type filter hook prerouting priority -150; policy accept;
		ip daddr . meta l4proto { 192.0.2.12 . tcp } return comment "ipvs-tui:bbe0b394"
		ip daddr { 192.0.2.10, 192.0.2.11, 192.0.2.12 } meta l4proto . ip daddr . th dport != { tcp . 192.0.2.10 . 80, udp . 192.0.2.11 . 53 } meta mark set 666 comment "ipvs-tui:ce80bd16"
	}
}
END
nft -f - <<'END'
table ip6 ipvs_tui
delete table ip6 ipvs_tui
table ip6 ipvs_tui {
	chain catch_all {
		type filter hook prerouting priority -150; policy accept;
		ip6 daddr { 2001:db8::10 } meta l4proto . ip6 daddr . th dport != { tcp . 2001:db8::10 . 80 } meta mark set 666 comment "ipvs-tui:bc4ab77e"
	}
}
END
