import {createSocket} from 'node:dgram';
import {isIPv6} from 'node:net';
import type {Check, Outcome} from '../../../care/check.ts';
import {errorOutcome, failedBy, noAnswer, passed} from './outcome.ts';
import type {Probe, Target} from './target.ts';
import {limitTime} from './time-limit.ts';

/** Passes when a reply comes that is as expected. */
export const udpProbe = (
	{send, expect}: Check & {kind: 'udp'},
	{address, port, bind, timeout}: Target,
): Probe => {
	const pattern = new RegExp(expect, 'u');
	return async () =>
		new Promise(resolve => {
			const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
			let isOver = false;
			const finish = (outcome: Outcome): void => {
				if (!isOver) {
					isOver = true;
					endLimit();
					socket.close();
					resolve(outcome);
				}
			};
			const endLimit = limitTime(timeout, () => finish(noAnswer(timeout)));
			socket.on('error', error => finish(errorOutcome(error)));
			socket.on('message', message =>
				finish(
					pattern.test(message.toString('utf8'))
						? passed
						: failedBy(`the reply does not match ${expect}`),
				),
			);
			// Connected, so that "port unreachable" arrives here.
			socket.bind(0, bind, () => {
				if (isOver) {
					return;
				}
				socket.connect(port, address, () => {
					socket.send(send, error => {
						if (error !== null && error !== undefined) {
							finish(errorOutcome(error));
						}
					});
				});
			});
		});
};
