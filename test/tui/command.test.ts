import {describe, expect, test} from 'vitest';
import {rememberingGuards} from '../unit/operator/site.ts';
import {startOperated, type OperatedOptions} from './operated.ts';
import {without} from './small-site.ts';

const start = async (options: OperatedOptions = {}) => {
	const tui = await startOperated(options);
	await tui.see('10.0.0.11:443');
	return tui;
};

describe('a line of ipvsadm', () => {
	test('that changes something is shown before it is done, and remembered', async () => {
		const tui = await start();
		const line = '-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 7 -x 500 -y 400';
		await tui.press(':', `ipvsadm ${line}`, 'Enter');
		await tui.see('weight 100 > 7');
		expect(await tui.saved()).toContain(
			'-a -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 100 -x 500 -y 400',
		);
		await tui.press('Enter');
		await tui.see(/10\.0\.0\.11:443 +DR +7 /);
		await tui.press(':', 'Up');
		await tui.see(`:ipvsadm ${line}`);
		await tui.press('Down');
		await tui.see(/^ :▏/m);
	});

	test('is completed: commands, options, services, their servers, schedulers', async () => {
		const tui = await start();
		await tui.press(':', '-e');
		await tui.see('replace every setting of a real server');
		await tui.press('Space', '-t');
		await tui.press('Space');
		await tui.see('  192.0.2.10:443');
		await tui.press('Tab', '-r', 'Space');
		await tui.see(/10\.0\.0\.11:443 +weight 100/);
		await tui.press('Tab', 'Tab');
		await tui.see(':-e -t 192.0.2.10:443 -r 10.0.0.12:443 ▏');
		await tui.press('-');
		await tui.see(/ -x +no new connections above this many/);
		expect(tui.text()).not.toMatch(/^ {2}-t /m);
		await tui.press('^u', '-E -u 192.0.2.10:53 -s s');
		await tui.see(/ {2}sh +hash of the client address/);
		await tui.press('Tab', 'Tab');
		await tui.see('-s sed ▏');
	});

	test('that ipvsadm would refuse stays to be mended, with the reason in its words', async () => {
		const tui = await start();
		await tui.press(':', '-a -t 192.0.2.10:443 -r 10.0.0.14 -w many', 'Enter');
		await tui.see('! illegal weight specified');
		await tui.press('^w', '5', 'Enter');
		await tui.see('new server, weight 5');
		await tui.press('Esc', ':', '-a -t lb.example:80 -r 10.0.0.14', 'Enter');
		await tui.see('! names of hosts and services are not looked up here');
		await tui.press('^u', 'frobnicate', 'Enter');
		await tui.see('! no command "frobnicate"');
	});

	test('that would silently take another port than it says is not', async () => {
		const tui = await start();
		await tui.press(':', '-e -u 192.0.2.10:53 -r 10.0.0.21:5353 -w 0', 'Enter');
		await tui.see('! only NAT has a port of its own: ipvsadm would take 53');
	});

	test('that lists something is shown as text', async () => {
		const tui = await start();
		await tui.press(':', '-L -n --thresholds', 'Enter');
		await tui.see('Prot LocalAddress:Port            Uthreshold');
		await tui.see(/-> 10\.0\.0\.11:443 +500 +400/);
		await tui.press('Esc', ':', '-L --timeout', 'Enter');
		await tui.see('Timeout (tcp tcpfin udp): 900 120 300');
		await tui.press('Esc', ':', '-S', 'Enter');
		await tui.see('-A -t 192.0.2.10:443 -s wlc -p 300');
		await tui.press('Esc', ':', '-L -n -t 192.0.2.99:80', 'Enter');
		await tui.see('No such service');
		await tui.press(':', '-h', 'Enter');
		await tui.see('1-19 of ');
		await tui.press('G');
		await tui.see(/of (\d+).*\1|(\d+) of \2/);
		await tui.press('q');
		await tui.see(without(' of 8'));
	});

	test('with !5m reverts by itself unless it is confirmed', async () => {
		const {guards, armed} = rememberingGuards();
		const tui = await start({guards});
		await tui.press(':', '-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 9 !5m', 'Enter');
		await tui.see('[ Do it, reverts in 5 min ]');
		await tui.see('weight 100 > 9');
		await tui.press('Enter');
		await tui.see(/10\.0\.0\.12:443 +DR +9 /);
		expect([...armed.values()].map(({inverse}) => inverse)).toHaveLength(1);
		await tui.press('K', ':', '-C !soon', 'Enter');
		await tui.see('! a time of at most 24h after ! is needed, such as !5m');
	});
});

