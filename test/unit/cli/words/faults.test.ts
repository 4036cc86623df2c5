import {describe, expect, test} from 'vitest';
import {openClient} from '../../../../source/client/open.ts';
import type {Failure} from '../../../../source/model/failure.ts';
import type {Transport} from '../../../../source/transport/transport.ts';
import {embedded} from '../../client/director.ts';
import {counting, truncatedAt, unheardAt, unreadable, unsentAt} from '../breaking.ts';
import {chunks} from '../ipvsadm/running.ts';
import {runWord} from './running.ts';

/** What can go wrong with an exchange: as our words say it before anything was changed, and as they say it of a line. */
const faults: Readonly<
	Record<string, {readonly failure: Failure; readonly sentence: string; readonly text: string}>
> = {
	EPERM: {
		failure: {kind: 'no-permission', doing: 'send a netlink request'},
		sentence: 'CAP_NET_ADMIN is needed to send a netlink request: run with sudo',
		text: 'Permission denied (you must be root)',
	},
	ENOBUFS: {
		failure: {kind: 'lost-replies', doing: 'receive the answers of the kernel'},
		sentence: 'could not receive the answers of the kernel: the receive queue was full',
		text: 'No buffer space available',
	},
	timeout: {
		failure: {kind: 'timeout', doing: 'wait for the kernel to answer'},
		sentence: 'no answer in time, could not wait for the kernel to answer',
		text: 'Connection timed out',
	},
	'a failing system call': {
		failure: {kind: 'system', syscall: 'sendmsg', code: 'ENOMEM', errno: 12},
		sentence: 'sendmsg failed: not enough memory (ENOMEM)',
		text: 'Memory allocation problem',
	},
};

const before = [
	'-A -t 192.0.2.1:80 -s wrr',
	'-a -t 192.0.2.1:80 -r 198.51.100.1 -m -w 2 -x 7',
	'',
].join('\n');

/** Three batches: the first of a scheduler goes alone, and so does the timeout. */
const rules = [
	'-A -t 192.0.2.7:80 -s rr',
	'-a -t 192.0.2.7:80 -r 198.51.100.7 -m -w 1',
	'--set 1 2 3',
	'-A -f 7 -s rr',
	'-A -f 8 -s rr',
	'',
].join('\n');
const batches = [[1], [2, 3], [4, 5]] as const;
const canonical = [
	'-A -t 192.0.2.7:80 -s rr',
	'-a -t 192.0.2.7:80 -r 198.51.100.7:80 -m -w 1',
	'--set 1 2 3',
	'-A -f 7 -s rr',
	'-A -f 8 -s rr',
] as const;

const runOn = async (transport: Transport, line: string, input = '') =>
	runWord(line, {
		open: () => openClient({...transport, close: () => {}}),
		input: chunks(input),
		loadModule: async () => {},
	});

const director = async (): Promise<Transport> => {
	const transport = embedded();
	expect(await runOn(transport, 'restore', before)).toEqual({stdout: '', stderr: '', exit: 0});
	return transport;
};

const stateOf = async (transport: Transport): Promise<string> =>
	(await runOn(transport, 'save --full')).stdout;

const exchangesOf = async (line: string, input: string): Promise<number> => {
	const {counts, transport} = counting(await director());
	expect(await runOn(transport, line, input)).toMatchObject({exit: 0, stderr: ''});
	return counts.exchanges;
};

const range = ([first, ...others]: readonly number[]): string => {
	if (first === undefined) {
		return '';
	}
	return others.length === 0 ? ` (line ${first})` : ` (lines ${first} to ${others.at(-1)})`;
};

/** `1 applied (line 1), 0 refused, 4 not sent (lines 2 to 5)` and so on, for a batch that was lost. */
const summary = (lost: number, {isRefused}: {isRefused: boolean}): string => {
	const done = batches.slice(0, lost).flat();
	const gone = batches[lost] ?? [];
	const left = batches.slice(lost + 1).flat();
	const parts = [
		`${done.length} applied${range(done)}`,
		`${isRefused ? gone.length : 0} refused`,
		`${left.length} not sent${range(left)}`,
		...(isRefused ? [] : [`${gone.length} without an answer: perhaps applied, perhaps not`]),
	];
	return `${parts.join(', ')}\n`;
};

const linesOf = (lost: number, text: string): string =>
	(batches[lost] ?? []).map(line => `line ${line}: ${canonical[line - 1]}: ${text}\n`).join('');

