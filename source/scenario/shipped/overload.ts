export const overload = `# Too much of everything: thresholds, a server that is too slow, and floods that come and go.

about thresholds that are reached, a slow server, and a flood every six minutes
running 8m

# Every server takes 150 connections and says no until it is down to 145. At the peak all are full, and clients are turned away.
-A -t 192.0.2.10:80 -s wlc
-a -t 192.0.2.10:80 -r 10.0.1.{11..14}:8080 -m -w 10 -x 150 -y 145
clients -t 192.0.2.10:80
	rate 4/s
	wave 90% over 4m from 2m40s
	from 10.64.0.1 4000
	stay 10s
	receive 60k

# One of three is too slow: its connections pile up until its threshold holds them back.
-A -t 192.0.2.20:443 -s wrr
-a -t 192.0.2.20:443 -r 10.0.2.{21..23}:443 -m -w 1 -x 400 -y 300
clients -t 192.0.2.20:443
	rate 9/s
	from 10.64.16.1 3000
	stay 8s
	receive 40k
every 10m from 5m    server 10.0.2.23:443 slow 12x for 6m

# The flood: SYNs from everywhere that are never answered, beside those who really come.
-A -t 192.0.2.30:80 -s rr
-a -t 192.0.2.30:80 -r 10.0.3.{31..34}:80 -m -w 1
clients -t 192.0.2.30:80
	rate 10/s
	from 10.64.32.1 2000
	stay 3s
clients -t 192.0.2.30:80
	rate 400/s
	wave 100% over 6m
	from 10.96.0.1 500000
	half-open 100%

# Who is turned away there comes here: weights are limits for ovf.
-A -t 192.0.2.40:8080 -s ovf
-a -t 192.0.2.40:8080 -r 10.0.4.41:8080 -m -w 60
-a -t 192.0.2.40:8080 -r 10.0.4.42:8080 -m -w 40
-a -t 192.0.2.40:8080 -r 10.0.4.43:8080 -m -w 20
clients -t 192.0.2.40:8080
	rate 5/s
	wave 80% over 5m
	from 10.64.48.1 900
	stay 15s

# Nobody is left to answer here.
-A -t 192.0.2.50:25 -s wlc
-a -t 192.0.2.50:25 -r 10.0.5.{51,52}:25 -g -w 0
clients -t 192.0.2.50:25
	rate 2/s
	from 198.51.100.1 200

every 8m from 7m     server 10.0.1.12:8080 down for 90s
every 8m from 9m     -e -t 192.0.2.30:80 -r 10.0.3.34:80 -m -w 0
every 8m from 11m    -e -t 192.0.2.30:80 -r 10.0.3.34:80 -m -w 1
`;
