export const web = `# A web site with what belongs to it: 14 services and 52 servers.
#
# Lines that begin with - are commands of ipvsadm. Under "clients" stands who comes to a service, how often and for how long.
# "at" and "every" say what happens and when; times count from the beginning, which is three minutes before the first look.
# To make one of your own: ipvs-tui help web > my.scenario, and then ipvs-tui --demo ./my.scenario.

about a busy web site: 14 services, 52 servers, something happens every minute
running 3m

# The site itself, encrypted and not.
-A -t 192.0.2.10:80 -s wlc
-a -t 192.0.2.10:80 -r 10.0.1.{11..13}:8080 -m -w 10
-a -t 192.0.2.10:80 -r 10.0.1.{14,15}:8080 -m -w 8
-a -t 192.0.2.10:80 -r 10.0.1.16:8080 -m -w 4
clients -t 192.0.2.10:80
	rate 130/s
	wave 30% over 7m
	from 10.64.0.1 30000
	stay 4s
	send 700
	receive lognormal 40k spread 120k
	end client 6 server 3 reset 1

-A -t 192.0.2.10:443 -s wlc -p 300
-a -t 192.0.2.10:443 -r 10.0.1.{11..13}:8443 -m -w 10
-a -t 192.0.2.10:443 -r 10.0.1.{14,15}:8443 -m -w 8
-a -t 192.0.2.10:443 -r 10.0.1.16:8443 -m -w 4
clients -t 192.0.2.10:443
	rate 150/s
	wave 40% over 11m from 2m
	from 10.64.128.1 9000
	stay lognormal 20s spread 30s
	send 1500
	receive lognormal 120k spread 400k
	end client 12 server 6 reset 1 silent 1

# An interface for programs, by direct routing. 10.0.2.25 is being taken out when one first looks.
-A -t 192.0.2.20:443 -s wrr
-a -t 192.0.2.20:443 -r 10.0.2.{21,22}:443 -g -w 3
-a -t 192.0.2.20:443 -r 10.0.2.{23..25}:443 -g -w 2
clients -t 192.0.2.20:443
	rate 25/s
	from 198.51.100.128 100
	stay 90s
	send 4k
	receive 20k

# Uploads. 10.0.3.34 is small and always full.
-A -t 192.0.2.30:8080 -s lc
-a -t 192.0.2.30:8080 -r 10.0.3.{31..33}:8080 -m -w 1 -x 900 -y 700
-a -t 192.0.2.30:8080 -r 10.0.3.34:8080 -m -w 1 -x 60 -y 60
clients -t 192.0.2.30:8080
	rate 12/s
	from 10.64.192.1 800
	stay 20s
	send pareto 300k spread 2M
	receive 3k

# Names, one packet each.
-A -u 192.0.2.53:53 -s rr -o
-a -u 192.0.2.53:53 -r 10.0.5.{51..54}:53 -g -w 1
clients -u 192.0.2.53:53
	rate 300/s
	from 10.64.0.1 30000
	stay 0
	send 60
	receive 0

# The same over IPv6.
-A -t [2001:db8::10]:443 -s wlc
-a -t [2001:db8::10]:443 -r [2001:db8:1::{11,12}]:443 -m -w 10
-a -t [2001:db8::10]:443 -r [2001:db8:1::{13,14}]:443 -m -w 8
clients -t [2001:db8::10]:443
	rate 45/s
	wave 30% over 9m
	from 2001:db8:ffff::1 3000
	stay 15s
	send 1200
	receive lognormal 90k spread 200k

-A -u [2001:db8::53]:53 -s rr
-a -u [2001:db8::53]:53 -r [2001:db8:5::{51..53}]:53 -g -w 1
clients -u [2001:db8::53]:53
	rate 12/s
	from 2001:db8:fffe::1 500
	stay 1s
	send 70
	receive 180

# Several ports together by a firewall mark; clients of one network stay together.
-A -f 7 -s wlc -p 600 -M 255.255.255.0
-a -f 7 -r 10.0.7.{71,72}:0 -g -w 5
-a -f 7 -r 10.0.7.73:0 -g -w 3
-a -f 7 -r 10.0.7.74:0 -g -w 1
clients -f 7
	at 203.0.113.7:443
	rate 15/s
	from 10.65.0.1 30000
	stay 30s
	send 2k
	receive 60k
# The other director of this site has as many of them, and tells of those.
clients -f 7
	at 203.0.113.7:443
	rate 15/s
	from 10.66.0.1 30000
	stay 30s
	send 2k
	receive 60k
	synced

# Signalling over SCTP.
-A --sctp-service 198.51.100.40:3868 -s wrr
-a --sctp-service 198.51.100.40:3868 -r 10.0.4.{41,42}:3868 -m -w 2
-a --sctp-service 198.51.100.40:3868 -r 10.0.4.43:3868 -m -w 1
clients --sctp-service 198.51.100.40:3868
	rate 30/m
	from 198.51.100.200 12
	stay 5m
	send 20k
	receive 20k

# Mail, through tunnels.
-A -t 198.51.100.25:25 -s sh
-a -t 198.51.100.25:25 -r 10.0.6.{61..64}:25 -i -w 1
clients -t 198.51.100.25:25
	rate 8/s
	from 203.0.113.128 90
	stay 8s
	send lognormal 30k spread 90k
	receive 800

# Telephones: a call stays with its server.
-A -u 198.51.100.60:5060 -s rr -p 60 --pe sip
-a -u 198.51.100.60:5060 -r 10.0.6.{81,82}:5060 -m -w 1
clients -u 198.51.100.60:5060
	rate 3/s
	from 10.64.200.1 400
	stay 40s
	send 1800
	receive 2600

# Uneven: a few large clients, each always on the same server.
-A -t 203.0.113.80:80 -s sh -b sh-fallback
-a -t 203.0.113.80:80 -r 10.0.8.{81..84}:80 -i --tun-type gue --tun-port 6080 -w 1
clients -t 203.0.113.80:80
	rate 20/s
	from 10.64.208.1 60
	skew 4
	stay 6s
	send 500
	receive 700k

# A database with two that stand by.
-A -t 203.0.113.90:5432 -s fo
-a -t 203.0.113.90:5432 -r 10.0.9.91:5432 -m -w 100
-a -t 203.0.113.90:5432 -r 10.0.9.92:5432 -m -w 20
-a -t 203.0.113.90:5432 -r 10.0.9.93:5432 -m -w 10
clients -t 203.0.113.90:5432
	rate 1/s
	from 10.0.1.11 6
	stay 4m
	send 90k
	receive 300k

# Announced, but nothing is there yet.
-A -t 203.0.113.99:9000 -s wlc

# Two directors tell each other of their connections.
--start-daemon master --mcast-interface eth0 --syncid 7
--start-daemon backup --mcast-interface eth0 --syncid 7

# What happens: something every minute, the whole round every ten minutes.
every 10m from 2m20s     -e -t 192.0.2.20:443 -r 10.0.2.25:443 -g -w 0
every 10m from 3m10s     -a -t 198.51.100.25:25 -r 10.0.6.65:25 -i -w 1
every 10m from 3m50s     -d -t 198.51.100.25:25 -r 10.0.6.65:25
every 10m from 4m        server 10.0.1.16:8080 down for 40s
every 10m from 5m        -e -t 203.0.113.90:5432 -r 10.0.9.91:5432 -m -w 0
every 10m from 6m        -e -t 203.0.113.90:5432 -r 10.0.9.91:5432 -m -w 100
every 10m from 7m        server 10.0.1.14 slow 6x for 2m
every 10m from 7m30s     -e -t 192.0.2.20:443 -r 10.0.2.25:443 -g -w 2
every 10m from 8m        -e -t 192.0.2.10:80 -r 10.0.1.13:8080 -m -w 0
every 10m from 9m        -e -t 192.0.2.10:80 -r 10.0.1.13:8080 -m -w 10
every 10m from 10m       server [2001:db8:1::14]:443 refusing for 50s
every 10m from 11m       -a -t 203.0.113.99:9000 -r 10.0.9.99:9000 -m -w 1
every 10m from 11m30s    -d -t 203.0.113.99:9000 -r 10.0.9.99:9000
`;
