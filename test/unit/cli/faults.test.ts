import {describe, expect, test} from 'vitest';
import {runIpvsadm} from '../../../source/cli/ipvsadm/run.ts';
import {runRestoreScript, runSaveScript} from '../../../source/cli/debian-scripts.ts';
import {openNames} from '../../../source/cli/ipvsadm/names.ts';
import {openClient} from '../../../source/client/open.ts';
import type {Failure} from '../../../source/model/failure.ts';
import type {Transport} from '../../../source/transport/transport.ts';
import {embedded, failingAt} from '../client/director.ts';
import {counting, truncatedAt, unheardAt, unreadable, unsentAt} from './breaking.ts';
import {chunks, noLookups} from './ipvsadm/running.ts';

/** What can go wrong with an exchange, and what ipvsadm calls it. */
const faults: Readonly<Record<string, {readonly failure: Failure; readonly text: string}>> = {
	EPERM: {
		failure: {kind: 'no-permission', doing: 'send'},
		text: 'Permission denied (you must be root)',
	},
	ENOBUFS: {failure: {kind: 'lost-replies', doing: 'receive'}, text: 'No buffer space available'},
	timeout: {failure: {kind: 'timeout', doing: 'receive'}, text: 'Connection timed out'},
	cancelled: {failure: {kind: 'cancelled'}, text: 'Interrupted system call'},
	'a failing system call': {
		failure: {kind: 'system', syscall: 'sendmsg', code: 'ENOMEM', errno: 12},
		text: 'Memory allocation problem',
	},
	malformed: {
		failure: {kind: 'malformed', what: 'a netlink message', offset: 0},
		text: 'Invalid operation.  Possibly wrong module version, address not unicast, ...',
	},
};

/** Everything that changes something, then everything that reads; each on what `prepare` makes. */
const changes = [
	'-A -t 192.0.2.9:80 -s rr',
	'-E -t 192.0.2.1:80 -s rr',
	'-D -t 192.0.2.1:80',
	'-a -t 192.0.2.1:80 -r 198.51.100.9 -m',
	'-e -t 192.0.2.1:80 -r 198.51.100.1 -m -w 9',
	'-d -t 192.0.2.1:80 -r 198.51.100.1',
	'-C',
	'-Z',
	'-Z -t 192.0.2.1:80',
	'--set 1 2 3',
	'--start-daemon backup --mcast-interface eth0',
	'--stop-daemon master',
];
const reads = [
	'-Ln',
	'-Ln --stats',
	'-Ln --rate',
	'-Ln --thresholds',
	'-Ln --persistent-conn',
	'-Ln --tun-info',
	'-Ln -t 192.0.2.1:80',
	'-L --timeout',
	'-L --daemon',
	'-Lnc',
	'-S -n',
];
/** ipvsadm says nothing when these two cannot be had. */
const silent: ReadonlySet<string> = new Set(['-L --timeout', '-L --daemon']);

const prepare = [
	'-A -t 192.0.2.1:80 -s wrr',
	'-a -t 192.0.2.1:80 -r 198.51.100.1 -m -w 2',
	'-a -t 192.0.2.1:80 -r 198.51.100.2 -i',
	'--start-daemon master --mcast-interface eth0',
].join('\n');

const restored = [
	'-A -t 192.0.2.7:80 -s rr',
	'-a -t 192.0.2.7:80 -r 198.51.100.7 -m -w 1',
	'-A -f 7 -s rr',
].join('\n');

/** Runs a program on a director that stays when the program has ended. */
const runOn = async (transport: Transport, line: string, input = '') => {
	const printed = {stdout: '', stderr: ''};
	const exit = await runIpvsadm({
		program: 'ipvsadm',
		persona: 'ipvsadm',
		argv: line.split(' '),
		open: () => openClient({...transport, close: () => {}}),
		stdout: text => void (printed.stdout += text),
		stderr: text => void (printed.stderr += text),
		input: chunks(...(input === '' ? [] : [`${input}\n`])),
		names: openNames(noLookups),
		loadModule: async () => {},
		mayOpenRawSockets: () => true,
	});
	return {...printed, exit};
};

const director = async (): Promise<Transport> => {
	const transport = embedded();
	expect(await runOn(transport, '-R', prepare)).toEqual({stdout: '', stderr: '', exit: 0});
	return transport;
};

/** All that can be seen of a director. */
const stateOf = async (transport: Transport): Promise<string> =>
	(await runOn(transport, '-R', '-S -n\n-L --timeout\n-L --daemon\n-Ln --thresholds')).stdout;

/** Family and version: two exchanges before anything else. */
const initialExchanges = 2;
const notInitialised = (text: string): string =>
	`Can't initialize ipvs: ${text}\nAre you sure that IP Virtual Server is built in the kernel or as module?\n`;

const expected = (line: string, number: number, text: string) => {
	if (number <= initialExchanges) {
		return {stdout: '', stderr: notInitialised(text), exit: 2};
	}
	const stderr = silent.has(line) ? '' : `${text}\n`;
	return {stdout: '', stderr, exit: reads.includes(line) ? 1 : 255};
};

const exchangesOf = async (line: string, input = ''): Promise<number> => {
	const {counts, transport} = counting(await director());
	await runOn(transport, line, input);
	return counts.exchanges;
};

