import {setImmediate} from 'node:timers/promises';
import {failed, type Failure} from '../model/failure.ts';
import {failureSentence} from '../model/failure-sentence.ts';
import type {Engine} from '../engine/engine.ts';
import {isShippedName} from '../scenario/shipped/shipped.ts';
import type {Steps} from '../scenario/steps.ts';
import {systemClock, type Clock} from '../sampler/clock.ts';
import {openEmbedded} from '../transport/embedded.ts';
import {listen} from '../transport/remote/unix-socket.ts';
import type {Transport} from '../transport/transport.ts';
import {loadDemo, type Demo} from './demo.ts';
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
	const loading = loadDemo(wanted, () => performance.now());
	const first = loading.next();
	const whole = first.done === true ? first.value : letHappen(loading);
	// Those that come with the program have no mistakes, for which one would have to wait before there is something to see.
	const demo = isShippedName(wanted.scenario) ? whole : await whole;
	if (typeof demo === 'string') {
		return demo;
	}
	const begun = begin(demo);
	const open = (): Transport => openOnce(begun);
	const clock = startingAfter(begun, systemClock);
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

/** Lets the past happen; from then on the demo goes on by itself. */
const begin = async (loading: Demo | Promise<Demo | string>): Promise<Engine> => {
	const demo = await loading;
	if (typeof demo === 'string') {
		throw new Error(demo);
	}
	await letHappen(demo.slices());
	setInterval(demo.engine.catchUp, heartbeat).unref();
	return demo.engine;
};

/** Milliseconds of work at a time; in between the program draws and listens to keys. */
const portion = 8;

const letHappen = async <Result>(steps: Steps<Result>): Promise<Result> => {
	let begun = performance.now();
	for (;;) {
		const step = steps.next();
		if (step.done === true) {
			return step.value;
		}
		if (performance.now() - begun > portion) {
			// oxlint-disable-next-line no-await-in-loop -- the point is to wait between them
			await setImmediate();
			begun = performance.now();
		}
	}
};

const startingAfter = (past: Promise<unknown>, {now, setTimer}: Clock): Clock => {
	const start = now();
	let waited: number | undefined;
	void past.then(() => (waited = now() - start));
	return {now: () => (waited === undefined ? start : now() - waited), setTimer};
};

/** Nobody sees a demo whose past has not happened yet. */
const openOnce = (begun: Promise<Engine>): Transport => {
	const opened = begun.then(openEmbedded);
	return {
		kind: 'embedded',
		async *exchange(requests, options) {
			yield* (await opened).exchange(requests, options);
		},
		async *read(path, options) {
			yield* (await opened).read(path, options);
		},
		write: async (path, text, options) =>
			(await opened).write?.(path, text, options) ??
			failed({kind: 'system', syscall: 'write', code: 'EROFS', errno: 30}),
		close: () => void opened.then(transport => transport.close()),
	};
};
