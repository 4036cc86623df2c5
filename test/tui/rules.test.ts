import {describe, expect, test} from 'vitest';
import {failed} from '../../source/model/failure.ts';
import {emptyConfiguration} from '../../source/plan/configuration.ts';
import {openLedger} from '../../source/plan/ledger.ts';
import type {RulesFiles, RulesRead} from '../../source/tui/rules-files.ts';
import {change} from '../unit/client/director.ts';
import {startOperated, type OperatedOptions} from './operated.ts';

const usual = '/etc/ipvsadm.rules';

/** Files that exist only here. */
const filesOf = (files: Map<string, string>, full = false): RulesFiles => ({
	usual,
	read: async (path): Promise<RulesRead> => {
		const text = files.get(path);
		if (text === undefined) {
			return {kind: 'problems', problems: [`cannot read ${path}: there is no such file`]};
		}
		const lines = text.split('\n').filter(line => line !== '');
		const wrong = lines.flatMap((line, index) =>
			line.startsWith('-') ? [] : [`line ${index + 1}: is no command: ${line}`],
		);
		if (wrong.length > 0) {
			return {kind: 'problems', problems: wrong};
		}
		const ledger = openLedger(emptyConfiguration);
		for (const line of lines) {
			ledger.enter(change(line));
		}
		return {kind: 'rules', wanted: ledger.now, count: lines.length, writtenAt: 0};
	},
	save: async (path, text) => {
		if (full) {
			return {
				kind: 'not saved',
				why: `cannot write ${path}: the disk is full; what was there stays`,
			};
		}
		const backup = files.has(path) ? `${path}~` : undefined;
		files.set(path, text);
		return {kind: 'saved', backup};
	},
	list: start => [...files.keys()].filter(path => path.startsWith(start)),
});

const wanted = [
	'-A -t 192.0.2.10:443 -s wlc -p 300',
	'-a -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 50 -x 500 -y 400',
	'-a -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 100',
	'-a -t 192.0.2.10:443 -r 10.0.0.14:443 -g -w 100',
	'-A -t 192.0.2.30:80 -s rr',
	'-a -t 192.0.2.30:80 -r 10.0.0.41:80 -m -w 1',
	'-A -f 7 -s sh -b sh-port',
	'-a -f 7 -r 10.0.0.31:0 -i -w 7 --tun-type gue --tun-port 6080 --tun-csum',
].join('\n');

const start = async (options: OperatedOptions = {}, text = wanted, isFull = false) => {
	const files = new Map([[usual, text]]);
	const kept = new Map<string, string>();
	const tui = await startOperated({
		...options,
		ports: {
			rules: filesOf(files, isFull),
			saveText: (name, content) => {
				kept.set(name, content);
				return {kind: 'saved', path: `/state/${name}`};
			},
		},
	});
	await tui.see('10.0.0.11:443');
	return {...tui, files, kept};
};

/** A director that takes no real server at port 80. */
const refusing: OperatedOptions = {
	change: client => ({
		change: async changes => {
			const all = Array.from({length: changes.length}, (_, index) => changes.at(index));
			const stop = all.findIndex(
				step => step?.kind === 'add-destination' && step.destination.port === 80,
			);
			if (stop === -1) {
				return client.change(changes);
			}
			const before = stop === 0 ? [] : await client.change(changes.slice(0, stop));
			return [
				...before,
				failed({kind: 'kernel', errno: 22, doing: 'add'}),
				...(await client.change(changes.slice(stop + 1))),
			];
		},
	}),
};

