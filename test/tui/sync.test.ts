import {describe, expect, test} from 'vitest';
import {growing} from '../../source/model/columns.ts';
import {connectionLayout} from '../../source/model/connections.ts';
import {success} from '../../source/model/failure.ts';
import {boxIn, startOperated, type OperatedOptions} from './operated.ts';

const settings = new Map([
	['sync_threshold', '3 50'],
	['sync_version', '1'],
]);

/** So many connections that began here, and so many that came from another director. */
const connections = (local: number, synced: number) => {
	const rows = growing(connectionLayout);
	for (let row = 0; row < local + synced; row += 1) {
		rows.row();
		rows.columns.origin[row] = row < local ? 1 : 2;
	}
	return {
		...rows.finish(),
		count: rows.count,
		protocolNames: ['TCP'],
		stateNames: ['ESTABLISHED'],
		persistence: new Map(),
	};
};

const start = async (options: OperatedOptions = {}) => {
	let reads = 0;
	const tui = await startOperated({
		change: () => ({
			connections: async file => {
				if (file === 'ip_vs_conn_sync') {
					reads += 1;
				}
				return success(connections(31, 7));
			},
		}),
		...options,
		ports: {readSyncSettings: async () => settings},
	});
	await tui.see('10.0.0.11:443');
	return {...tui, reads: () => reads};
};

describe('synchronisation', () => {
	test('one key says whether a failover would keep the connections', async () => {
		const tui = await start();
		await tui.make('--start-daemon backup --mcast-interface lo --syncid 7');
		await tui.press('6');
		await tui.see(/backup +lo {2}syncid 7 {2}group 224\.0\.0\.81:8848/);
		await tui.see('master    not running');
		await tui.see(/LOCAL 31 {3}SYNC 7/);
		await tui.see('7 entries came from another director: a failover keeps them');
		await tui.see('sync_threshold 3/50');
		await tui.see('connections of fewer than 3 packets are not sent');
	});

	test('origins are read once, and again when asked for', async () => {
		const tui = await start();
		await tui.press('6');
		await tui.see('SYNC 7');
		tui.clock.advance(60_000);
		await tui.see('nothing is synchronised');
		expect(tui.reads()).toBe(1);
		await tui.press('c');
		await tui.until(() => tui.reads() === 2, 'read again');
	});

	test('a master is started by a form, seen, and stopped after a question', async () => {
		const tui = await start();
		await tui.press('6');
		await tui.see('nothing is synchronised');
		await tui.press('m', '^u');
		await tui.see('the interface towards the other director');
		await tui.press('Esc', 'm');
		await tui.see('Interface [eth0');
		await tui.press('lo', 'Tab', '^u', '300');
		await tui.see('! a whole number from 0 to 255');
		await tui.press('^u', '9', '^t');
		await tui.see('TTL');
		await tui.press('Tab', '10.0.0.1');
		await tui.see('! a multicast group, such as 224.0.0.81');
		await tui.press('^u', '224.0.0.90');
		await tui.see('--start-daemon master --mcast-interface lo --syncid 9 --mcast');
		await tui.press('Enter');
		await tui.see('started a master on lo; u undoes it');
		await tui.see(/master +lo {2}syncid 9 {2}group 224\.0\.0\.90/);
		await tui.press('m');
		await tui.see('a master runs already; S stops it first');
		await tui.press('S');
		await tui.see('lost for good: synchronisation');
		await tui.press('y');
		await tui.see('nothing is synchronised');
	});

	test('with both daemons it is asked which one stops', async () => {
		const tui = await start();
		await tui.make(
			'--start-daemon master --mcast-interface lo --syncid 1',
			'--start-daemon backup --mcast-interface lo --syncid 1',
		);
		await tui.press('6');
		await tui.see('runs: master and backup');
		await tui.press('S', 'Right');
		await tui.see('--stop-daemon backup');
		await tui.press('y');
		await tui.see(/master +lo[^]*backup +not running/);
	});
});

describe('timeouts', () => {
	test('are shown with what they are about, and edited with what that affects', async () => {
		const tui = await start();
		await tui.press('6');
		await tui.see('TIMEOUTS  --set 900 120 300');
		await tui.see(/udp +300 s +2 services/);
		await tui.press('e', 'Up', 'Up', 'Up', 'Up', '^u', '--set 0 0 60');
		await tui.see('UDP           [60');
		await tui.see('UDP 300 > 60 s');
		await tui.see('udp 192.0.2.10:53');
		await tui.see(/quiet[^]*ones lose their server earlier/);
		await tui.press('Enter');
		await tui.see('set 0 0 60; u undoes it');
		await tui.see('TIMEOUTS  --set 900 120 60');
		expect(await tui.saved()).toContain('--set 900 120 60');
	});

	test('a person who may only look is told why', async () => {
		const tui = await start({
			access: {kind: 'read-only', why: 'read-only: asked for', canUnlock: false},
		});
		await tui.press('6');
		await tui.see('TIMEOUTS');
		await tui.press('e');
		await tui.see('read-only: asked for');
	});
});

test.each([
	[60, 15],
	[80, 24],
	[140, 45],
])('the screen of synchronisation at %ix%i', async (columns, rows) => {
	const tui = await start({columns, rows});
	await tui.make('--start-daemon master --mcast-interface lo --syncid 7');
	await tui.press('6');
	await tui.see('SYNC 7');
	await tui.see('sync_threshold');
	await expect(`${tui.text()}\n`).toMatchFileSnapshot(`golden/sync-${columns}x${rows}.txt`);
	await tui.press('b');
	await tui.see('Start a backup');
	await expect(boxIn(tui.lines())).toMatchFileSnapshot(`golden/daemon-form-${columns}x${rows}.txt`);
	await tui.press('Esc', 'e');
	await tui.see('TCP after FIN');
	await expect(boxIn(tui.lines())).toMatchFileSnapshot(
		`golden/timeouts-form-${columns}x${rows}.txt`,
	);
});
