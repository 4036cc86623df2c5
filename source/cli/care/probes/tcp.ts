import {connect, type Socket} from 'node:net';
import type {Check, Outcome} from '../../../care/check.ts';
import {errorOutcome, noAnswer, passed} from './outcome.ts';
import type {Probe, Target} from './target.ts';
import {limitTime} from './time-limit.ts';

/** Passes when a connection is accepted. */
export const tcpProbe =
	(_: Check & {kind: 'tcp'}, target: Target): Probe =>
	async () =>
		overSocket(target, finish => {
			const socket = connectTo(target);
			socket.once('connect', () => finish(passed));
			return socket;
		});

/** @param onText - gets what arrives, as Latin 1 */
export const connectTo = (target: Target, onText?: (text: string) => void): Socket =>
	connect({
		...connectOptions(target),
		...(onText === undefined
			? {}
			: {
					onread: {
						// All share one: a buffer of its own for each would be most of the memory of many checks.
						buffer: shared,
						callback: (length, bytes) => {
							onText(Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1'));
							return true;
						},
					},
				}),
	});

const shared = Buffer.alloc(16_384);

export const connectOptions = ({address, port, bind}: Target) => ({
	host: address,
	port,
	autoSelectFamily: false,
	...(bind === undefined ? {} : {localAddress: bind}),
});

/**
Opens a socket and waits until it is said what came of it; an error and the end of the time are failures. The socket does not survive it.
*/
export const overSocket = async (
	{timeout}: Target,
	open: (finish: (outcome: Outcome) => void) => Socket,
): Promise<Outcome> =>
	new Promise(resolve => {
		const finish = (outcome: Outcome): void => {
			endLimit();
			socket.destroy();
			resolve(outcome);
		};
		const endLimit = limitTime(timeout, () => finish(noAnswer(timeout)));
		const socket = open(finish);
		socket.on('error', error => finish(errorOutcome(error)));
	});
