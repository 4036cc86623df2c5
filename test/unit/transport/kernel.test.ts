import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterEach, expect, test} from 'vitest';
import {type KernelOptions, openKernel} from '../../../source/transport/kernel/kernel.ts';
import type {Transport} from '../../../source/transport/transport.ts';
import {
	acknowledge,
	askAllFamilies,
	askFamily,
	askInVain,
	askNobody,
	builtBinding,
	contentOf,
	encode,
	joined,
	outcomeOf,
	request,
} from './kernel-requests.ts';

const binding = builtBinding();
const isMissing = !binding.ok;
if (isMissing) {
	console.warn('The kernel transport is not tested:', binding.failure);
}

const kernelTest = test.skipIf(isMissing);
const noentry = -2;
const done = 3;
/** Long enough never to be what ends a test. */
const patience = {timeout: 600_000};

/** Requests with the sequence numbers 1 to `count`, each answered with an error. */
const failing = (count: number): Uint8Array =>
	joined(
		Array.from({length: count}, (_, index) =>
			askNobody(index + 1, index + 1 === count ? request | acknowledge : request),
		),
	);

const opened: Transport[] = [];
const kernel = (options?: KernelOptions): Transport => {
	const transport = openKernel(options);
	opened.push(transport);
	return transport;
};

afterEach(() => {
	for (const transport of opened.splice(0)) {
		transport.close();
	}
});

kernelTest('a family is resolved by its name', async () => {
	const {answers, chunks, failure} = await outcomeOf(kernel().exchange(askFamily(7)));
	expect(failure).toBeUndefined();
	expect(chunks).toBe(1);
	expect(answers).toEqual([
		{type: 16, sequence: 7, error: undefined},
		{type: 2, sequence: 7, error: 0},
	]);
});

kernelTest('several requests in one call are answered in order, dumps among them', async () => {
	const requests = joined([
		askFamily(1, request),
		askNobody(2),
		askAllFamilies(3),
		askAllFamilies(4),
		askFamily(5),
	]);
	const {answers, failure} = await outcomeOf(kernel().exchange(requests));
	expect(failure).toBeUndefined();
	const sequences = answers.map(({sequence}) => sequence);
	expect(sequences).toEqual(sequences.toSorted());
	expect(answers.filter(({type}) => type === done).map(({sequence}) => sequence)).toEqual([3, 4]);
	expect(answers.find(({sequence}) => sequence === 2)?.error).toBe(noentry);
	expect(answers.at(-1)).toEqual({type: 2, sequence: 5, error: 0});
});

kernelTest('ten thousand requests that all fail lose no answer', async () => {
	const count = 10_000;
	const {answers, failure} = await outcomeOf(kernel().exchange(failing(count)));
	expect(failure).toBeUndefined();
	expect(answers.map(({sequence}) => sequence)).toEqual(
		Array.from({length: count}, (_, index) => index + 1),
	);
	expect(answers.every(({error}) => error === noentry)).toBe(true);
});

kernelTest('overlapping exchanges are served one after another', async () => {
	const {exchange} = kernel();
	const outcomes = await Promise.all(
		[1, 2, 3, 4, 5].map(sequence => outcomeOf(exchange(askAllFamilies(sequence)))),
	);
	for (const [index, {answers, failure}] of outcomes.entries()) {
		expect(failure).toBeUndefined();
		expect(new Set(answers.map(({sequence}) => sequence))).toEqual(new Set([index + 1]));
		expect(answers.at(-1)?.type).toBe(done);
	}
});

kernelTest('silence ends an exchange, and the next one works', async () => {
	const {exchange} = kernel();
	const silent = await outcomeOf(exchange(askInVain(1), {timeout: 5}));
	expect(silent).toEqual({
		answers: [],
		chunks: 0,
		failure: {kind: 'timeout', doing: 'wait for the kernel to answer'},
	});
	expect((await outcomeOf(exchange(askFamily(2)))).failure).toBeUndefined();
});

kernelTest('what was answered before the silence is handed out', async () => {
	const requests = joined([askNobody(1), askInVain(2)]);
	const {answers, failure} = await outcomeOf(kernel().exchange(requests, {timeout: 5}));
	expect(answers).toEqual([{type: 2, sequence: 1, error: noentry}]);
	expect(failure?.kind).toBe('timeout');
});

kernelTest('an abort ends an exchange that waits, and lets the next one go', async () => {
	const {exchange} = kernel();
	const giveUp = new AbortController();
	const waiting = outcomeOf(exchange(askInVain(1), {...patience, signal: giveUp.signal}));
	const behind = outcomeOf(exchange(askFamily(2)));
	giveUp.abort();
	expect((await waiting).failure).toEqual({kind: 'cancelled'});
	expect((await behind).failure).toBeUndefined();
});

