import {describe, expect, test} from 'vitest';
import {failed} from '../../source/model/failure.ts';
import type {Way} from '../../source/doctor/evidence.ts';
import {boxIn, startOperated, type OperatedOptions} from './operated.ts';
import {onCursor, without} from './small-site.ts';

/** The program with the cursor on the row that has this text. */
const on = async (text: string, options: OperatedOptions = {}) => {
	const tui = await startOperated(options);
	await tui.see(text);
	await tui.press('/', text, 'Enter', 'n');
	await tui.see(lines => lines.some(line => line.startsWith('›') && line.includes(text)));
	await tui.press('Esc');
	await tui.see(without('Esc all rows'));
	return tui;
};

/** The way to a neighbour, or over one. */
const link = (neighbour: string | undefined, gateway?: string): Way => ({
	route: {kind: 'unicast', device: 'eth1', gateway, source: undefined},
	neighbour,
});

describe('a new real server', () => {
	test('is the address and two keys, set up as the busiest one, and comes up in steps', async () => {
		const tui = await on('10.0.0.11:443');
		await tui.press('a', '10.0.0.14');
		await tui.see('-a -t 192.0.2.10:443 -r 10.0.0.14:443 -g -w 0 -x 500 -y 400');
		await tui.see('Ramp to     [100');
		await tui.press('Enter');
		await tui.see('added 10.0.0.14:443; weight rises to 100 in 5 min; u undoes it');
		expect(await tui.saved()).toContain(
			'-a -t 192.0.2.10:443 -r 10.0.0.14:443 -g -w 10 -x 500 -y 400',
		);
		const [ramp] = tui.operator()?.get().ramps ?? [];
		expect(ramp).toMatchObject({to: 100, duration: 300_000});
		tui.operator()?.stopRamp(ramp?.id ?? 0);
	});

	test('comes up at once where weights do not count, and says so when it shall not', async () => {
		const tui = await on('10.0.0.41:80', {
			rules: ['-A -t 192.0.2.10:80 -s rr', '-a -t 192.0.2.10:80 -r 10.0.0.41:80 -m -w 50'],
		});
		await tui.press('a', '10.0.0.42');
		await tui.see('-a -t 192.0.2.10:80 -r 10.0.0.42:80 -m -w 50');
		await tui.press('Tab', 'Tab', 'Tab', '0', 'Tab', '50');
		await tui.see('! rr only asks whether a weight is 0: in steps it has its full share');
		await tui.press('Esc');
	});

	test('says how the director would reach the address, as soon as it is one', async () => {
		const asked: string[] = [];
		const known: Readonly<Record<string, Way>> = {
			'10.0.0.1': {route: {kind: 'local'}, neighbour: undefined},
			'10.0.0.14': link('STALE'),
			'10.0.0.145': link('FAILED'),
			'10.9.0.1': link(undefined, '10.0.0.254'),
			'10.9.0.17': {
				route: {kind: 'none', says: 'network is unreachable'},
				neighbour: undefined,
			},
		};
		const wayTo = async (address: string) => {
			asked.push(address);
			return known[address];
		};
		const tui = await on('10.0.0.11:443', {ports: {wayTo}});
		await tui.press('a', '10.0.0.');
		expect(asked).toEqual([]);
		await tui.press('1');
		await tui.see('! an address of this director itself: connections end here');
		await tui.press('4');
		await tui.see('= on link at eth1, has answered there');
		await tui.press('5');
		await tui.see('! on link at eth1, where nobody answers for it');
		await tui.press('^u', '10.9.0.1');
		await tui.see('! by way of the router 10.0.0.254 at eth1: DR needs it on a link');
		await tui.press('7');
		await tui.see('! no route to it from here: network is unreachable');
		await tui.press('Esc', 'e');
		await tui.see('Edit 10.0.0.11:443');
		await tui.see(without('no route'));
		expect(asked.at(-1)).toBe('10.0.0.11');
	});

	test('what is typed takes the place of a number that the keys came to, and edits it after a cursor key', async () => {
		const tui = await on('10.0.0.11:443');
		await tui.press('e', '50');
		await tui.see('-r 10.0.0.11:443 -g -w 50 -x 500 -y 400');
		await tui.press('Tab', '900', 'Backspace');
		await tui.see('-w 50 -x 90 -y 400');
		await tui.press('Tab', 'Left', '1');
		await tui.see('-w 50 -x 90 -y 4010');
		await tui.press('Esc');
	});

	test('a bad address, a second one of the same, or another port than a method can do are told in words', async () => {
		const tui = await on('10.0.0.11:443');
		await tui.press('a', '10.0.0.');
		await tui.see('! not yet: four numbers from 0 to 255, such as 10.0.0.14');
		await tui.press('12');
		await tui.see('! 10.0.0.12:443 is in this service already; e edits it');
		await tui.press('Enter');
		await tui.see('Address: 10.0.0.12:443 is in this service already');
		await tui.press('Backspace', '5', 'Tab', 'Backspace', '4');
		await tui.see('! DR keeps the port: it must be 443; NAT can change it');
		await tui.press('Tab', 'Right');
		await tui.see('-r 10.0.0.15:444 -m -w 0');
		await tui.press('Left', 'Left');
		await tui.see('TUN keeps the port');
		await tui.press('Tab', '^u');
		await tui.see('a whole number from 0 to 2147483647');
		await tui.press('Esc');
		expect(await tui.saved()).not.toContainEqual(expect.stringContaining('10.0.0.15'));
	});

	test('the line is a field too: what is typed into it is in the others', async () => {
		const tui = await on('10.0.0.11:443');
		await tui.press('a', '^g', '^u');
		await tui.see('a command of ipvsadm comes first');
		await tui.press('-a -t 192.0.2.10:443 -r 10.0.0.16:8443 -m -w 5 -x 9');
		await tui.see('Address     [10.0.0.16');
		await tui.see('Port        [8443');
		await tui.see('(x) NAT');
		await tui.see('Weight      [5');
		await tui.see('Upper limit [9');
		await tui.press(' -y 12');
		await tui.see('! at most the upper limit, 9');
		await tui.press(' --nonsense');
		await tui.see('! --nonsense: unknown option');
		await tui.press('^w', 'Backspace', 'Backspace', 'Enter');
		await tui.see('added 10.0.0.16:8443; u undoes it');
		expect(await tui.saved()).toContain('-a -t 192.0.2.10:443 -r 10.0.0.16:8443 -m -w 5 -x 9 -y 1');
	});

	test('a dry run says what would be done and does nothing', async () => {
		const tui = await on('10.0.0.11:443');
		const before = await tui.saved();
		await tui.press('a', '10.0.0.14', 'Up', 'Up', 'Enter');
		await tui.see('= new server, weight 0');
		await tui.see('dry run: nothing was changed');
		expect(await tui.saved()).toEqual(before);
	});

	test('what the kernel refuses is said in the form, which stays open', async () => {
		const tui = await on('10.0.0.11:443', {
			change: () => ({
				change: async changes =>
					Array.from({length: changes.length}, () =>
						failed({kind: 'kernel', errno: 22, doing: 'add'}),
					),
			}),
		});
		await tui.press('a', '10.0.0.14', 'Enter');
		await tui.see('! Invalid operation.');
		await tui.see('[10.0.0.14');
	});

	test('a person who may only look is told why', async () => {
		const tui = await on('10.0.0.11:443', {
			access: {kind: 'read-only', why: 'read-only: asked for', canUnlock: false},
		});
		await tui.press('a', '10.0.0.14', 'Enter');
		await tui.see('! read-only: asked for');
	});
});

