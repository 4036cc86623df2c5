modprobe ip_vs
modprobe ip_vs_wlc
sysctl -w net.ipv4.ip_forward=1
sysctl -w net.ipv4.vs.conntrack=1
ip link add ipvs0 type dummy
ip link set ipvs0 up
ip address add 192.0.2.10/32 dev ipvs0
nft -f - <<'END'
table ip ipvs_tui
delete table ip ipvs_tui
table ip ipvs_tui {
	chain source_nat {
		type nat hook postrouting priority 95; policy accept;
		meta l4proto tcp ct original ip daddr 192.0.2.10 ct original proto-dst 80 ip daddr != 192.0.2.10 masquerade comment "ipvs-tui:79f10f17"
	}
}
END
cat > /etc/modules-load.d/ipvs-tui.conf <<'END'
# written by ipvs-tui setup; setup --clean removes it
ip_vs
ip_vs_wlc
END
cat > /etc/sysctl.d/90-ipvs-tui.conf <<'END'
# written by ipvs-tui setup; setup --clean removes it
net.ipv4.ip_forward = 1
net.ipv4.vs.conntrack = 1
END
