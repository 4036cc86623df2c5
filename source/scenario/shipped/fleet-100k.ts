export const fleet = `# Ten thousand services with ten servers each, to see how it is with a very large table.
#
# Braces stand for many lines: {1..10} are ten, {v=1..100} gives the value a name, and {v} repeats it.

about 10 000 services with 10 servers each
running 20s

-A -t 192.0.2.{v=1..100}:{p=8001..8100} -s wlc
-a -t 192.0.2.{v=1..100}:{p=8001..8100} -r 10.{v}.0.{1..10}:{p} -m -w 10

# Only a few of them are busy.
clients -t 192.0.2.{1..100}:8001
	rate 2/s
	from 198.51.100.1 250
	stay 8s
	receive 20k

every 2m from 30s    server 10.7.0.3 down for 1m
every 2m from 1m     -e -t 192.0.2.8:8001 -r 10.8.0.5:8001 -m -w 0
every 2m from 2m     -e -t 192.0.2.8:8001 -r 10.8.0.5:8001 -m -w 10
`;
