import {describe, expect, test} from 'vitest';
import {failed, type Failure} from '../../source/model/failure.ts';
import {itemKey} from '../../source/operator/item.ts';
import {rememberingGuards, server, web} from '../unit/operator/site.ts';
import {act, actAt} from './acting.ts';
import {onCursor, without} from './small-site.ts';

/** A director whose readings and changes can be made to fail from now on. */
const failing = () => {
	const now: {reading: Failure | undefined; change: Failure | 'answer lost' | undefined} = {
		reading: undefined,
		change: undefined,
	};
	const options: NonNullable<Parameters<typeof act>[0]> = {
		client: own => ({
			table: async (...words) =>
				now.reading === undefined ? own.table(...words) : failed(now.reading),
			service: async (...words) =>
				now.reading === undefined ? own.service(...words) : failed(now.reading),
			change: async changes => {
				if (now.change === undefined) {
					return own.change(changes);
				}
				if (now.change === 'answer lost') {
					return (await own.change(changes)).map(() => failed({kind: 'timeout', doing: 'change'}));
				}
				const failure = now.change;
				return Array.from({length: changes.length}, () => failed(failure));
			},
		}),
	};
	return {now, options};
};

const forbidden: Failure = {kind: 'no-permission', doing: 'read the services'};

describe('the director gives way', () => {
	test('permission that is lost under a dialog: nothing is changed, it says why, and is back with the permission', async () => {
		const {now, options} = failing();
		const tui = await actAt(11, options);
		await tui.press('w', '10');
		await tui.see('weight 100 > 10');
		now.reading = forbidden;
		now.change = forbidden;
		await tui.press('Enter');
		await tui.see(/CAP_NET_ADMIN/);
		await tui.tick();
		await tui.press('Esc');
		await tui.see('READ-ONLY');
		await tui.see('read-only, no counters');
		await tui.press('d');
		await tui.see(/CAP_NET_ADMIN/);
		expect(await tui.weightOf(server(11))).toBe(100);
		now.reading = undefined;
		now.change = undefined;
		await tui.tick();
		await tui.see(without('READ-ONLY'));
		await tui.press('w', '10', 'Enter');
		await tui.see('done, u undoes it');
		expect(await tui.weightOf(server(11))).toBe(10);
	});

	test('a refusal in the middle of a change of several is told for each', async () => {
		const {now, options} = failing();
		const tui = await actAt(11, options);
		await tui.press('Space', 'Space', 'w', '10');
		await tui.see('weight 100 > 10');
		now.change = forbidden;
		await tui.press('Enter');
		await tui.see('2 of 2 not done');
		await tui.see(/FAILED +10\.0\.0\.11:443[^]*FAILED +10\.0\.0\.12:443/);
		await tui.see(/CAP_NET_ADMIN/);
		expect(await tui.weightOf(server(11))).toBe(100);
		expect(await tui.weightOf(server(12))).toBe(100);
	});

	test('the module is unloaded under a form and a drain: both wait, and what was typed is kept', async () => {
		const {now, options} = failing();
		const tui = await actAt(11, options);
		tui.loads.set(itemKey(server(11)), {active: 40, inactive: 4, persistent: 2});
		await tui.tick();
		await tui.press('d\r');
		await tui.see('1 draining');
		await tui.press('Esc', 'a', '10.0.0.14');
		await tui.see('10.0.0.14');
		now.reading = {kind: 'no-module'};
		await tui.tick();
		await tui.see(/ip_vs is not loaded/);
		await tui.see('10.0.0.14');
		await tui.press('Enter');
		await tui.see(/ip_vs is not loaded/);
		await tui.see('10.0.0.14');
		await tui.see('1 draining');
		now.reading = undefined;
		await tui.tick();
		await tui.press('Enter');
		await tui.see('added 10.0.0.14:443');
		expect((await tui.saved()).join('\n')).toContain('10.0.0.14:443');
	});

	test('a table that is empty after the module was loaded again: the drain is over, undo says what is missing', async () => {
		const tui = await actAt(11);
		tui.loads.set(itemKey(server(11)), {active: 40, inactive: 4, persistent: 2});
		await tui.tick();
		await tui.press('d\r');
		await tui.see('1 draining');
		await tui.press('Esc');
		await tui.foreign('-C');
		await tui.tick();
		await tui.see('10.0.0.11:443 in tcp 192.0.2.10:443 was removed while it drained');
		await tui.see(without('1 draining'));
		await tui.pass(4000);
		await tui.see('no virtual services');
		await tui.press('u');
		await tui.see('nothing to undo: 10.0.0.11:443');
		expect(await tui.saved()).toEqual([]);
	});

	test('what others made pointless to undo does not stand before what was done earlier', async () => {
		const tui = await actAt(11);
		await tui.press('w', '10', 'Enter');
		await tui.see('done, u undoes it');
		await tui.press('j', 'w', '20', 'Enter');
		await tui.see('done, u undoes it: weight of 10.0.0.12');
		await tui.foreign('-d -t 192.0.2.10:443 -r 10.0.0.12:443');
		await tui.tick();
		await tui.press('u');
		await tui.see('nothing to undo: 10.0.0.12:443 in tcp 192.0.2.10:443 was removed meanwhile');
		await tui.press('u');
		await tui.see('undone, U does it again: weight of 10.0.0.11');
		expect(await tui.weightOf(server(11))).toBe(100);
	});

	test('an answer that is lost: the table is asked what was done', async () => {
		const {now, options} = failing();
		const tui = await actAt(11, options);
		now.change = 'answer lost';
		await tui.press('w', '10', 'Enter');
		await tui.see('done, u undoes it');
		expect(await tui.weightOf(server(11))).toBe(10);
	});

	test('an answer that is lost, and the table does not tell either: it says that it does not know', async () => {
		const {now, options} = failing();
		const tui = await actAt(11, options);
		await tui.press('w', '10');
		await tui.see('weight 100 > 10');
		now.change = {kind: 'timeout', doing: 'edit a real server'};
		// The reading before the change comes through, the one after it does not.
		let readings = 0;
		Object.defineProperty(now, 'reading', {
			get: () => (readings++ === 0 ? undefined : {kind: 'timeout', doing: 'read the services'}),
		});
		await tui.press('Enter');
		await tui.see('1 of 1 unknown');
		await tui.see('no answer in time, could not edit a real server');
	});
});

