import {describe, expect, test} from 'vitest';
import {setForeign} from '../../source/tui/screens/services/timeline.ts';
import {scriptedClient} from './scripted-client.ts';
import {cursorLine, onCursor, start, without} from './small-site.ts';
import {tableOf, type ServerSpec} from './table-of.ts';

/** One service whose servers a test writes down. */
const siteOf = (servers: readonly ServerSpec[]) =>
	tableOf([{service: 'tcp 192.0.2.1:80', counters: [], servers}]);

const marked = (lines: readonly string[]): readonly string[] =>
	lines.filter(line => line.startsWith('●')).map(line => line.trim().split(/\s+/)[1] ?? '');

describe('states', () => {
	test('a server that came is new, one that went is a ghost for three seconds', async () => {
		const client = scriptedClient(() => siteOf([{at: '10.0.0.1:80'}, {at: '10.0.0.2:80'}]));
		const tui = start({client});
		await tui.see(/10\.0\.0\.2:80 .* \+/);
		client.script.full = () => siteOf([{at: '10.0.0.1:80'}, {at: '10.0.0.3:80'}]);
		tui.clock.advance(2000);
		await tui.see(/10\.0\.0\.3:80 .* new/);
		expect(tui.text()).toMatch(/× 10\.0\.0\.2:80 .*ghost/);
		tui.clock.advance(3000);
		await tui.see(without('10.0.0.2:80'));
		tui.clock.advance(60_000);
		await tui.see(/10\.0\.0\.3:80 .* \+/);
	});

	test('a ghost stands where the row was, whatever the order of the kernel', async () => {
		const all = [{at: '10.0.0.1:80'}, {at: '10.0.0.3:80'}, {at: '10.0.0.2:80'}];
		const client = scriptedClient(() => siteOf(all));
		const tui = start({client});
		await tui.see('10.0.0.3:80');
		client.script.full = () => siteOf([{at: '10.0.0.3:80'}, {at: '10.0.0.1:80'}]);
		tui.clock.advance(2000);
		await tui.see('ghost');
		expect(tui.text().match(/10\.0\.0\.\d:80/g)).toEqual([
			'10.0.0.1:80',
			'10.0.0.2:80',
			'10.0.0.3:80',
		]);
	});

	test('a server with more than 1.5 times its share is hot', async () => {
		const client = scriptedClient(() =>
			siteOf([
				{at: '10.0.0.1:80', active: 90},
				{at: '10.0.0.2:80', active: 10},
			]),
		);
		const tui = start({client});
		await tui.see(/10\.0\.0\.1:80 .* 90 \S+ hot/);
		expect(tui.text()).toContain('1 hot, 1 serving');
	});

	test('a scheduler that does not look at weights makes nobody hot, and one that gives all to the highest neither', async () => {
		const servers = [
			{at: '10.0.0.1:80', weight: 10, active: 50},
			{at: '10.0.0.2:80', weight: 1, active: 50},
		];
		const client = scriptedClient(() =>
			tableOf([
				{service: 'tcp 192.0.2.1:80', scheduler: 'rr', counters: [], servers},
				{
					service: 'tcp 192.0.2.2:80',
					scheduler: 'fo',
					counters: [],
					servers: [
						{at: '10.0.0.3:80', active: 90},
						{at: '10.0.0.4:80', active: 0},
					],
				},
			]),
		);
		const tui = start({client});
		await tui.see(/2 services, 4 real servers: all serving/);
		expect(tui.text()).toMatch(/10\.0\.0\.2:80 .* 50 ━━╸··/);
	});

	test('what someone else changed says so, and a state that matters stays readable', async () => {
		const client = scriptedClient(() =>
			siteOf([{at: '10.0.0.1:80'}, {at: '10.0.0.2:80', weight: 0, active: 3}]),
		);
		const items = ['10.0.0.1:80', '10.0.0.2:80'].map(at => `tcp 192.0.2.1:80 > ${at}`);
		const tui = start({client, start: setForeign(new Set(items))});
		await tui.see(/10\.0\.0\.1:80 .* chg/);
		expect(tui.text()).toMatch(/10\.0\.0\.2:80 .* drain~/);
	});
});