describe.each(Object.entries(faults))('%s', (_, {failure, sentence, text}) => {
	test('restore says of every line whether it was applied', async () => {
		const count = await exchangesOf('restore', rules);
		const initial = count - batches.length;
		expect(initial).toBeGreaterThan(1);
		const isRefused = failure.kind === 'no-permission';
		for (let number = 1; number <= count; number += 1) {
			const transport = await director();
			const start = await stateOf(transport);
			const result = await runOn(unsentAt(transport, number, failure), 'restore', rules);
			const state = await stateOf(transport);
			if (number <= initial) {
				expect(result).toEqual({stdout: '', stderr: `ipvs-tui: ${sentence}\n`, exit: 2});
				expect(state).toBe(start);
				continue;
			}
			const lost = number - initial - 1;
			expect(result).toEqual({
				stdout: '',
				stderr: linesOf(lost, text) + summary(lost, {isRefused}),
				exit: 1,
			});
			// What it says was applied is there, and what it says was not sent is not.
			expect(state.includes('-A -t 192.0.2.7:80')).toBe(lost > 0);
			expect(state.includes('--set 1 2 3')).toBe(lost > 1);
			expect(state).not.toContain('-A -f 8');
		}
	});

	test('restore says "perhaps" of what the kernel did and did not tell', async () => {
		const initial = (await exchangesOf('restore', rules)) - batches.length;
		if (failure.kind === 'no-permission') {
			// The kernel says this before it does anything.
			return;
		}
		for (const lost of batches.keys()) {
			const transport = await director();
			const broken = unheardAt(transport, initial + 1 + lost, failure);
			const {stderr, exit} = await runOn(broken, 'restore', rules);
			expect(stderr).toBe(linesOf(lost, text) + summary(lost, {isRefused: false}));
			expect(exit).toBe(1);
			expect(await stateOf(transport)).toContain('-A -t 192.0.2.7:80');
		}
	});

	test('restore --rollback takes back what was applied, and says what it cannot know', async () => {
		const count = await exchangesOf('restore --rollback', rules);
		const initial = count - batches.length;
		for (let number = 1; number <= count; number += 1) {
			const transport = await director();
			const start = await stateOf(transport);
			const broken = unsentAt(transport, number, failure);
			const {stderr, exit} = await runOn(broken, 'restore --rollback', rules);
			expect(await stateOf(transport), `exchange ${number}`).toBe(start);
			expect(exit).toBe(number <= initial ? 2 : 1);
			if (number > initial + 1) {
				expect(stderr).toContain('undone: services and servers are as they were before\n');
			} else if (number === initial + 1) {
				expect(stderr).toContain('nothing was to be undone\n');
			}
		}
	});

	test('restore --rollback says when undoing fails as well', async () => {
		const count = await exchangesOf('restore --rollback', rules);
		const transport = await director();
		const twice = unsentAt(unsentAt(transport, count, failure), count + 1, failure);
		const {stderr, exit} = await runOn(twice, 'restore --rollback', rules);
		expect(exit).toBe(1);
		expect(stderr).toContain(`could not be undone by -D -t 192.0.2.7:80: ${text}\n`);
		expect(stderr).toMatch(/the table is not as it was before\n/);
		expect(await stateOf(transport)).toContain('-A -t 192.0.2.7:80');
	});

	test.each(['save', 'save --full'])('%s prints nothing rather than a part', async line => {
		const {counts, transport: whole} = counting(await director());
		await runOn(whole, line);
		expect(counts.exchanges).toBeGreaterThan(2);
		for (let number = 1; number <= counts.exchanges; number += 1) {
			for (const breakAt of [unsentAt, unheardAt]) {
				const broken = breakAt(await director(), number, failure);
				const {stdout, stderr, exit} = await runOn(broken, line);
				expect(stdout, `exchange ${number}`).toBe('');
				expect(exit).toBeGreaterThan(0);
				expect(stderr).toContain(line === 'save' ? text : `ipvs-tui: ${sentence}\n`);
			}
		}
	});

	test('restore and save read dumps when the file in /proc breaks', async () => {
		for (const line of ['restore', 'save']) {
			const [whole, broken] = [await director(), await director()];
			expect(await runOn(unreadable(broken, failure), line, rules)).toEqual(
				await runOn(whole, line, rules),
			);
			expect(await stateOf(broken), line).toBe(await stateOf(whole));
		}
	});
});

describe('answers that are cut off', () => {
	test('restore and save take none for success', async () => {
		for (const line of ['restore', 'restore --rollback', 'save', 'save --full']) {
			const count = await exchangesOf(line, rules);
			for (let number = 1; number <= count; number += 1) {
				const {stdout, stderr, exit} = await runOn(
					truncatedAt(await director(), number),
					line,
					rules,
				);
				expect(exit, `${line}, exchange ${number}`).toBeGreaterThan(0);
				expect(stdout).toBe('');
				expect(stderr).not.toBe('');
			}
		}
	});

	test('restore counts them as without an answer', async () => {
		const initial = (await exchangesOf('restore', rules)) - batches.length;
		for (const lost of batches.keys()) {
			const broken = truncatedAt(await director(), initial + 1 + lost);
			const {stderr, exit} = await runOn(broken, 'restore', rules);
			const text = 'Invalid operation.  Possibly wrong module version, address not unicast, ...';
			expect(stderr).toBe(linesOf(lost, text) + summary(lost, {isRefused: false}));
			expect(exit).toBe(1);
		}
	});
});
