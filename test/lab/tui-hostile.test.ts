import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {emptyConfiguration} from '../../source/plan/configuration.ts';
import {openLedger} from '../../source/plan/ledger.ts';
import {keySections} from '../../source/tui/overlays/table.ts';
import {deeds, pasted, sizes, texts} from '../tui/hostile/blows.ts';
import {openHistory, rulesOf} from '../tui/hostile/history.ts';
import {bytesOf, createTerminal} from '../tui/terminal.ts';
import {change} from '../unit/client/director.ts';
import type {Guest} from './guest.ts';
import {networkFunctions} from './network.ts';
import {describeLab, labGuest, longTest} from './shared.ts';

const start = `-A -t 192.0.2.10:80 -s wlc -p 300
-a -t 192.0.2.10:80 -r 10.0.1.11:8080 -m -w 10 -x 500 -y 400
-a -t 192.0.2.10:80 -r 10.0.1.12:8080 -m -w 10
-a -t 192.0.2.10:80 -r 10.0.1.13:8080 -m -w 5
-A -u 192.0.2.10:53 -s rr
-a -u 192.0.2.10:53 -r 10.0.1.21:53 -g -w 1
-A -f 7 -s sh
-a -f 7 -r 10.0.1.31:0 -i -w 7
`;

/** Somebody else has services of his own, so that who comes first does not matter. */
const theirs = '203.0.113.';
const foreign = [
	`-A -t ${theirs}1:80 -s rr`,
	`-a -t ${theirs}1:80 -r 10.0.9.1:80 -m -w 3`,
	`-e -t ${theirs}1:80 -r 10.0.9.1:80 -m -w 0`,
	`-D -t ${theirs}1:80`,
	`-A -u ${theirs}2:53 -s wlc`,
	`-D -u ${theirs}2:53`,
];

/** What a terminal sends for a key by the name that it has here. */
const names: Readonly<Record<string, string>> = {
	enter: 'Enter',
	escape: 'Esc',
	tab: 'Tab',
	space: 'Space',
	up: 'Up',
	down: 'Down',
	left: 'Left',
	right: 'Right',
	pageup: 'PgUp',
	pagedown: 'PgDn',
	home: 'Home',
	end: 'End',
	backspace: 'Backspace',
};
const sent = (key: string): string => bytesOf(names[key] ?? key);

/** Keys that end the program; that comes later, in another way. */
const leaving = new Set(['q', '^c']);
const boundKeys = [
	...new Set(keySections.flatMap(({bindings}) => bindings.flatMap(({keys}) => keys))),
]
	.filter(key => !leaving.has(key) && (key in names || key.length === 1 || /^\^.$/.test(key)))
	.map(sent);