describe('words of ours', () => {
	test('drain and return open their dialogs for every service of an address', async () => {
		const tui = await start();
		await tui.press(':', 'dra', 'Tab', '10.0.0.1');
		await tui.see('  10.0.0.11');
		await tui.press('Tab', 'Enter');
		await tui.see('Drain 10.0.0.11:443 in tcp 192.0.2.10:443');
		await tui.press('Esc', ':', 'drain 10.9.9.9', 'Enter');
		await tui.see('! no service has a real server 10.9.9.9');
	});

	test('W10: sorry gives all of a service to one server, and all of it reverts unless it is confirmed', async () => {
		const {guards, armed} = rememberingGuards();
		const tui = await start({guards});
		await tui.press(':', 'sor', 'Tab', '192.0.2.10:4');
		await tui.see('  192.0.2.10:443');
		await tui.press('Tab', '10.0.0.12', 'Enter');
		await tui.see('All of tcp 192.0.2.10:443 to 10.0.0.12:443');
		await tui.see('(x) 5m');
		await tui.see('load 10.0.0.12:443 50 % > 100 %');
		await tui.press('Enter');
		await tui.see(/reverts in \d:\d\d, K keeps it/);
		await tui.see(/10\.0\.0\.11:443 +DR +0 /);
		await tui.see(/10\.0\.0\.12:443 +DR +100 /);
		expect([...armed.values()].map(({inverse}) => inverse)).toHaveLength(1);
		await tui.press('Esc', 'K', 'u');
		await tui.see(/10\.0\.0\.11:443 +DR +100 /);
	});

	test.each([
		['sorry 192.0.2.10:443', 'a service and the server that shall take all of it are needed'],
		['sorry 192.0.2.99 10.0.0.13', 'there is no service 192.0.2.99'],
		['sorry 192.0.2.10:53 10.0.0.99', 'no server 10.0.0.99 in udp 192.0.2.10:53: add it first'],
		['find w=7 !5m', 'find does not revert by itself'],
	])('%s says why not', async (line, why) => {
		const tui = await start();
		await tui.press(':', line, 'Enter');
		await tui.see(why);
	});

	test('a time behind drain is that of its dialog', async () => {
		const tui = await start();
		await tui.press(':', 'drain 10.0.0.11 !7m', 'Enter');
		await tui.see('(x) 7m');
	});

	test('find filters the table, theme changes it, zero asks, quit leaves', async () => {
		const tui = await start();
		await tui.press(':', 'find w=7', 'Enter');
		await tui.see(without('10.0.0.11:443'));
		await tui.see('10.0.0.31:0');
		await tui.press(':', 'theme pink', 'Enter');
		await tui.see('! no such theme');
		await tui.press('^u', 'zero', 'Enter');
		await tui.see('lost for good: counters');
		await tui.press('Esc', ':', 'quit', 'Enter');
		expect(await tui.ended).toBe(0);
	});

	test('an address alone finds the client', async () => {
		const tui = await start();
		await tui.press(':', '203.0.113.7', 'Enter');
		await tui.see(/203\.0\.113\.7/);
		await tui.see(without('Total of 3 services'));
	});
});

test.each([
	[60, 15],
	[80, 24],
	[140, 45],
])('the command line at %ix%i', async (columns, rows) => {
	const tui = await start({columns, rows});
	await tui.press(':', '-e -t 192.0.2.10:443 -r', 'Space');
	await tui.see('  weight 100');
	await expect(`${tui.lines().slice(-4).join('\n')}\n`).toMatchFileSnapshot(
		`golden/command-${columns}x${rows}.txt`,
	);
});
