import {describe, expect, test} from 'vitest';
import type {Table} from '../../source/model/table.ts';
import {scriptedClient} from './scripted-client.ts';
import {cursorLine, onCursor, start} from './small-site.ts';
import {tableOf} from './table-of.ts';
import {webTable} from './web-tables.ts';

describe('living with a table that changes', () => {
	test('rates follow the counters', async () => {
		const tui = start();
		await tui.press('bb');
		await tui.see(/10\.0\.0\.31:8080 .* 32k +n\/a/);
		const first = tui.clock.now();
		// After one tick of three times the traffic the kernel's average is half way to twice as much.
		tui.script.full = () => webTable(1000 + ((tui.clock.now() - first) / 1000) * 3, 1.5);
		tui.clock.advance(2000);
		await tui.see(/10\.0\.0\.31:8080 .* 96k +n\/a/);
		await tui.press('b');
		await tui.see(/10\.0\.0\.31:8080 .* 3 /);
	});

	test('the cursor stays on its item when rows come and go above it', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('/', '443', 'Enter', 'jj');
		await tui.see(onCursor('10.0.0.12:443'));
		await tui.press('Esc');
		await tui.see('192.0.2.10:53');
		expect(cursorLine(tui.lines())).toContain('10.0.0.12:443');
	});

	test('an item that is gone leaves a ghost for three seconds, then the cursor goes to the nearest row', async () => {
		const servers = ['10.0.0.1:80', '10.0.0.2:80', '10.0.0.3:80'];
		const table = (count: number): Table =>
			tableOf([
				{
					service: 'tcp 192.0.2.1:80',
					counters: [],
					servers: servers.slice(0, count).map(at => ({at})),
				},
				{service: 'tcp 192.0.2.2:80', counters: [], servers: [{at: '10.0.1.1:80'}]},
			]);
		let count = 3;
		const tui = start({client: scriptedClient(() => table(count))});
		await tui.see(onCursor('192.0.2.1:80'));
		await tui.press('jjj');
		await tui.see(onCursor('10.0.0.3:80'));
		count = 2;
		await tui.press('^r');
		await tui.see(onCursor('× 10.0.0.3:80'));
		expect(cursorLine(tui.lines())).toContain('ghost');
		tui.clock.advance(3000);
		await tui.see(onCursor('10.0.0.2:80'));
	});

	test('pause keeps the numbers and says how old they are; ^r reads once', async () => {
		const tui = start();
		await tui.see('every 2 s');
		await tui.press('p');
		await tui.see('PAUSED');
		const asked = tui.script.asked.length;
		tui.clock.advance(12_000);
		await tui.see('PAUSED 12 s');
		expect(tui.script.asked).toHaveLength(asked);
		await tui.press('^r');
		await tui.see('PAUSED 0 s');
		await tui.press('p');
		await tui.see('every 2 s');
		expect(tui.script.asked.length).toBeGreaterThan(asked);
	});

	test('an empty table says so', async () => {
		const tui = start({client: scriptedClient(() => tableOf([]))});
		await tui.see('no virtual services');
		await tui.press('j', 'Enter');
		await tui.see('there is no row');
	});
});

