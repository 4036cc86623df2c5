import {describe, expect, test} from 'vitest';
import {parseIpv4} from '../../../source/model/address.ts';
import {forwarding} from '../../../source/model/destination.ts';
import {protocols, serviceFlag} from '../../../source/model/service.ts';
import {bookOf, changeOf, parsed, refusalOf} from './parsing.ts';

describe('what a line means', () => {
	test('a service', () => {
		expect(changeOf('-A -t 192.0.2.1:80 -s sh -b sh-port -p 60 -M 255.255.255.0 --pe sip')).toEqual(
			{
				kind: 'add-service',
				service: {
					match: {
						kind: 'address',
						protocol: protocols.tcp,
						address: parseIpv4('192.0.2.1'),
						port: 80,
					},
					scheduler: 'sh',
					flags: serviceFlag.persistent | serviceFlag.scheduler2,
					timeout: 60,
					netmask: 0xff_ff_ff_00,
					persistenceEngine: 'sip',
				},
			},
		);
	});

	test('a server', () => {
		expect(
			changeOf('-a -f 7 -6 -r [2001:db8::1]:80 -i -w 9 -x 5 -y 2 --tun-type gue --tun-port 6'),
		).toMatchObject({
			kind: 'add-destination',
			match: {kind: 'mark', mark: 7, family: 'ipv6'},
			destination: {
				port: 80,
				method: forwarding.tunneling,
				weight: 9,
				upperThreshold: 5,
				lowerThreshold: 2,
				tunnel: {type: 1, port: 6, flags: 0},
			},
		});
	});

	test('defaults', () => {
		expect(changeOf('-A -f 7 -p')).toMatchObject({
			service: {scheduler: 'wlc', timeout: 360, netmask: 0xff_ff_ff_ff, persistenceEngine: ''},
		});
		expect(changeOf('-e -t 192.0.2.1:80 -r 192.0.2.2')).toMatchObject({
			destination: {port: 80, method: forwarding.directRouting, weight: 1, upperThreshold: 0},
		});
		expect(changeOf('--start-daemon backup')).toEqual({
			kind: 'start-daemon',
			daemon: {role: 'backup', interface: 'eth0', syncId: 0},
		});
	});

	test('daemons, timeouts and counters', () => {
		expect(
			changeOf(
				'--start-daemon master --mcast-interface a-very-long-interface --syncid 7 --mcast-group 224.0.0.1 --mcast-port 9 --mcast-ttl 3 --sync-maxlen 99',
			),
		).toEqual({
			kind: 'start-daemon',
			daemon: {
				role: 'master',
				interface: 'a-very-long-int',
				syncId: 7,
				maxLength: 99,
				group: Uint8Array.of(224, 0, 0, 1),
				port: 9,
				ttl: 3,
			},
		});
		expect(changeOf('--stop-daemon backup --syncid 4')).toEqual({
			kind: 'stop-daemon',
			role: 'backup',
		});
		expect(changeOf('--set 1 2 3')).toEqual({
			kind: 'set-timeouts',
			timeouts: {tcp: 1, tcpFin: 2, udp: 3},
		});
		expect(changeOf('-Z')).toEqual({kind: 'zero'});
		expect(changeOf('-Z -u 0.0.0.0:0')).toEqual({kind: 'zero'});
		expect(changeOf('-Z -f 7')).toEqual({
			kind: 'zero',
			match: {kind: 'mark', mark: 7, family: 'ipv4'},
		});
		expect(changeOf('-C')).toEqual({kind: 'flush'});
	});

	test('lists', () => {
		const plain = {
			kind: 'table',
			format: 'default',
			match: undefined,
			isNumeric: false,
			isExact: false,
			order: 'sorted',
		};
		expect(parsed('')).toEqual({kind: 'list', list: plain});
		expect(parsed('-Ln --rate --stats --nosort --exact')).toEqual({
			kind: 'list',
			list: {...plain, format: 'stats', isNumeric: true, isExact: true, order: 'kernel'},
		});
		expect(parsed('-lnc --persistent-conn')).toEqual({
			kind: 'list',
			list: {kind: 'connections', isNumeric: true, withPersistence: true},
		});
		expect(parsed('-L --timeout')).toEqual({kind: 'list', list: {kind: 'timeouts'}});
		expect(parsed('-L --daemon')).toEqual({kind: 'list', list: {kind: 'daemons'}});
		expect(parsed('-L -f 7')).toMatchObject({list: {match: {kind: 'mark'}}});
	});

	test('the rest', () => {
		expect(parsed('-S -n')).toEqual({kind: 'save', isNumeric: true});
		expect(parsed('-R')).toEqual({kind: 'restore'});
		expect(parsed('-h -q')).toEqual({kind: 'help'});
		expect(parsed('--version foo')).toEqual({kind: 'version'});
	});
});

describe('what is refused', () => {
	test('repeats the name of the program as it is', () => {
		expect(refusalOf('-n')).toBe(
			"255 Try `/sbin/ipvsadm -h' or '/sbin/ipvsadm --help' for more information.\n",
		);
	});

	test('only a later unknown option lets --restore go on', () => {
		expect(parsed('-L -q')).toMatchObject({exit: 255, endsRestore: false});
		expect(parsed('-q')).toMatchObject({exit: 255, endsRestore: true});
		expect(parsed('-L foo')).toMatchObject({exit: 2, endsRestore: true});
	});

	test('restoring inside restoring', () => {
		expect(parsed('-R', {source: 'restore'})).toMatchObject({kind: 'refused', exit: 255});
		expect(parsed('-R -n', {source: 'restore'})).toMatchObject({kind: 'refused', exit: 2});
	});

	test('a list of commas as scheduler flags is an empty one', () => {
		// The original reads a null pointer here.
		expect(changeOf('-A -t 192.0.2.1:80 -b ,')).toMatchObject({service: {flags: 0}});
	});
});

describe('names', () => {
	test('are asked for where they stand', () => {
		expect(parsed('-A -t web:80')).toEqual({
			kind: 'asks',
			question: {kind: 'address-of-host', host: 'web'},
		});
		expect(parsed('-A -t 192.0.2.1:80 -p -M web')).toMatchObject({kind: 'asks'});
	});

	test('are used when they are known', () => {
		const names = bookOf({addressOfHost: () => parseIpv4('192.0.2.80') ?? null});
		expect(parsed('-D -t web:80', {names})).toMatchObject({
			change: {match: {address: parseIpv4('192.0.2.80')}},
		});
	});

	test('that nobody has are bad values', () => {
		expect(parsed('-A -t web:80', {names: bookOf({})})).toMatchObject({
			stderr: 'illegal virtual server address[:port] specified\n',
		});
		expect(parsed('-A -t 192.0.2.1:80 -M web', {names: bookOf({})})).toMatchObject({
			stderr: 'illegal virtual server persistent mask specified\n',
		});
	});

	test('an earlier mistake is found before a name is asked for', () => {
		expect(refusalOf('-A -s rr -s rr -t web:80')).toBe(
			"2 multiple 'scheduler' options specified\n",
		);
	});
});
