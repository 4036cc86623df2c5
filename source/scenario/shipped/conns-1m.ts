export const conns = `# A million connections that are in use, to see how it is with a very large connection table.

about a million connections to four services
running 4s

-A -t 192.0.2.{10,20,30}:443 -s wlc
-a -t 192.0.2.{v=10,20,30}:443 -r 10.0.{v}.{11..18}:443 -m -w 10
-A -t [2001:db8::10]:443 -s rr
-a -t [2001:db8::10]:443 -r [2001:db8:1::{11..18}]:443 -m -w 10

# All come at once in the beginning and stay: connections that are kept open for news.
clients -t 192.0.2.{10,20,30}:443
	rate 80000/s
	between 0 and 4s
	from 10.64.0.1 4000000
	stay 1h
	half-open 0%
clients -t [2001:db8::10]:443
	rate 10000/s
	between 0 and 4s
	from 2001:db8:ffff::1 4000000
	stay 1h
	half-open 0%

# As many come later as leave.
clients -t 192.0.2.{10,20,30}:443
	rate 90/s
	between 4s and 365d
	from 10.64.0.1 4000000
	stay 1h
`;