describe.each(Object.entries(faults))('%s', (_, {failure, text}) => {
	test.each([...changes, ...reads])('ipvsadm %s', async line => {
		const count = await exchangesOf(line);
		expect(count).toBeGreaterThan(line === '-Lnc' ? 1 : 2);
		for (let number = 1; number <= count; number += 1) {
			const before = await director();
			const start = await stateOf(before);
			// A daemon has been stopped when the exchange after it breaks: then the sentence says that this is not known.
			const isSent = line === '--stop-daemon master' && number > initialExchanges + 1;
			expect(await runOn(unsentAt(before, number, failure), line)).toEqual(
				expected(line, number, text),
			);
			if (!isSent) {
				expect(await stateOf(before), 'nothing happened').toBe(start);
			}
			const unheard = unheardAt(await director(), number, failure);
			expect(await runOn(unheard, line)).toEqual(expected(line, number, text));
		}
	});

	test.each(['-Ln', '-S -n'])(
		'ipvsadm %s reads dumps when the file in /proc breaks, unless it was called off',
		async line => {
			const {counts, transport} = counting(await onlyRouted());
			const whole = await runOn(transport, line);
			expect(counts.reads).toBe(1);
			expect(await runOn(unreadable(await onlyRouted(), failure), line)).toEqual(
				failure.kind === 'cancelled' ? {stdout: '', stderr: `${text}\n`, exit: 1} : whole,
			);
		},
	);

	test('ipvsadm -Lnc when the file in /proc breaks', async () => {
		const what = failure.kind === 'malformed' ? 'unexpected input from' : 'cannot open file';
		expect(await runOn(unreadable(await onlyRouted(), failure), '-Lnc')).toEqual({
			stdout: '',
			stderr: `${what} /proc/net/ip_vs_conn\n`,
			exit: 1,
		});
	});

	test('what was answered before counts', async () => {
		for (const line of changes) {
			const before = await director();
			expect(await runOn(failingAt(before, initialExchanges + 1, failure), line)).toEqual(
				line === '--stop-daemon master' ? expect.anything() : {stdout: '', stderr: '', exit: 0},
			);
			const whole = await director();
			await runOn(whole, line);
			expect(await stateOf(before), line).toBe(await stateOf(whole));
		}
	});

	test('ipvsadm -R has a line for every command that is not known to be done', async () => {
		const before = await director();
		expect(await runOn(unsentAt(before, 3, failure), '-R', restored)).toEqual({
			stdout: '',
			stderr: `${text}\n`.repeat(3),
			exit: 255,
		});
		// Later lines are tried all the same, as by ipvsadm.
		const input = `${restored}\n-S -n\n-A -f 8 -s rr`;
		const after = await director();
		const {stdout, stderr, exit} = await runOn(unsentAt(after, 3, failure), '-R', input);
		expect({stderr, exit}).toEqual({stderr: `${text}\n`.repeat(3), exit: 0});
		expect(stdout).not.toContain('192.0.2.7');
		expect(await stateOf(after)).toContain('-A -f 8 -s rr\n');
	});

	test('ipvsadm -R ends at a list that fails', async () => {
		const transport = await director();
		const input = `-A -f 7\n-Ln --stats\n-A -f 8`;
		expect(await runOn(unsentAt(transport, 4, failure), '-R', input)).toEqual({
			stdout: '',
			stderr: `${text}\n`,
			exit: 1,
		});
		const state = await stateOf(transport);
		expect(state).toContain('-A -f 7 ');
		expect(state).not.toContain('-A -f 8 ');
	});

	test("Debian's scripts", async () => {
		const count = 2 * initialExchanges + 2;
		for (let number = 1; number <= count; number += 1) {
			const before = await director();
			const breaking = unsentAt(before, number, failure);
			let stderr = '';
			const ipvsadm = async (argv: readonly string[], input?: AsyncIterable<Uint8Array>) => {
				const rules = input === undefined ? '' : await textOf(input);
				const run = await runOn(breaking, argv.join(' '), rules.trimEnd());
				stderr += run.stderr;
				return run.exit;
			};
			const exit = await runRestoreScript({
				ipvsadm,
				input: chunks(restored),
				stderr: more => void (stderr += more),
			});
			const isClearing = number <= initialExchanges + 1;
			const isInitial = (number - 1) % (initialExchanges + 1) < initialExchanges;
			const lines = isClearing ? 1 : 3;
			expect(stderr).toBe(isInitial ? notInitialised(text) : `${text}\n`.repeat(lines));
			// The exit code is that of the restore, which goes on when clearing has failed.
			expect(exit).toBe(isClearing ? 0 : isInitial ? 2 : 255);
			const state = await stateOf(before);
			expect(state.includes('192.0.2.1:80'), 'is cleared').toBe(isClearing);
			expect(state.includes('192.0.2.7:80'), 'is restored').toBe(isClearing);
		}
		const breaking = unsentAt(await director(), 3, failure);
		const exit = await runSaveScript({
			argv: ['-n'],
			ipvsadm: async argv => (await runOn(breaking, argv.join(' '))).exit,
			stderr: () => {},
		});
		expect(exit).toBe(1);
	});
});

describe('answers that are cut off', () => {
	test.each([...changes, ...reads])('ipvsadm %s', async line => {
		const count = await exchangesOf(line);
		const text = faults['malformed']?.text ?? '';
		for (let number = 1; number <= count; number += 1) {
			const transport = truncatedAt(await director(), number);
			expect(await runOn(transport, line), `exchange ${number}`).toEqual(
				expected(line, number, text),
			);
		}
	});
});

/** A director whose table needs no dump of servers. */
const onlyRouted = async (): Promise<Transport> => {
	const transport = embedded();
	await runOn(transport, '-R', '-A -t 192.0.2.1:80\n-a -t 192.0.2.1:80 -r 198.51.100.1 -m');
	return transport;
};

const textOf = async (input: AsyncIterable<Uint8Array>): Promise<string> => {
	let text = '';
	for await (const chunk of input) {
		text += Buffer.from(chunk).toString();
	}
	return text;
};
