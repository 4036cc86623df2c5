modprobe ip_vs
modprobe ip_vs_wlc
sysctl -w net.ipv6.conf.all.forwarding=1
ip link add ipvs0 type dummy
ip link set ipvs0 up
ip address add 2001:db8::10/128 dev ipvs0 nodad preferred_lft 0
ip address add 2001:db8:f::10/128 dev eth0 nodad preferred_lft 0