describe('an edit', () => {
	test('changes what was touched and nothing else', async () => {
		const tui = await on('10.0.0.11:443');
		await tui.press('e');
		await tui.see('Edit 10.0.0.11:443 in tcp 192.0.2.10:443');
		await tui.press('^u', '70', 'Enter');
		await tui.see('changed 10.0.0.11:443; u undoes it');
		expect(await tui.saved()).toContain(
			'-a -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 70 -x 500 -y 400',
		);
	});

	test('keeps a tunnel, whose options ^t shows', async () => {
		const tui = await on('10.0.0.31:0');
		await tui.press('e');
		await tui.see('Tunnel port [6080');
		await tui.press('^t');
		await tui.see('^t shows tunnel type, port and checksum');
		await tui.press('^u', '3', 'Enter');
		await tui.see('changed 10.0.0.31:0');
		expect(await tui.saved()).toContain(
			'-a -f 7 -r 10.0.0.31:0 -i -w 3 --tun-type gue --tun-port 6080 --tun-csum',
		);
	});

	test('does not take back what somebody else changed meanwhile', async () => {
		const tui = await on('10.0.0.11:443');
		await tui.press('e', '^u', '70');
		await tui.make('-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 100 -x 600 -y 400');
		tui.clock.advance(2000);
		await tui.see('Upper limit [600');
		await tui.press('Enter');
		await tui.see('changed 10.0.0.11:443');
		expect(await tui.saved()).toContain(
			'-a -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 70 -x 600 -y 400',
		);
	});

	test('of the last server to weight 0 asks first', async () => {
		const tui = await on('10.0.0.21:53');
		await tui.press('e', '^u', '0', 'Enter');
		await tui.see('no server left: udp 192.0.2.10:53');
	});
});

