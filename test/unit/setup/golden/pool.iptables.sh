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
iptables-restore --noflush --wait 4 <<'END'
*nat
:IPVS-TUI-SNAT - [0:0]
-A IPVS-TUI-SNAT -m comment --comment ipvs-tui:10f1272f -m ipvs --ipvs --vmethod MASQ -j SNAT --to-source 198.51.100.1-198.51.100.4 --persistent
-I POSTROUTING 1 -m comment --comment ipvs-tui -j IPVS-TUI-SNAT
COMMIT
END
