import {connect, type Socket} from 'node:net';
import type {Check, Outcome} from '../../../care/check.ts';
import {errorOutcome, noAnswer, passed} from './outcome.ts';
import type {Probe, Target} from './probe.ts';

/** Passes when a connection is accepted. */
export const tcpProbe =
	(_: Check & {kind: 'tcp'}, target: Target): Probe =>
	async () =>
		overSocket(target, finish => {
			const socket = connectTo(target);
			socket.once('connect', () => finish(passed));
			return socket;
		});

export const connectTo = (target: Target): Socket => connect(connectOptions(target));

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
			clearTimeout(timer);
			socket.destroy();
			resolve(outcome);
		};
		const timer = setTimeout(() => finish(noAnswer(timeout)), timeout);
		const socket = open(finish);
		socket.on('error', error => finish(errorOutcome(error)));
	});
