export const maintenance = `# Practise taking servers out of service: drain one, watch it become empty, put it back.
#
# Web servers empty within two minutes of their last connection. Persistent clients keep coming to theirs for as long as they come
# back within five minutes, unless net.ipv4.vs.expire_quiescent_template is 1. The terminal servers hold sessions for hours. The
# database has one server too few to lose another.

about drain practice: short, persistent and very long connections
running 20m

# Short connections: empty two minutes after the last one.
-A -t 192.0.2.10:80 -s wlc
-a -t 192.0.2.10:80 -r 10.0.1.{11..14}:8080 -m -w 10
clients -t 192.0.2.10:80
	rate 12/s
	from 10.64.0.1 3000
	stay 3s
	receive 30k

# Persistent: a template that is used lives five minutes more, also on a server that is drained. Ever fewer clients are left there.
-A -t 192.0.2.10:443 -s wlc -p 300
-a -t 192.0.2.10:443 -r 10.0.1.{11..14}:8443 -m -w 10
clients -t 192.0.2.10:443
	rate 8/s
	from 10.64.16.1 3000
	stay lognormal 15s spread 20s
	receive 80k

# Sessions that last.
-A -t 192.0.2.22:22 -s lc
-a -t 192.0.2.22:22 -r 10.0.2.{21..23}:22 -g -w 1
clients -t 192.0.2.22:22
	rate 4/m
	from 198.51.100.1 60
	stay lognormal 25m spread 40m
	send 20k
	receive 400k
	end client 9 silent 1

# Two servers, and the second one is out already.
-A -t 192.0.2.54:5432 -s wlc
-a -t 192.0.2.54:5432 -r 10.0.4.41:5432 -m -w 10
-a -t 192.0.2.54:5432 -r 10.0.4.42:5432 -m -w 0
clients -t 192.0.2.54:5432
	rate 30/m
	from 10.0.1.11 4
	stay 3m
	send 20k
	receive 90k

# Somebody has begun already, and is not done.
at 18m    -e -t 192.0.2.10:80 -r 10.0.1.14:8080 -m -w 0
at 19m    -e -t 192.0.2.10:443 -r 10.0.1.14:8443 -m -w 0

# What was taken out for work is restarted, and answers again.
every 15m from 22m    server 10.0.1.14 refusing for 1m
`;
