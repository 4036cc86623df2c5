import {onTestFinished, describe, expect, test} from 'vitest';
import {noCare} from '../../source/operator/care.ts';
import {appended, emptyJournal, type NewEntry} from '../../source/operator/journal.ts';
import type {Action} from '../../source/tui/store/state.ts';
import {success} from '../../source/model/failure.ts';
import {connectionsFrom} from './connection-text.ts';
import {startInProcess, type InProcessOptions} from './in-process.ts';
import {manualClock} from './manual-clock.ts';
import {scriptedClient} from './scripted-client.ts';
import {onCursor, without} from './small-site.ts';
import {webTable} from './web-tables.ts';

/** The small site, whose traffic swings, until the test is over. */
const start = (options: Partial<InProcessOptions> = {}) => {
	const clock = manualClock();
	const first = clock.now();
	let readings = 0;
	const client = scriptedClient(() => {
		const seconds = (clock.now() - first) / 1000;
		return webTable(1000 + seconds + 5 * Math.sin(seconds / 20), 1 + Math.cos(seconds / 20) / 4);
	});
	const tui = startInProcess({
		clock,
		client: {
			...client,
			connections: async () => {
				readings += 1;
				return success(
					connectionsFrom([
						'TCP 203.0.113.7:52114 192.0.2.10:443 10.0.0.11:443 ESTABLISHED 888',
						'TCP 203.0.113.7:52115 192.0.2.10:443 10.0.0.11:443 FIN_WAIT 72',
						'TCP 203.0.113.8:1024 192.0.2.10:443 10.0.0.12:443 ESTABLISHED 59',
						'UDP 198.51.100.9:5353 192.0.2.10:53 10.0.0.21:53 UDP 300',
					]),
				);
			},
		},
		...options,
	});
	onTestFinished(async () => {
		await tui.leave();
	});
	/** Lets so many seconds pass, a reading every other one. */
	const pass = async (seconds: number): Promise<void> => {
		for (let second = 0; second < seconds; second += 2) {
			const asked = client.script.asked.length;
			clock.advance(2000);
			// oxlint-disable-next-line no-await-in-loop -- one reading after another
			await tui.until(
				() => client.script.asked.length > asked && clock.isWaiting(2000),
				'another reading is over',
			);
		}
	};
	/** Waits for the last frame: what is drawn after a key is the state of that time. */
	const drawn = async (): Promise<void> => {
		await tui.press('?');
		await tui.see('Esc close');
		await tui.press('Esc');
		await tui.see('] tab');
	};
	return {...tui, pass, drawn, readings: () => readings};
};

const entry: NewEntry = {
	at: 0,
	actor: 'you',
	what: '10.0.0.13:443 in tcp 192.0.2.10:443: weight 100 > 0',
	item: {service: 'tcp 192.0.2.10:443', destination: '10.0.0.13:443'},
	line: '-e -t 192.0.2.10:443 -r 10.0.0.13:443 -g -w 0',
	inverse: [],
	result: {kind: 'done'},
};

/** A state of the program in which this was done two minutes after the start. */
const withJournal =
	(at: number): Action =>
	state => ({
		...state,
		operator: {
			access: {kind: 'read-write'},
			work: undefined,
			journal: appended(emptyJournal, [
				{...entry, at},
				{
					...entry,
					at: at + 60_000,
					actor: 'someone else',
					what: '10.0.0.21:53 in udp 192.0.2.10:53: removed',
					item: {service: 'udp 192.0.2.10:53', destination: '10.0.0.21:53'},
					line: undefined,
					result: {kind: 'seen'},
				},
			]),
			undo: [],
			redo: [],
			steppedWeights: new Map(),
			drains: [],
			firmSwitch: undefined,
			ramps: [],
			marks: new Map(),
			left: new Map(),
			displaced: new Map(),
			managers: [],
			care: noCare,
			guarded: [],
			notice: undefined,
		},
	});

