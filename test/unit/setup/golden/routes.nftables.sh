modprobe ip_vs
modprobe ip_vs_wlc
sysctl -w net.ipv4.ip_forward=1
sysctl -w net.ipv6.conf.all.forwarding=1
ip route add local 192.0.2.10/32 dev lo table local proto 73
ip -6 route add local 2001:db8::10/128 dev lo table local proto 73
ip address add 2001:db8:f::10/128 dev eth0 nodad preferred_lft 0
