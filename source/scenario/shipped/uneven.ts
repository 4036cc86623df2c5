export const uneven = `# Why is the load not even? Four services with the same traffic and four different answers.

about persistence, hashing and a late joiner: the same traffic, four pictures
running 15m

# Even: every new connection goes where the fewest are.
-A -t 192.0.2.10:80 -s wlc
-a -t 192.0.2.10:80 -r 10.0.1.{11..14}:80 -m -w 10
clients -t 192.0.2.10:80
	rate 8/s
	from 10.64.0.1 300
	skew 4
	stay 10s

# Persistent by network: everybody behind one large proxy is one client.
-A -t 192.0.2.20:80 -s wlc -p 600 -M 255.255.255.0
-a -t 192.0.2.20:80 -r 10.0.2.{11..14}:80 -m -w 10
clients -t 192.0.2.20:80
	rate 8/s
	from 10.64.0.1 1500
	skew 4
	stay 10s

# Hashed by address: a few large clients are on the same server for ever.
-A -t 192.0.2.30:80 -s sh
-a -t 192.0.2.30:80 -r 10.0.3.{11..14}:80 -m -w 10
clients -t 192.0.2.30:80
	rate 8/s
	from 10.64.0.1 40
	skew 5
	stay 10s

# A late joiner: connections are long, so the fifth server is far behind, and least-connection sends everybody new to it.
-A -t 192.0.2.40:80 -s wlc
-a -t 192.0.2.40:80 -r 10.0.4.{11..14}:80 -m -w 10
clients -t 192.0.2.40:80
	rate 3/s
	from 10.64.8.1 2000
	stay 8m
	send 20k
	receive 200k
at 14m    -a -t 192.0.2.40:80 -r 10.0.4.15:80 -m -w 10

# The same with persistence: the many who know a server stay with it, and only the few newcomers get to the fifth one.
-A -t 192.0.2.50:80 -s wlc -p 1800
-a -t 192.0.2.50:80 -r 10.0.5.{11..14}:80 -m -w 10
clients -t 192.0.2.50:80
	rate 8/s
	from 10.64.24.1 300
	skew 2
	stay 20s
clients -t 192.0.2.50:80
	rate 20/m
	from 10.64.128.1 20000
	stay 20s
at 14m    -a -t 192.0.2.50:80 -r 10.0.5.15:80 -m -w 10
`;
