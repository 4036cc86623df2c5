modprobe ip_vs
modprobe ip_vs_wlc
modprobe ip_vs_mh
sysctl -w net.ipv4.ip_forward=1
sysctl -w net.ipv6.conf.all.forwarding=1
sysctl -w net.ipv4.vs.conntrack=1
ip link add ipvs0 type dummy
ip link set ipvs0 up
ip address add 192.0.2.10/32 dev ipvs0
ip address add 192.0.2.11/32 dev ipvs0
ip address add 2001:db8::10/128 dev ipvs0 nodad preferred_lft 0
iptables-restore --noflush --wait 4 <<'END'
*nat
:IPVS-TUI-SNAT - [0:0]
-A IPVS-TUI-SNAT -m comment --comment ipvs-tui:42403265 -m ipvs --ipvs --vmethod MASQ -j MASQUERADE
-I POSTROUTING 1 -m comment --comment ipvs-tui -j IPVS-TUI-SNAT
COMMIT
END
ip6tables-restore --noflush --wait 4 <<'END'
*nat
:IPVS-TUI-SNAT - [0:0]
-A IPVS-TUI-SNAT -m comment --comment ipvs-tui:42403265 -m ipvs --ipvs --vmethod MASQ -j MASQUERADE
-I POSTROUTING 1 -m comment --comment ipvs-tui -j IPVS-TUI-SNAT
COMMIT
END
