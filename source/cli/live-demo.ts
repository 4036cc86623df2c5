import {setImmediate} from 'node:timers/promises';
import type {Failure} from '../model/failure.ts';
import {failureSentence} from '../model/failure-sentence.ts';
import {systemClock, type Clock} from '../sampler/clock.ts';
import {openEmbedded} from '../transport/embedded.ts';
import {listen} from '../transport/remote/unix-socket.ts';
import type {Transport} from '../transport/transport.ts';
import {loadDemo} from './demo.ts';
import type {Wanted} from './route.ts';

/** A demo that goes on by itself, for one who looks at it and for others. */
export type LiveDemo = {
	/** A way to it for one more. */
	readonly open: () => Transport;
	/** Stands still until the past of the demo has happened: waiting for it is no part of what a reading costs. */
	readonly clock: Clock;
	/** Lets the others go, if it was shared. */
	readonly close: () => void;
};

/** Milliseconds: small portions, so that after a long time without questions an answer does not take long. */
const heartbeat = 1000;

/** Starts a demo and shares it where that is wanted; a sentence says why there is none. */
export const startDemo = async (wanted: Wanted & {kind: 'demo'}): Promise<LiveDemo | string> => {
	const demo = loadDemo(wanted, () => performance.now());
	if (typeof demo === 'string') {
		return demo;
	}
	const {engine, slices} = demo;
	const past = letHappen(slices());
	void past.then(() => setInterval(engine.catchUp, heartbeat).unref());
	const open = (): Transport => after(past, openEmbedded(engine));
	const clock = startingAfter(past, systemClock);
	if (wanted.listen === undefined) {
		return {open, clock, close: () => {}};
	}
	const listening = await listen(wanted.listen, open);
	if (listening.ok) {
		return {open, clock, close: listening.value.close};
	}
	return sharingProblem(wanted.listen, listening.failure);
};

const sharingProblem = (path: string, failure: Failure): string => {
	switch (failure.kind === 'system' ? failure.code : failure.kind) {
		case 'EADDRINUSE':
			return `a demo is shared at ${path} already; use it with --connect, or choose another path`;
		case 'EEXIST':
			return `there is something else at ${path}; choose another path for --listen`;
		case 'ENOENT':
			return `there is no folder for ${path}; choose another path for --listen`;
		case 'EINVAL':
			return `the path ${path} is too long for a socket; choose a shorter one for --listen`;
		default:
			return `cannot share the demo at ${path}: ${failureSentence(failure)}`;
	}
};

/** Milliseconds of work at a time; in between the program draws and listens to keys. */
const portion = 8;

const letHappen = async (slices: Iterable<void>): Promise<void> => {
	let begin = performance.now();
	for (const _ of slices) {
		if (performance.now() - begin > portion) {
			await setImmediate();
			begin = performance.now();
		}
	}
};

const startingAfter = (past: Promise<void>, {now, setTimer}: Clock): Clock => {
	const begin = now();
	let waited: number | undefined;
	void past.then(() => (waited = now() - begin));
	return {now: () => (waited === undefined ? begin : now() - waited), setTimer};
};

/** Nobody sees a demo whose past has not happened yet. */
const after = (past: Promise<void>, transport: Transport): Transport => ({
	...transport,
	async *exchange(requests, options) {
		await past;
		yield* transport.exchange(requests, options);
	},
	async *read(path, options) {
		await past;
		yield* transport.read(path, options);
	},
});