describe('trouble', () => {
	test('goes before what was said last', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('&');
		await tui.see('does nothing here');
		tui.script.full = () => ({kind: 'no-module'});
		tui.clock.advance(2000);
		await tui.see('ip_vs is not loaded');
	});

	test('without permission: the public table, and how to get the rest', async () => {
		const client = scriptedClient(() => ({kind: 'no-permission', doing: 'read the services'}));
		client.script.text = () =>
			tableOf([
				{
					service: 'tcp 192.0.2.1:80',
					servers: [{at: '10.0.0.1:80', active: 7, isDetailed: false}],
				},
			]);
		const tui = start({client});
		await tui.see('read-only, no counters: reading them needs CAP_NET_ADMIN; run with sudo');
		expect(tui.text()).toMatch(/10\.0\.0\.1:80 +DR +1 +7 +0 +- +- +100 \S+ +\+/);
		await tui.press('bb');
		await tui.press('<', '<', '<');
		await tui.see('b/s OUT has no values here: counters need CAP_NET_ADMIN');
	});

	test('without the module: one line, and it keeps trying', async () => {
		const client = scriptedClient(() => ({kind: 'no-module'}));
		const tui = start({client});
		await tui.see('ip_vs is not loaded: load it with "modprobe ip_vs" as root');
		await tui.see('trying again every 2 s');
		client.script.full = () => webTable(1);
		tui.clock.advance(2000);
		await tui.see('192.0.2.10:443');
		expect(tui.text()).not.toContain('not loaded');
	});

	test('a module that goes while we look: the last table with its age, then the new one', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		tui.script.full = () => ({kind: 'no-module'});
		tui.clock.advance(2000);
		await tui.see('ip_vs is not loaded');
		expect(tui.text()).toContain('192.0.2.10:443');
		for (let second = 0; second < 32; second += 2) {
			tui.clock.advance(2000);
			// oxlint-disable-next-line no-await-in-loop -- one reading after the other
			await tui.see(`STALE ${second + 4} s`);
		}
		tui.script.full = tui.site;
		tui.clock.advance(2000);
		await tui.see('every 2 s');
		expect(tui.text()).not.toContain('not loaded');
	});

	test('any other failure is a sentence', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		tui.script.full = () => ({kind: 'lost-replies', doing: 'read the services'});
		tui.clock.advance(2000);
		await tui.see(/since \d\d:\d\d:\d\d could not read the services: the receive queue was full/);
	});
});

describe('help and leaving', () => {
	test('help scrolls, finds what is typed, and closes without touching the tree', async () => {
		const tui = start();
		await tui.see(onCursor('192.0.2.10:53'));
		await tui.press('j', '?');
		await tui.see(/1-20 of \d+  Esc close/);
		await tui.press('Down', 'PgDn');
		await tui.see(/22-41 of/);
		await tui.press('End', 'Up', 'Home');
		await tui.see(/1-20 of/);
		await tui.press('quit');
		await tui.see('search: quit');
		await tui.see('quit, from everywhere');
		expect(tui.text()).not.toContain('type a weight');
		await tui.press('Esc');
		await tui.see('type a weight');
		await tui.press('Esc');
		await tui.see(onCursor('10.0.0.21:53'));
	});

	test('an answer gives its line back when nobody presses a key', async () => {
		const tui = start();
		await tui.see('5 services');
		await tui.press('&');
		await tui.see('& does nothing here');
		tui.clock.advance(10_000);
		await tui.see('& does nothing here');
		tui.clock.advance(14_000);
		await tui.see('5 services');
	});

	test('a key that means nothing says so, once', async () => {
		const tui = start();
		await tui.see('5 services');
		await tui.press('&');
		await tui.see('& does nothing here; ? shows the keys');
		await tui.press('j');
		await tui.see('5 services');
	});

	test('a remark is there until the first key', async () => {
		const tui = start({remark: 'config.json: `interval` must be >= 0.5; using the defaults'});
		await tui.see('`interval` must be >= 0.5');
		await tui.press('j');
		await tui.see('5 services');
	});

	test('q leaves with 0 and the normal screen', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		expect(tui.isAlternate()).toBe(true);
		await tui.press('q');
		expect(await tui.ended).toBe(0);
		await tui.until(() => !tui.isAlternate(), 'the normal screen is back');
	});
});

test('what is typed as soon as something is seen are keys: they are neither echoed nor edited as a line', async () => {
	const tui = start();
	await tui.see('10.0.0.11:443');
	expect(tui.wasRawWhenDrawn()).toBe(true);
	await tui.leave();
	expect(tui.isRaw()).toBe(false);
});

test('a terminal that goes away under a change of its size is no defect', async () => {
	const tui = start();
	await tui.see('10.0.0.11:443');
	// Node asks each of its terminals for the new size, and this is how it says that one is gone.
	process.stderr.emit('error', Object.assign(new Error('getWindowSize EIO'), {code: 'EIO'}));
	expect(await tui.ended).toBe(129);
});