describe('marks', () => {
	test('Space marks and goes on; the hints say how many; Esc clears them before it clears the filter', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('/', '443', 'Enter', 'j', 'Space', 'Space');
		await tui.see('2 marked:');
		expect(marked(tui.lines())).toEqual(['10.0.0.11:443', '10.0.0.12:443']);
		await tui.press('k', 'Space');
		await tui.see('1 marked:');
		await tui.press('Esc');
		await tui.see(without('marked:'));
		expect(tui.text()).toContain('/443 ');
		expect(marked(tui.lines())).toEqual([]);
		await tui.press('Esc');
		await tui.see('192.0.2.10:53');
	});

	test('v marks a range', async () => {
		const tui = start();
		await tui.see(onCursor('192.0.2.10:53'));
		await tui.press('j', 'v', 'jj');
		await tui.see('3 marked:');
		await tui.press('v', 'G');
		expect(marked(tui.lines())).toEqual(['10.0.0.21:53', '10.0.0.22:53', '10.0.0.23:53']);
	});

	test('marks of rows that disappear go with them, and that is said', async () => {
		const client = scriptedClient(() => siteOf([{at: '10.0.0.1:80'}, {at: '10.0.0.2:80'}]));
		const tui = start({client});
		await tui.see('10.0.0.2:80');
		await tui.press('j', 'Space', 'Space');
		await tui.see('2 marked:');
		client.script.full = () => siteOf([{at: '10.0.0.1:80'}]);
		tui.clock.advance(2000);
		await tui.see('1 marked row disappeared from the table');
		await tui.see('1 marked:');
	});
});

describe('ways to look', () => {
	test('b goes through the units of rates', async () => {
		const tui = start();
		await tui.see(' CPS ');
		await tui.press('b');
		await tui.see(' PPS ');
		await tui.press('b');
		await tui.see('  IN  OUT ');
		await tui.press('b');
		await tui.see(' CPS ');
	});

	test('t shows all servers in one list, sorted as one', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('t', '>>>');
		await tui.see('▾ACT');
		await tui.see(/10\.0\.0\.12:443 ← TCP[^]*10\.0\.0\.11:443 ← TCP[^]*10\.0\.0\.31:8080 ← FWM/);
		await tui.press('t');
		await tui.see('TCP 192.0.2.10:443 wlc p300');
	});

	test('% shows parts instead of numbers', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('%');
		await tui.see(/10\.0\.0\.11:443 .* 49% +49% .* 52%/);
		await tui.see('numbers are shares');
	});

	test('o chooses columns', async () => {
		const tui = start();
		await tui.see(' INACT ');
		await tui.press('o');
		await tui.see('[x] FWD');
		await tui.press('Space', 'Enter');
		await tui.see(without('FWD'));
		await tui.press('o', 'Up', 'Left', 'Enter');
		await tui.see(' FWD ');
	});

	test('f filters by what rows have in common', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('f');
		await tui.see('Filter by');
		await tui.press('j', 'Enter');
		await tui.see('(x) drain');
		await tui.press('Esc');
		await tui.see('/state=drain ');
		expect(tui.text()).toContain('10.0.0.13:443');
		expect(tui.text()).not.toContain('10.0.0.11:443');
	});

	test('n goes to the next row that the filter is about', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('/', 'w=0', 'Enter', 'n');
		await tui.see(onCursor('10.0.0.23:53'));
		await tui.press('n');
		await tui.see(onCursor('10.0.0.13:443'));
		await tui.press('N');
		await tui.see(onCursor('10.0.0.23:53'));
	});

	test('a filter that means nothing yet is told so and keeps the last rows', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('/', 'tun', 'Space', '(');
		await tui.see('"(" is no regular expression yet');
		expect(tui.text()).toContain('10.0.0.31:8080');
		expect(tui.text()).not.toContain('10.0.0.11:443');
	});

	test('F lets the cursor stay in its place', async () => {
		const tui = start();
		await tui.see(onCursor('192.0.2.10:53'));
		await tui.press('F');
		await tui.see('the cursor stays in its place');
		await tui.press('>>>');
		await tui.see('▾ACT');
		expect(cursorLine(tui.lines())).toContain('192.0.2.10:443');
	});

	test('z counts from now on', async () => {
		const tui = start({columns: 220, rows: 45});
		await tui.see('309,500');
		await tui.press('z');
		await tui.see('CONNS counts from');
		expect(tui.text()).not.toContain('309,500');
		await tui.press('z');
		await tui.see('309,500');
	});

	test('wide terminals have the details of the row beside the tree', async () => {
		const tui = start({columns: 140, rows: 45});
		await tui.see(/│ UDP 192\.0\.2\.10:53/);
		await tui.press('j');
		await tui.see(/│ 10\.0\.0\.21:53 {2}in UDP 192\.0\.2\.10:53/);
		await tui.see(/weight +1 +forward +NAT/);
	});
});

describe('actions', () => {
	test('actions are found by name and done', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('^p', 'fold all');
		await tui.see('toggle-all');
		await tui.press('Enter');
		await tui.see(without('10.0.0.11:443'));
		await tui.press('^p', 'no such thing', 'Enter');
		await tui.see('no action has this in its name');
	});

	test('F1 is help', async () => {
		const tui = start();
		await tui.see('10.0.0.11:443');
		await tui.press('\u001BOP');
		await tui.see('Esc close');
	});
});