describe('a rules file', () => {
	test('is compared with the table and merged: safe order, one key', async () => {
		const tui = await start();
		await tui.press('R');
		await tui.see(`now vs ${usual}`);
		await tui.see('+3 -0 ~1, 4 unchanged');
		await tui.see(/\+ -t 192\.0\.2\.10:443 -r 10\.0\.0\.14:443 .*[^]*~ -t .* weight 100 > 50/);
		expect(tui.text()).not.toContain('192.0.2.10:53');
		await tui.press('Enter');
		await tui.see('4 steps done; u undoes all of them');
		await tui.see('what undoes them: /state/rollback-2026-01-02-03-04-05.rules');
		expect(await tui.saved()).toEqual(
			expect.arrayContaining([
				'-a -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 50 -x 500 -y 400',
				'-a -t 192.0.2.30:80 -r 10.0.0.41:80 -m -w 1',
				'-A -u 192.0.2.10:53 -s rr',
			]),
		);
		expect([...tui.kept.values()]).toEqual([expect.stringContaining('-D -t 192.0.2.30:80\n')]);
	});

	test('a step is left out with Space, and what depends on it too', async () => {
		const tui = await start();
		await tui.press('R');
		await tui.see('Enter applies 4 steps');
		await tui.press('j', 'Space');
		await tui.see('Enter applies 2 steps');
		await tui.see(/\[ \] \+ -t 192\.0\.2\.30:80 /);
		await tui.see(/\[ \] \+ -t 192\.0\.2\.30:80 -r 10\.0\.0\.41:80/);
		await tui.press('Enter');
		await tui.see('2 steps done');
		expect(await tui.saved()).not.toContainEqual(expect.stringContaining('192.0.2.30'));
	});

	test('exact removes what it does not have, once a person has counted it', async () => {
		const tui = await start({}, wanted.split('\n').slice(0, 3).join('\n'));
		await tui.make('-a -t 192.0.2.10:443 -r 10.0.0.19:443 -g -w 1');
		const before = await tui.saved();
		await tui.press('R');
		await tui.see('3 only here, which merge keeps');
		await tui.press('m');
		await tui.see('Enter applies 4 steps');
		await tui.see(/- -f 7 /);
		await tui.press('t');
		await tui.see('ipvsadm -D -f 7');
		await tui.press('Esc', 'Enter');
		await tui.see(/Type 3|Removals/);
		expect(await tui.saved()).toEqual(before);
		await tui.press('Enter');
		await tui.see('Type 3: to show that you mean it');
		await tui.press('3', 'Enter');
		await tui.see('4 steps done');
		expect((await tui.saved()).filter(line => !line.startsWith('--set'))).toEqual(
			wanted.split('\n').slice(0, 3),
		);
	});

	test('one removal is counted too', async () => {
		const tui = await start(
			{rules: [...wanted.split('\n'), '-a -f 7 -r 10.0.0.99:0 -g -w 1']},
			wanted,
		);
		await tui.press(':', 'apply', 'Enter');
		await tui.see('+0 -1 ~0');
		await tui.press('Enter');
		await tui.see('Removals');
		await tui.press('2', 'Enter');
		await tui.see('type 1 to show that you mean to remove it');
		await tui.press('Backspace', '1', 'Enter');
		await tui.see('1 step done');
	});

	test('stops where a step is refused, says what was done, and rolls it back', async () => {
		const tui = await start(refusing);
		const before = await tui.saved();
		await tui.press('R');
		await tui.see('Enter applies 4 steps');
		await tui.press('Enter');
		await tui.see('step 3 of 4 was refused: Invalid operation');
		await tui.see('2 of 4 are done: b rolls them back');
		await tui.see(/FAILED[^]*not sent/);
		await tui.press('b');
		await tui.see('undone, U does it again');
		expect(await tui.saved()).toEqual(before);
	});

	test('is not rolled back over what was done since', async () => {
		const tui = await start(refusing);
		await tui.press('R');
		await tui.see('Enter applies 4 steps');
		await tui.press('Enter');
		await tui.see('b rolls them back');
		await tui.operator()?.doNow({
			kind: 'weigh',
			weights: [{service: 'tcp 192.0.2.10:443', destination: '10.0.0.12:443', weight: 3}],
		});
		await tui.press('b');
		await tui.see('something else was done since');
	});

	test('with mistakes in it is not applied: each is named by its line', async () => {
		const tui = await start({}, '-A -f 7 -s sh\nhello\nworld');
		await tui.press('5');
		await tui.see('line 2: is no command: hello');
		await tui.see('line 3: is no command: world');
		await tui.press('Enter');
		await tui.see('nothing is compared yet');
		await tui.press('o');
		await tui.see(`:diff ${usual}`);
		await tui.press('^u', 'diff /none', 'Enter');
		await tui.see('cannot read /none: there is no such file');
	});

	test('timeouts and daemons count where the file has them', async () => {
		const tui = await start({}, `--set 900 120 60\n${wanted}\n--start-daemon backup`);
		await tui.press('R');
		await tui.see('udp 300 > 60 s');
		await tui.see('+ --start-daemon backup');
	});
});

describe('a change window', () => {
	test('save, change, compare, put back: a key each', async () => {
		const tui = await start();
		const before = await tui.saved();
		await tui.press('W', 'Enter');
		await tui.see(`saved 8 rules to ${usual}; before: ${usual}~`);
		expect(tui.files.get(usual)).toContain('--set 900 120 300\n');
		expect(tui.files.get(usual)).toContain('-w 100 -x 500 -y 400');
		await tui.make(
			'-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 3 -x 500 -y 400',
			'-d -t 192.0.2.10:443 -r 10.0.0.12:443',
		);
		await tui.press('R');
		await tui.see('+1 -0 ~1');
		await tui.press('Enter');
		await tui.see('2 steps done');
		expect(await tui.saved()).toEqual(before);
	});

	test('a full disk is told, and the file is as it was', async () => {
		const tui = await start({}, wanted, true);
		await tui.press('W', 'Enter');
		await tui.see('the disk is full; what was there stays');
		expect(tui.files.get(usual)).toBe(wanted);
	});

	test('files are completed', async () => {
		const tui = await start();
		await tui.press(':', 'diff /e');
		await tui.see(`  ${usual}`);
		await tui.press('Tab', 'Enter');
		await tui.see(`now vs ${usual}`);
	});
});

test.each([
	[60, 15],
	[80, 24],
	[140, 45],
])('the rules screen at %ix%i', async (columns, rows) => {
	const tui = await start({columns, rows});
	await tui.press('R', 'm');
	await tui.see(/goes with 1 server; no connection|-s rr +goes with 1 server/);
	await expect(`${tui.text()}\n`).toMatchFileSnapshot(`golden/rules-${columns}x${rows}.txt`);
});