describe('the terminal', () => {
	test.each([
		['a dialog', ['w', '10'], 'weight 100 > 10'],
		['a form', ['a', '10.0.0.14'], '10.0.0.14'],
		['the command line', [':', '-a -t 192'], '-a -t 192'],
		['the help', ['?'], 'Esc close'],
	] as const)('of 1x1 under %s, and back: nothing typed is lost', async (_, keys, seen) => {
		const tui = await actAt(11);
		await tui.press(...keys);
		await tui.see(seen);
		tui.changeSize(1, 1);
		await tui.see(lines => lines.length === 1);
		for (let step = 0; step < 40; step += 1) {
			tui.changeSize(1 + ((step * 37) % 160), 1 + ((step * 13) % 60));
		}
		tui.changeSize(100, 30);
		await tui.see(seen);
		await tui.see(lines => lines.length === 30 && (lines[0] ?? '').includes('every 2 s'));
		tui.changeSize(60, 15);
		await tui.see(seen);
		await tui.press('Esc', 'Esc');
		await tui.see(without(seen));
		await tui.see(onCursor('10.0.0.11:443'));
	});

	test('a paste with line ends and escape sequences is one line of plain text, and carries nothing out', async () => {
		const tui = await actAt(11);
		const before = await tui.saved();
		const hostile =
			'\u001B[200~-C\r\n\u001B[2J\u001B]52;c;aGk=\u0007\n-A -t 192.0.2.1:80\n\u001B[201~';
		await tui.press(':', hostile);
		await tui.see(/-C .*-A -t 192\.0\.2\.1:80/);
		await tui.press('Esc', 'a', hostile);
		await tui.see('not yet an address');
		expect(tui.text()).toContain('-C');
		await tui.press('Esc', 'Esc');
		await tui.see(onCursor('10.0.0.11:443'));
		expect(await tui.saved()).toEqual(before);
	});
});

describe('a full disk', () => {
	test('for the log: it is said where it is, and what was not written follows', async () => {
		const tui = await actAt(11);
		tui.sink.trouble =
			'the log cannot be written to /state/log.jsonl: ENOSPC; it is kept here meanwhile';
		await tui.press('w', '10', 'Enter');
		await tui.see(/done, u undoes it|log cannot be written/);
		expect(await tui.weightOf(server(11))).toBe(10);
		await tui.press('7');
		await tui.see('the log cannot be written');
		expect(tui.written).toEqual([]);
		tui.sink.trouble = undefined;
		await tui.press('u');
		await tui.see(without('the log cannot be written'));
		expect(tui.written.join('')).toMatch(/weight 100 > 10[^]*weight 10 > 100/);
	});

	test('for an export: the sentence stays and nothing else happens', async () => {
		const tui = await actAt(11, {
			ports: {
				saveText: () => ({kind: 'not saved', why: 'cannot write /state/x: the disk is full'}),
			},
		});
		await tui.press('w', '10', 'Enter');
		await tui.see('done, u undoes it');
		await tui.press('7', 'e');
		await tui.see('the disk is full');
	});

	test('for a guard: what was to revert by itself is not done at all', async () => {
		const {guards} = rememberingGuards();
		const tui = await actAt(11, {
			guards: {
				...guards,
				arm: async () => 'no guard can be set up in /state/guards/1.json: ENOSPC',
			},
		});
		await tui.press('w', '10', '!', 'Enter');
		await tui.see(/ENOSPC; nothing was *│\n.*changed/);
		expect(await tui.weightOf(server(11))).toBe(100);
	});
});

test('foreign edits under every dialog: the server goes, and with it what was asked, in words', async () => {
	for (const keys of [['d'], ['w', '10'], ['x'], ['e'], ['M'], ['s']]) {
		// oxlint-disable-next-line no-await-in-loop -- one program after the other
		const tui = await actAt(11);
		// oxlint-disable-next-line no-await-in-loop
		await tui.press(...keys);
		// oxlint-disable-next-line no-await-in-loop
		await tui.see(lines => lines.some(line => line.includes('╭')));
		// oxlint-disable-next-line no-await-in-loop
		await tui.foreign('-D -t 192.0.2.10:443');
		// oxlint-disable-next-line no-await-in-loop
		await tui.tick();
		// oxlint-disable-next-line no-await-in-loop
		await tui.press('Enter');
		// oxlint-disable-next-line no-await-in-loop
		await tui.tick();
		// oxlint-disable-next-line no-await-in-loop
		expect((await tui.saved()).join('\n')).not.toContain(web.slice(4));
		expect(tui.text()).not.toContain('done, u undoes it');
	}
});
