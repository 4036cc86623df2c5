import {setImmediate} from 'node:timers/promises';
import {failureSentence} from '../model/failure-sentence.ts';
import {openEmbedded} from '../transport/embedded.ts';
import {listen} from '../transport/remote/unix-socket.ts';
import type {Transport} from '../transport/transport.ts';
import {loadDemo} from './demo.ts';
import type {Wanted} from './route.ts';

/** A demo that goes on by itself, for one who looks at it and for others. */
export type LiveDemo = {
	/** A way to it for one more. */
	readonly open: () => Transport;
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
	if (wanted.listen === undefined) {
		return {open, close: () => {}};
	}
	const listening = await listen(wanted.listen, open);
	if (listening.ok) {
		return {open, close: listening.value.close};
	}
	const {failure} = listening;
	return failure.kind === 'system' && failure.code === 'EADDRINUSE'
		? `${wanted.listen} is there already and in use; leave it or choose another path for --listen`
		: `cannot share the demo at ${wanted.listen}: ${failureSentence(failure)}`;
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
