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
ipset restore <<'END'
create ipvs-tui-addresses-4 hash:ip family inet maxelem 1048576
add ipvs-tui-addresses-4 192.0.2.10
add ipvs-tui-addresses-4 192.0.2.11
add ipvs-tui-addresses-4 192.0.2.12
END
ipset restore <<'END'
create ipvs-tui-services-4 hash:ip,port family inet maxelem 1048576
add ipvs-tui-services-4 192.0.2.10,tcp:80
add ipvs-tui-services-4 192.0.2.11,udp:53
END
iptables-restore --noflush --wait 4 <<'END'
*mangle
:IPVS-TUI-CATCH - [0:0]
-A IPVS-TUI-CATCH -m comment --comment ipvs-tui:9c33c0da -d 192.0.2.12/32 -p tcp -j RETURN
-A IPVS-TUI-CATCH -m comment --comment ipvs-tui:397e7599 -m set --match-set ipvs-tui-addresses-4 dst -m set ! --match-set ipvs-tui-services-4 dst,dst -j MARK --set-mark 666
-I PREROUTING 1 -m comment --comment ipvs-tui -j IPVS-TUI-CATCH
COMMIT
END
ipset restore <<'END'
create ipvs-tui-addresses-6 hash:ip family inet6 maxelem 1048576
add ipvs-tui-addresses-6 2001:db8::10
END
ipset restore <<'END'
create ipvs-tui-services-6 hash:ip,port family inet6 maxelem 1048576
add ipvs-tui-services-6 2001:db8::10,tcp:80
END
ip6tables-restore --noflush --wait 4 <<'END'
*mangle
:IPVS-TUI-CATCH - [0:0]
-A IPVS-TUI-CATCH -m comment --comment ipvs-tui:d2a83ed9 -m set --match-set ipvs-tui-addresses-6 dst -m set ! --match-set ipvs-tui-services-6 dst,dst -j MARK --set-mark 666
-I PREROUTING 1 -m comment --comment ipvs-tui -j IPVS-TUI-CATCH
COMMIT
END
