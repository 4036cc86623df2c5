import {onTestFinished, describe, expect, test} from 'vitest';
import type {ConnectionFile} from '../../source/client/client.ts';
import {failed, success, type Failure} from '../../source/model/failure.ts';
import {connectionsFrom} from './connection-text.ts';
import {startInProcess, type InProcessOptions} from './in-process.ts';
import {manualClock} from './manual-clock.ts';
import {scriptedClient} from './scripted-client.ts';
import {cursorLine, onCursor, without} from './small-site.ts';
import {webTable} from './web-tables.ts';

const rows = [
	'TCP 203.0.113.7:52114 192.0.2.10:443 10.0.0.11:443 ESTABLISHED 888 LOCAL',
	'TCP 203.0.113.70:1024 192.0.2.10:443 10.0.0.12:443 SYN_RECV 59 SYNC',
	'TCP 203.0.113.7:0 192.0.2.10:443 10.0.0.11:443 ASSURED 291 LOCAL',
	'TCP 203.0.113.7:52115 192.0.2.10:443 10.0.0.11:443 FIN_WAIT 72 LOCAL',
	'UDP 198.51.100.9:5353 192.0.2.10:53 10.0.0.21:53 UDP 300 SYNC',
	'UDP 198.51.100.9:5354 192.0.2.10:53 10.0.0.22:53 UDP 299 SYNC',
	'TCP [2001:db8:0:7::1234:5678]:40000 [2001:db8:0:1f::a8]:80 [2001:db8:1234:5678:9abc:def0:1234:5678]:8080 ESTABLISHED 600 LOCAL',
	'TCP 203.0.113.8:40022 192.0.2.10:443 10.0.0.13:443 ESTABLISHED 7210 LOCAL',
	'TCP 203.0.113.9:40022 192.0.2.10:443 10.0.0.12:443 ESTABLISHED 5 LOCAL sip abc123@10.9.0.1',
	'IP 203.0.113.0:0 0.0.0.7:0 10.0.0.31:8080 NONE 250 LOCAL',
];

/** The small site with these connections, until the test is over. */
const start = (options: Partial<InProcessOptions> = {}) => {
	const clock = manualClock();
	const first = clock.now();
	const asked: ConnectionFile[] = [];
	const script: {rows: readonly string[]; failure: Failure | undefined; cost: number} = {
		rows,
		failure: undefined,
		cost: 0,
	};
	const client = scriptedClient(() => webTable(1000 + (clock.now() - first) / 1000));
	const tui = startInProcess({
		clock,
		client: {
			...client,
			connections: async file => {
				asked.push(file);
				clock.advance(script.cost);
				return script.failure === undefined
					? success(connectionsFrom(script.rows, file === 'ip_vs_conn_sync'))
					: failed(script.failure);
			},
		},
		...options,
	});
	onTestFinished(async () => {
		await tui.leave();
	});
	return {...tui, asked, script};
};

describe('the look', () => {
	test.each([
		[60, 15],
		[80, 24],
		[140, 45],
	])('connections at %ix%i', async (columns, height) => {
		const tui = start({columns, rows: height});
		await tui.see('192.0.2.10:443');
		await tui.press('3');
		await tui.see('203.0.113.70');
		await tui.press('g', 'j', 'Enter', 'j');
		await tui.see(':52114');
		await expect(`${tui.text()}\n`).toMatchFileSnapshot(
			`golden/connections-${columns}x${height}.txt`,
		);
	});

	test('rows without groups, ASCII only', async () => {
		const tui = start({environment: {LANG: 'C'}});
		await tui.see('192.0.2.10:443');
		await tui.press('3');
		await tui.see('203.0.113.70');
		await tui.press('tttt');
		await tui.see('203.0.113.70:1024');
		expect(tui.text()).toMatch(/^[\n -~]*$/);
		await expect(`${tui.text()}\n`).toMatchFileSnapshot('golden/connections-rows-ascii.txt');
	});
});

describe('reading', () => {
	test('happens only while somebody looks, again and again, and now by ^r', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		tui.clock.advance(10_000);
		expect(tui.asked).toEqual([]);
		await tui.press('3');
		await tui.see('10 rows');
		expect(tui.asked).toEqual(['ip_vs_conn']);
		tui.clock.advance(2000);
		await tui.until(() => tui.asked.length === 2, 'a second reading');
		await tui.press('^r');
		await tui.until(() => tui.asked.length === 3, 'a third reading');
		await tui.press('1');
		await tui.see('5 services');
		tui.clock.advance(10_000);
		expect(tui.asked).toHaveLength(3);
	});

	test('costly readings are far apart, and that is said', async () => {
		const tui = start();
		tui.script.cost = 4000;
		await tui.see('192.0.2.10:443');
		await tui.press('3');
		// The first one may have been slow by chance.
		await tui.see('read takes 4 s, every 9.3 s');
		tui.clock.advance(9400);
		await tui.see('read takes 4 s, every 56 s');
		expect(tui.asked).toHaveLength(2);
		tui.clock.advance(50_000);
		await tui.see('54 s old');
		expect(tui.asked).toHaveLength(2);
		tui.clock.advance(7000);
		await tui.until(() => tui.asked.length === 3, 'a third reading');
	});

	test('none while paused', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		await tui.press('3');
		await tui.see('10 rows');
		await tui.press('p');
		await tui.see('PAUSED');
		tui.clock.advance(20_000);
		expect(tui.asked).toHaveLength(1);
	});

	test('the origin where there is room for it, or where the filter asks for it', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		await tui.press('3');
		await tui.see('203.0.113.70');
		await tui.press('/', 'origin=sync', 'Enter');
		await tui.see(/3 of 10\b/);
		expect(tui.asked).toEqual(['ip_vs_conn', 'ip_vs_conn_sync']);
		tui.changeSize(140, 45);
		await tui.see(/SYNC +3 /);
	});

	test('what cannot be read is said, and tried again', async () => {
		const tui = start();
		tui.script.failure = {kind: 'no-module'};
		await tui.see('192.0.2.10:443');
		await tui.press('3');
		await tui.see(/Connections: .*ip_vs/);
		tui.script.failure = undefined;
		tui.clock.advance(2000);
		await tui.see('203.0.113.70');
	});
});