/** Numbers that look as if by chance, the same for the same seed. */
const numbersFrom = (seed: number) => {
	let present = seed;
	return (below: number): number => {
		present = (Math.imul(present, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((present / 2 ** 32) * below);
	};
};

const floodOf = (next: (below: number) => number, count: number): readonly string[] => {
	const one = <Value>(all: readonly Value[]): Value => all[next(all.length)] as Value;
	const make = [
		() => Array.from({length: 6}, () => one(boundKeys)).join(''),
		() => one(texts),
		() => `\u001B[200~${one(pasted).replaceAll('\u001B', '')}\u001B[201~`,
		() => `\u001B[<${next(3)};${1 + next(80)};${1 + next(24)}M`,
	];
	/** On the services, on some row, what somebody does there. */
	const deed = () => [
		'\u001B',
		'\u001B',
		[...'1g', ...'j'.repeat(next(9)), ...one(deeds).map(sent)].join(''),
	];
	return Array.from({length: count}, () => (next(2) === 0 ? deed() : [one(make)()])).flat();
};

const isOurs = (line: string): boolean => !line.includes(theirs) && !line.includes('-daemon ');

/** Something is done in any case, so that there is something to lose. */
const first = [
	['10.0.1.21:53', 'jw7\r'],
	['undoes it', ''],
];

type End = 9 | 15 | 1 | 'closed' | 'left';

/** The exit code that each end gives. */
const codes: Readonly<Record<End, number>> = {
	9: -9,
	15: 143,
	1: 129,
	closed: 129,
	left: 0,
};

describeLab('the terminal UI on a bad day', () => {
	let guest: Guest;
	beforeAll(async () => {
		guest = await labGuest();
		await guest.run(
			'modprobe --all ipv6 ip_vs; ip netns add hostile; ip -n hostile link set lo up',
		);
	});
	afterAll(async () => guest?.run('ip netns del hostile'));

	const inside = async (script: string, stdin = '', timeout = 180_000): Promise<string> => {
		const {stdout, stderr, code} = await guest.run('ip netns exec hostile bash -c "$LAB_SCRIPT"', {
			stdin,
			timeout,
			env: {LAB_SCRIPT: script},
		});
		expect({stderr, code}, stdout).toEqual({stderr: '', code: 0});
		return stdout;
	};

	/** The table as it can be read, without what somebody else has there. */
	const configuration = async () => {
		const ledger = openLedger(emptyConfiguration);
		const lines = (await inside('ipvs-tui save --full')).trim().split('\n');
		lines.filter(isOurs).forEach(line => ledger.enter(change(line)));
		return ledger.now;
	};

	const round = async (
		number: number,
		{seed, end, seconds}: {seed: number; end: End; seconds: number},
	) => {
		const state = `/tmp/hostile/${number}`;
		const folder = `${state}/ipvs-tui`;
		await inside(
			`mkdir -p ${folder}; echo '["welcome"]' >${folder}/hints.json; ipvsadm -C; ipvsadm -R; ipvsadm --set 900 120 300
			echo 0 >/proc/sys/net/ipv4/vs/expire_quiescent_template`,
			start,
		);
		const history = openHistory(await configuration());
		const next = numbersFrom(seed);
		const name = `hostile-${number}`;
		const order = {
			first,
			keys: floodOf(next, 200),
			sizes: Array.from({length: 40}, () => sizes[next(sizes.length)]),
			rules: foreign,
			seconds,
			least: 10,
			end,
			// The second one answers the question that comes where something waits to be confirmed.
			leave: ['\u001B', '\u001B', '\u0003', '\u0003'],
			drawn: join(guest.exchange.guest, name),
		};
		const said = await inside(
			`export XDG_STATE_HOME=${state} TERM=xterm-256color; python3 -ES '${join(import.meta.dirname, 'hostile.py')}' ipvs-tui`,
			JSON.stringify(order),
			seconds * 1000 + 400_000,
		);
		const ended = JSON.parse(said) as {code: number; isRestored: boolean | null; typed: number};
		const drawn = await readFile(join(guest.exchange.host, name), 'utf8');
		expect(ended.code, `round ${number}: ${drawn.slice(-3000)}`).toBe(codes[end]);

		// What was to revert by itself does so at once, whoever is there to see it.
		await inside(`source '${networkFunctions}'; shopt -s nullglob
			over() { local left=(${folder}/guards/*.json); ((\${#left[@]} == 0)); }
			for guard in ${folder}/guards/*.json; do sed -i 's/"deadline":[0-9]*/"deadline":1/' "$guard" 2>/dev/null || :; done
			wait_for 100 over`);
		const log = await inside(`cat ${folder}/log.jsonl 2>/dev/null || :`);
		const entries = log.split('\n').filter(line => line !== '');
		// Every line is whole.
		const lines = entries.map(entry => (JSON.parse(entry) as {line?: string}).line ?? '');
		history.wrote(entries.filter((_, index) => isOurs(lines[index] ?? '')).join('\n') || '{}');
		if (end !== 9) {
			// Between a change and its line in the log there is a moment in which nobody can be killed but by SIGKILL.
			expect(rulesOf(await configuration()), `round ${number}`).toEqual(rulesOf(history.now()));
			expect((await inside('cat /proc/sys/net/ipv4/vs/expire_quiescent_template')).trim()).toBe(
				'0',
			);
		}
		if (end !== 9 && end !== 'closed') {
			expect(ended.isRestored).toBe(true);
			const screen = createTerminal(100, 30);
			screen.feed(drawn);
			await screen.until(() => !screen.isAlternate(), 'the normal screen is back');
			expect(drawn.lastIndexOf('\u001B[?25h')).toBeGreaterThan(drawn.lastIndexOf('\u001B[?25l'));
			expect(drawn.lastIndexOf('\u001B[?2004l')).toBeGreaterThan(
				drawn.lastIndexOf('\u001B[?2004h'),
			);
		}
		// Nobody is left behind.
		await inside(`source '${networkFunctions}'; nobody() { ! ip netns pids hostile | xargs -r ps -o comm= -p | grep -q ipvs-tui; }
			wait_for 100 nobody`);
		return {typed: ended.typed, changes: history.changes()};
	};

	const rounds = async (ends: readonly End[], seconds: number): Promise<void> => {
		const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
		console.log(`a bad day, SEED=${seed}`);
		let changes = 0;
		for (const [number, end] of ends.entries()) {
			// oxlint-disable-next-line no-await-in-loop -- one after the other
			const done = await round(number, {seed: seed + number, end, seconds});
			changes += done.changes;
			expect(done.typed).toBeGreaterThan(0);
		}
		// A day without changes would show nothing.
		expect(changes).toBeGreaterThan(0);
	};

	test('keys, sizes and others at once, then killed, ended and cut off: table, log and terminal are whole', async () => {
		await rounds([9, 15, 'closed'], 1);
	});

	// Milliseconds, only against hanging: a slow machine takes long for what is between the rounds.
	longTest('an hour of it', {timeout: 4 * 3_600_000}, async () => {
		const ends: readonly End[] = ['left', 15, 'closed', 9, 1];
		await rounds(
			Array.from({length: 60}, (_, index) => ends[index % ends.length] as End),
			50,
		);
	});
});