describe('the look', () => {
	test.each([
		[60, 15],
		[80, 24],
		[140, 45],
	])('graphs at %ix%i', async (columns, rows) => {
		const tui = start({columns, rows, start: withJournal(Date.UTC(2026, 0, 2, 3, 6, 5))});
		await tui.see('192.0.2.10:443');
		await tui.press('/', '443', 'Enter', '2');
		await tui.see('[Graphs]');
		await tui.pass(300);
		await tui.see('5 min');
		await tui.drawn();
		await tui.see('03:06:05  you');
		await expect(`${tui.text()}\n`).toMatchFileSnapshot(
			`golden/detail-graphs-${columns}x${rows}.txt`,
		);
	});

	test.each([
		[60, 15],
		[80, 24],
		[140, 45],
	])('servers at %ix%i', async (columns, rows) => {
		const tui = start({columns, rows});
		await tui.see('192.0.2.10:443');
		await tui.press('/', '443', 'Enter', '2', ']');
		await tui.see('[Servers]');
		await tui.pass(100);
		await tui.drawn();
		await expect(`${tui.text()}\n`).toMatchFileSnapshot(
			`golden/detail-servers-${columns}x${rows}.txt`,
		);
	});

	test('graphs in ASCII', async () => {
		const tui = start({environment: {LANG: 'C'}});
		await tui.see('192.0.2.10:443');
		await tui.press('2');
		await tui.see('[Graphs]');
		await tui.pass(60);
		await tui.see(/#####/);
		expect(tui.text()).toMatch(/^[\n -~]*$/);
	});
});

describe('what is shown', () => {
	test('the item under the cursor; > and < go over the servers of its service', async () => {
		const tui = start();
		await tui.see(onCursor('192.0.2.10:53'));
		await tui.press('2');
		await tui.see('UDP 192.0.2.10:53  rr  2 of 3 servers take new connections');
		await tui.press('>');
		await tui.see('10.0.0.21:53 in UDP 192.0.2.10:53');
		await tui.press('<', '<');
		await tui.see('10.0.0.23:53 in UDP 192.0.2.10:53');
		await tui.press('q');
		await tui.see(onCursor('10.0.0.23:53'));
	});

	test('rates by b, the time by zoom, the highest with its time', async () => {
		const tui = start();
		await tui.see(onCursor('192.0.2.10:53'));
		await tui.press('2');
		await tui.see(/connections\/s +\d+/);
		await tui.pass(20);
		await tui.see(/peak \d+ at \d\d:\d\d:\d\d/);
		await tui.press('b');
		await tui.see('packets/s in');
		await tui.press('b');
		await tui.see('bits/s in');
		await tui.see(' 2 min');
		await tui.press('(');
		await tui.see(' 5 min');
		await tui.press('((');
		await tui.see(' 10 min');
		await tui.press(')');
		await tui.see(' 5 min');
	});

	test('clients from one snapshot, taken when one looks; ^r takes another', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		await tui.press('/', '443', 'Enter', '2', ']]');
		await tui.see('2 clients, 3 rows');
		await tui.see(/203\.0\.113\.7 +2 +1 /);
		tui.clock.advance(20_000);
		await tui.see('20 s old');
		expect(tui.readings()).toBe(1);
		await tui.press('^r');
		await tui.until(() => tui.readings() === 2, 'another reading');
		await tui.press('>');
		await tui.see('1 client, 2 rows');
		await tui.see(without('203.0.113.8'));
	});

	test('settings in words and as commands', async () => {
		const tui = start();
		await tui.see('192.0.2.10:443');
		await tui.press('/', '443', 'Enter', '2', ']]]');
		await tui.see(/persistence +300 s/);
		await tui.see('ipvsadm -A -t 192.0.2.10:443 -s wlc -p 300');
		await tui.see('ipvsadm -a -t 192.0.2.10:443 -r 10.0.0.13:443 -g -w 0');
		await tui.press('>');
		await tui.see(/method +DR/);
		await tui.see(/upper threshold +none/);
	});

	test('the changes of this item, not those of others', async () => {
		const tui = start({start: withJournal(Date.UTC(2026, 0, 2, 3, 4, 7))});
		await tui.see('192.0.2.10:443');
		await tui.press('/', '443', 'Enter', '2', '[');
		await tui.see('you          10.0.0.13:443 in tcp 192.0.2.10:443: weight 100 > 0');
		await tui.see('ipvsadm -e -t 192.0.2.10:443 -r 10.0.0.13:443 -g -w 0');
		expect(tui.text()).not.toContain('removed');
	});

	test('long tabs scroll, and no further than they go', async () => {
		const tui = start({columns: 60, rows: 15});
		await tui.see('192.0.2.10:443');
		await tui.press('/', '443', 'Enter', '2', ']]]');
		await tui.see(/scheduler +wlc/);
		await tui.press('PgDn', 'PgDn', 'PgDn');
		await tui.see('10.0.0.13:443 -g -w 0');
		await tui.press('k');
		await tui.see(/servers +3/);
	});
});