describe('groups', () => {
	test('t goes on to servers, services, states and single rows; Enter shows the rows of a group', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		await tui.press('3');
		await tui.see('203.0.113.70');
		await tui.press('t', 'Enter');
		await tui.see('203.0.113.7:52114');
		await tui.press('t');
		await tui.see('▸ FWM 7');
		await tui.press('t');
		await tui.see('▸ sticky');
		await tui.press('*');
		await tui.see(/203\.0\.113\.0 +→ 10\.0\.0\.31:8080 +← FWM 7 +04:10/);
	});

	test('the cursor stays on its group when another snapshot comes', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		await tui.press('3');
		await tui.see('203.0.113.70');
		await tui.press('G', 'k');
		await tui.see(onCursor('1234:5678'));
		const before = cursorLine(tui.lines()).slice(0, 20);
		tui.script.rows = [
			'TCP 192.0.2.200:1 192.0.2.10:443 10.0.0.11:443 ESTABLISHED 888',
			'TCP 192.0.2.200:2 192.0.2.10:443 10.0.0.11:443 ESTABLISHED 888',
			'TCP 192.0.2.200:3 192.0.2.10:443 10.0.0.11:443 ESTABLISHED 888',
			...rows,
		];
		tui.clock.advance(2000);
		await tui.see('192.0.2.200');
		expect(cursorLine(tui.lines()).slice(0, 20)).toBe(before);
	});

	test('left goes to the group of a row, then folds it', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		await tui.press('3');
		await tui.see('203.0.113.70');
		await tui.press('g', 'Right', 'jj');
		await tui.see(line => /^› {4}:/.test(cursorLine(line)));
		await tui.press('Left');
		await tui.see(line => cursorLine(line).startsWith('›▾'));
		await tui.press('Left');
		await tui.see(line => cursorLine(line).startsWith('›▸'));
	});

	test('sorted by any column, and the other way round', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		await tui.press('3');
		await tui.see('203.0.113.70');
		await tui.press('<');
		await tui.see(/▴CLIENT/);
		await tui.press('g');
		await tui.see(onCursor('198.51.100.9'));
		await tui.press('<');
		await tui.see(/▾EXPIRES/);
		await tui.press('g');
		await tui.see(onCursor('203.0.113.8'));
		await tui.press('I');
		await tui.see(/▴EXPIRES/);
		await tui.press('g');
		await tui.see(onCursor('203.0.113.9'));
	});
});

describe('finding', () => {
	test('c shows the connections of a server, q goes back', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		await tui.press('/', '10.0.0.11', 'Enter', 'j', 'c');
		await tui.see('/vip=192.0.2.10:443 rs=10.0.0.11:443');
		await tui.see('203.0.113.7 ');
		expect(tui.text()).not.toContain('203.0.113.70');
		await tui.press('q');
		await tui.see(onCursor('10.0.0.11:443'));
	});

	test('those of a firewall mark are found by its servers', async () => {
		const tui = start();
		await tui.see('FWM 7');
		await tui.press('/', 'FWM', 'Enter', 'c');
		await tui.see('/rs=10.0.0.31:8080|rs=10.0.0.32:8080');
		await tui.see('203.0.113.0 ');
	});

	test('an address on the command line finds a client, and the server that it sticks to', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		await tui.press(':', '203.0.113.7', 'Enter');
		await tui.see(/3 of 10\b/);
		await tui.see(/203\.0\.113\.7 +2 [^\n]*\n +sticky +→ 10\.0\.0\.11:443 .*04:51/);
		await tui.press('Enter');
		await tui.see(without('sticky'));
	});

	test('a filter that matches nothing says so, a bad one keeps the rows', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		await tui.press('3');
		await tui.see('203.0.113.70');
		await tui.press('/', 'client=203.0.113.0/33');
		await tui.see('is no address and no network');
		await tui.see('203.0.113.70');
		await tui.press('Esc', '/', 'client=192.0.2.77', 'Enter');
		await tui.see('no connection matches the filter');
		await tui.press('Esc');
		await tui.see('203.0.113.70');
		await tui.see(without('no connection matches'));
	});
});

test('what is shown is exported: groups, or single rows', async () => {
	const texts: string[] = [];
	const tui = start({
		ports: {
			writeFile: (path, text) => {
				texts.push(text);
				return {kind: 'saved', path};
			},
		},
	});
	await tui.see('192.0.2.10:443');
	await tui.press('3');
	await tui.see('203.0.113.70');
	await tui.press('/', 'state=fin_wait', 'Enter');
	await tui.see(/1 of 10\b/);
	await tui.press('O');
	await tui.see('Export what is shown');
	await tui.press('Enter');
	await tui.see('written: ');
	expect(texts[0]).toBe(
		'client,connections,established,sticky,clients,expires\n203.0.113.7,1,0,0,1,72\n',
	);
});