describe('a virtual service', () => {
	test('that was added has the cursor: a adds its servers, and each of them gets it too', async () => {
		const tui = await on('10.0.0.11:443');
		await tui.press('A', '192.0.2.99', 'Tab', '80', 'Enter');
		await tui.see(onCursor('192.0.2.99:80'));
		await tui.press('a');
		await tui.see('Add a real server to tcp 192.0.2.99:80');
		await tui.press('10.0.0.99', 'Enter');
		await tui.see(onCursor('10.0.0.99:80'));
	});

	test('is added, whatever its options', async () => {
		const tui = await on('10.0.0.11:443');
		await tui.press('A', '192.0.2.30', 'Tab', '80', 'Tab', '^u', 'xx');
		await tui.see('! one of rr wrr lc wlc');
		await tui.press('^u', 'sh', 'Tab', '^u', '60', '^t');
		await tui.see('hash of the client address');
		await tui.see('sh-port: hash the port of the client too');
		await tui.press('Tab', '255.255.255.0', 'Tab', 'Tab', 'Space', 'Enter');
		await tui.see('added tcp 192.0.2.30:80; u undoes it');
		expect(await tui.saved()).toContain(
			'-A -t 192.0.2.30:80 -s sh -p 60 -M 255.255.255.0 -b sh-fallback',
		);
	});

	test('of a firewall mark on IPv6 packets, by its line', async () => {
		const tui = await on('10.0.0.11:443');
		await tui.press('A', 'Up', 'Right', 'Right', 'Right', 'Tab', '9');
		await tui.see('-A -f 9 -s wlc');
		await tui.press('Tab', 'Right');
		await tui.see('-A -f 9 -6 -s wlc');
		await tui.press('Enter');
		await tui.see('added fwmark 9 ipv6');
	});

	test('on all ports needs persistence; a second one of the same cannot be', async () => {
		const tui = await on('10.0.0.11:443');
		await tui.press('A', '192.0.2.10', 'Tab', '0');
		await tui.see('! a service on all ports (port 0) must be persistent');
		await tui.press('^u', '443');
		await tui.see('! there is a service tcp 192.0.2.10:443 already; e edits it');
	});

	test('is edited from a row of its server with E, and keeps its flags', async () => {
		const tui = await on('10.0.0.31:0');
		await tui.press('E');
		await tui.see('Edit fwmark 7');
		await tui.see('[x] sh-port');
		await tui.press('Tab', '^u', '120', 'Enter');
		await tui.see('changed fwmark 7');
		expect(await tui.saved()).toContain('-A -f 7 -s sh -p 120 -b sh-port');
	});
});

test.each([
	[60, 15],
	[80, 24],
	[140, 45],
])('the forms at %ix%i', async (columns, rows) => {
	const tui = await on('10.0.0.11:443', {columns, rows});
	await tui.press('a', '10.0.0.14');
	await tui.see('-r 10.0.0.14:443');
	await expect(boxIn(tui.lines())).toMatchFileSnapshot(`golden/server-form-${columns}x${rows}.txt`);
	await tui.press('Esc', 'E', '^t');
	await tui.see('Scheduler');
	await expect(boxIn(tui.lines())).toMatchFileSnapshot(
		`golden/service-form-${columns}x${rows}.txt`,
	);
});
