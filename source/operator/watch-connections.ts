import type {Client} from '../client/client.ts';
import {heldCost} from '../sampler/back-off.ts';
import type {Clock} from '../sampler/clock.ts';
import {isOpen} from './drain.ts';
import type {Operator} from './operator.ts';
import type {OperatorState} from './state.ts';

type Watching = {
	readonly operator: Pick<Operator, 'get' | 'subscribe' | 'observeConnections'>;
	readonly client: Pick<Client, 'connections'>;
	readonly clock: Clock;
};

/**
Reads the connection table while a drain or a return in steps is under way, and only then: for who is left, and whether servers keep up. The
readings keep a distance from each other by what they take.

@returns the function that ends it
*/
export const watchConnections = ({operator, client, clock}: Watching): (() => void) => {
	let cancel: (() => void) | undefined;
	let lastCost: number | undefined;
	let isReading = false;
	let isOver = false;

	const read = async (): Promise<void> => {
		cancel = undefined;
		isReading = true;
		const start = clock.now();
		const rows = await client.connections('ip_vs_conn');
		isReading = false;
		if (isOver) {
			return;
		}
		const took = clock.now() - start;
		const cost = heldCost(took, lastCost, largestShare);
		lastCost = took;
		cancel = clock.setTimer(look, Math.max(interval, cost / largestShare));
		if (rows.ok) {
			operator.observeConnections(rows.value);
		}
	};

	/** The pause after a reading holds whatever happens in it. */
	const look = (): void => {
		cancel = undefined;
		begin();
	};

	const begin = (): void => {
		if (cancel === undefined && !isReading && needsRows(operator.get())) {
			void read();
		}
	};

	const unsubscribe = operator.subscribe(begin);
	return () => {
		isOver = true;
		unsubscribe();
		cancel?.();
	};
};

const needsRows = ({drains, ramps}: OperatorState): boolean =>
	drains.some(drain => isOpen(drain) && drain.phase.kind !== 'empty') ||
	ramps.some(({phase}) => phase.kind === 'rising');

/** Milliseconds between two readings at least, and the share of the time that readings may take. */
const interval = 5000;
const largestShare = 0.02;
