import type {DestinationEntry, ServiceEntry} from '../entries.ts';
import type {Director} from '../state.ts';
import type {FlowKey} from './flow-key.ts';

/** A scheduler at work for one service, with what it remembers. */
export type Scheduling = {
	/** The destination for a new connection, or none. */
	readonly pick: (flow: FlowKey, director: Director) => DestinationEntry | undefined;
	/** Hears of each change, after it was made. Those that look at the list anew each time have none. */
	readonly changed?: (change: Change, destination: DestinationEntry) => void;
	/** Whether it still refers to a deleted destination, which then stays in the trash. */
	readonly holds?: (destination: DestinationEntry) => boolean;
};

export type Change = 'added' | 'edited' | 'deleted';

/** Begins to schedule for a service, with the destinations that it has. */
export type Scheduler = (service: ServiceEntry, director: Director) => Scheduling;
