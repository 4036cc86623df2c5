modprobe ip_vs
modprobe ip_vs_wlc
sysctl -w net.ipv4.vs.conntrack=1
ip link add ipvs0 type dummy
ip link set ipvs0 up
ip address add 192.0.2.20/32 dev ipvs0
ipvs-tui -A -f 666 -s rr
ipset restore <<'END'
create ipvs-tui-addresses-4 hash:ip family inet maxelem 1048576
add ipvs-tui-addresses-4 192.0.2.20
END
ipset restore <<'END'
create ipvs-tui-services-4 hash:ip,port family inet maxelem 1048576
add ipvs-tui-services-4 192.0.2.20,tcp:80
END
iptables-restore --noflush --wait 4 <<'END'
*mangle
:IPVS-TUI-CATCH - [0:0]
-A IPVS-TUI-CATCH -m comment --comment ipvs-tui:397e7599 -m set --match-set ipvs-tui-addresses-4 dst -m set ! --match-set ipvs-tui-services-4 dst,dst -j MARK --set-mark 666
-I PREROUTING 1 -m comment --comment ipvs-tui -j IPVS-TUI-CATCH
-I OUTPUT 1 -m comment --comment ipvs-tui -j IPVS-TUI-CATCH
COMMIT
END
iptables-restore --noflush --wait 4 <<'END'
*nat
:IPVS-TUI-SNAT - [0:0]
-A IPVS-TUI-SNAT -m comment --comment ipvs-tui:42403265 -m ipvs --ipvs --vmethod MASQ -j MASQUERADE
-I POSTROUTING 1 -m comment --comment ipvs-tui -j IPVS-TUI-SNAT
COMMIT
END
