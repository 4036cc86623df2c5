import {arrive} from '../../../source/engine/connections/arrive.ts';
import {isTold} from '../../../source/engine/connections/tell.ts';
import {createEngine} from '../../../source/engine/engine.ts';
import type {PacketCase} from './script.ts';
import {seenIn} from './seen.ts';
import {packetOf, perform} from './with-engine.ts';

/** A connection with its client's port, its state, and the seconds that it has. */
const connection = /^(\S+ \S+:(\d+) > \S+ > \S+) (\S+) \d+$/;

/** Plays a case on an engine that is the master; what its backup has heard at each wait, without the seconds. */
export const toldByEngine = ({steps}: PacketCase): readonly (readonly string[])[] => {
	let time = 0;
	const engine = createEngine({now: () => time});
	const {director} = engine;
	const {connections} = director;
	const packets = new Map<number, number>();
	const told = new Map<string, string>();
	/** Notes the row of this client's port as it is now. */
	const tell = (port: number): void => {
		const text = [...(engine.read('/proc/net/ip_vs_conn') ?? [])].join('');
		for (const line of seenIn(text, '')) {
			const [, tuple = '', from, state = ''] = connection.exec(line) ?? [];
			if (Number(from) === port) {
				told.set(tuple, state);
			}
		}
	};
	return steps.map(({step}) => {
		if (step.kind === 'wait') {
			time += step.seconds * 1000;
			return Array.from(told, ([tuple, state]) => `${tuple} ${state}`).toSorted();
		}
		if (step.kind !== 'in') {
			if (step.kind === 'rule' || step.kind === 'set' || step.kind === 'out') {
				perform(engine, step);
			}
			return [];
		}
		const row = arrive(director, packetOf(step));
		// One-packet connections are over already.
		if (row < 0 || connections.target[row] === -1) {
			return [];
		}
		const count = (packets.get(row) ?? 0) + 1;
		packets.set(row, count);
		if (connections.link[row] !== -1) {
			tell(0);
		}
		if (isTold(director, row, count)) {
			tell(step.from[1]);
		}
		return [];
	});
};
