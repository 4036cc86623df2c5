modprobe ip_vs
modprobe ip_vs_wlc
modprobe ip_vs_mh
sysctl -w net.ipv4.ip_forward=1
sysctl -w net.ipv6.conf.all.forwarding=1
sysctl -w net.ipv4.vs.conntrack=1
ip link add ipvs0 type dummy
ip link set ipvs0 up
ip address add 192.0.2.10/32 dev ipvs0
ip address add 2001:db8::10/128 dev ipvs0 nodad preferred_lft 0
ip address add 198.51.100.1/32 dev ipvs0
ip address add 198.51.100.2/32 dev ipvs0
iptables-restore --noflush --wait 4 <<'END'
*nat
:IPVS-TUI-SNAT - [0:0]
-A IPVS-TUI-SNAT -m comment --comment ipvs-tui:2f9da2dc -m ipvs --vproto 6 --vaddr 192.0.2.10/32 --vport 443 --vmethod MASQ -j SNAT --to-source 198.51.100.1
-A IPVS-TUI-SNAT -m comment --comment ipvs-tui:fde16a7c -m mark --mark 7 -m ipvs --ipvs --vmethod MASQ -j SNAT --to-source 198.51.100.2
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
