modprobe ip_vs
modprobe ip_vs_wlc
sysctl -w net.ipv4.ip_forward=1
sysctl -w net.ipv4.vs.conntrack=1
ip link add ipvs0 type dummy
ip link set ipvs0 up
ip address add 192.0.2.10/32 dev ipvs0
iptables-restore --noflush --wait 4 <<'END'
*nat
:IPVS-TUI-SNAT - [0:0]
-A IPVS-TUI-SNAT -m comment --comment ipvs-tui:42403265 -m ipvs --ipvs --vmethod MASQ -j MASQUERADE
-I POSTROUTING 1 -m comment --comment ipvs-tui -j IPVS-TUI-SNAT
COMMIT
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
