import {expect, test} from 'vitest';
import {changeLine} from '../../../source/ipvsadm/unparse.ts';
import {forwarding} from '../../../source/model/destination.ts';
import {changeOf} from './parsing.ts';

test.each([
	'-A -t 192.0.2.1:80 -s wlc',
	'-A -t 192.0.2.1:0 -s wlc -p 360',
	'-A -u [2001:db8::1]:53 -s sh -p 60 -M 64 -o -b sh-port',
	'-A --sctp-service 192.0.2.1:80 -s rr -M 255.255.255.0 -b flag-1,flag-3',
	'-A -f 4294967295 -6 -s mh -p 60 --pe sip -b mh-fallback,flag-3',
	'-E -f 7 -s rr',
	'-D -f 7 -6',
	'-a -t 192.0.2.1:80 -r 192.0.2.2:8080 -m -w 5 -x 10 -y 5',
	'-a -t 192.0.2.1:80 -r [2001:db8::2]:80 -i -w 1',
	'-e -f 7 -r 192.0.2.2:8080 -g -w 0',
	'-e -t 192.0.2.1:80 -r 192.0.2.2:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-remcsum',
	'-e -t 192.0.2.1:80 -r 192.0.2.2:80 -i -w 1 --tun-type gre --tun-nocsum',
	'-d -t 192.0.2.1:80 -r 192.0.2.2:0',
	'-Z',
	'-Z -t 192.0.2.1:80',
	'-C',
	'--set 0 120 300',
	'--start-daemon master --mcast-interface eth0 --syncid 0',
	'--start-daemon backup --mcast-interface eth1 --syncid 7 --sync-maxlen 99 --mcast-group ff02::1 --mcast-port 9 --mcast-ttl 3',
	'--stop-daemon master',
])('%s', line => {
	expect(changeLine(changeOf(line))).toBe(line);
});

test('what ipvsadm has no option for is written as what is nearest', () => {
	const change = changeOf('-a -t 192.0.2.1:80 -r 192.0.2.2:80 -g -w 1');
	if (change.kind !== 'add-destination') {
		throw new Error('no server');
	}
	const destination = {...change.destination, method: forwarding.local};
	expect(changeLine({...change, destination})).toBe('-a -t 192.0.2.1:80 -r 192.0.2.2:80 -g -w 1');
	if (change.match.kind === 'address') {
		expect(changeLine({kind: 'delete-service', match: {...change.match, protocol: 47}})).toBe(
			'-D --xxx-service 192.0.2.1:80',
		);
	}
});