kernelTest('an abort gives up a place in the queue at once', async () => {
	const {exchange} = kernel();
	const stop = new AbortController();
	const first = outcomeOf(exchange(askInVain(1), {...patience, signal: stop.signal}));
	const giveUp = new AbortController();
	const second = outcomeOf(exchange(askFamily(2), {signal: giveUp.signal}));
	const third = outcomeOf(exchange(askFamily(3)));
	giveUp.abort();
	expect((await second).failure).toEqual({kind: 'cancelled'});
	stop.abort();
	expect((await first).failure).toEqual({kind: 'cancelled'});
	expect((await third).failure).toBeUndefined();
});

kernelTest('an abort before the call sends nothing', async () => {
	const outcome = await outcomeOf(kernel().exchange(askFamily(1), {signal: AbortSignal.abort()}));
	expect(outcome).toEqual({answers: [], chunks: 0, failure: {kind: 'cancelled'}});
});

kernelTest(
	'a reader that goes away early keeps nobody waiting and leaves nothing behind',
	async () => {
		const {exchange} = kernel();
		// More than a chunk, so that answers are still in the queue when the reader goes.
		const many = failing(40_000);
		let chunks = 0;
		for await (const _ of exchange(many)) {
			chunks += 1;
			break;
		}
		expect(chunks).toBe(1);
		const {answers} = await outcomeOf(exchange(askFamily(50_000)));
		expect(answers.map(({sequence}) => sequence)).toEqual([50_000, 50_000]);
		const whole = await outcomeOf(exchange(many));
		expect(whole.chunks).toBeGreaterThan(1);
		// Later chunks are written over earlier ones, which must have been read by then.
		expect(whole.answers.map(({sequence}) => sequence)).toEqual(
			Array.from({length: 40_000}, (_, index) => index + 1),
		);
	},
);

kernelTest('the last chunk is handed out when the next exchange may already begin', async () => {
	const {exchange} = kernel();
	for await (const outer of exchange(askFamily(1))) {
		expect(outer.ok).toBe(true);
		expect((await outcomeOf(exchange(askFamily(2)))).failure).toBeUndefined();
	}
});

kernelTest('more than the limit is a failure', async () => {
	const {failure} = await outcomeOf(kernel({byteLimit: 100}).exchange(askAllFamilies(1)));
	expect(failure).toEqual({kind: 'too-large', limit: 100});
});

kernelTest('closing ends what runs and what waits', async () => {
	const transport = kernel();
	const running = outcomeOf(transport.exchange(askInVain(1), patience));
	const waiting = outcomeOf(transport.exchange(askFamily(2)));
	transport.close();
	expect((await running).failure).toEqual({kind: 'cancelled'});
	expect((await waiting).failure).toEqual({kind: 'cancelled'});
	expect((await outcomeOf(transport.exchange(askFamily(3)))).failure).toEqual({kind: 'cancelled'});
});

kernelTest('a network namespace that does not exist is named by the failing call', async () => {
	const absent = kernel({networkNamespace: 'ipvs-tui-absent'});
	const failure = {
		kind: 'system',
		syscall: 'open (network namespace)',
		code: 'ENOENT',
		errno: 2,
	};
	expect((await outcomeOf(absent.exchange(askFamily(1)))).failure).toEqual(failure);
	expect((await contentOf(absent.read('/proc/net/dev'))).failure).toEqual(failure);
	expect((await outcomeOf(absent.exchange(askFamily(2)))).failure).toEqual(failure);
});

kernelTest('the process ends at once, whatever the kernel still owes an answer', async () => {
	const program = `
		import {openKernel} from ${JSON.stringify(join(import.meta.dirname, '../../../source/transport/kernel/kernel.ts'))};
		const requests = Uint8Array.from(${JSON.stringify([...askInVain(1)])});
		openKernel().exchange(requests, {timeout: 600_000})[Symbol.asyncIterator]().next();
		setImmediate(() => process.exit(7));
	`;
	const ended = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
		timeout: 240_000,
	});
	await expect(ended).rejects.toMatchObject({code: 7, killed: false});
});

test('requests that nobody could see the end of are a defect of the caller', () => {
	const {exchange} = kernel();
	expect(() => exchange(new Uint8Array())).toThrow('There is no netlink request');
	expect(() => exchange(askFamily(1, request))).toThrow('NLM_F_ACK or NLM_F_DUMP');
	expect(() => exchange(askFamily(1).subarray(0, 30))).toThrow('at byte 0 is not whole');
	expect(() => exchange(joined([askFamily(1), new Uint8Array(4)]))).toThrow('at byte 32');
	expect(() => exchange(joined([askFamily(1), askFamily(2), askFamily(1)]))).toThrow(
		'at byte 0 has the sequence number of the last',
	);
	const unpadded = encode({flags: request | acknowledge, sequence: 1, payload: [3, 1, 0, 0, 9]});
	expect(() => exchange(unpadded.subarray(0, 21))).not.toThrow();
});
