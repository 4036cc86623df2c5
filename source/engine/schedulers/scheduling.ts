import type {DestinationEntry, ServiceEntry} from '../entries.ts';
import type {Director} from '../state.ts';
import type {FlowKey} from './pick.ts';

/**
What a scheduler does for one service, with what it remembers. A destination that it names has a weight and room; when none has,
it names none.
*/
export type Scheduling = {
	readonly pick: (flow: FlowKey) => DestinationEntry | undefined;
	/** Called after a destination came, changed or went; schedulers that remember nothing have none. */
	readonly changed?: (change: Change, destination: DestinationEntry) => void;
};

export type Change = 'added' | 'edited' | 'deleted';

/** Begins to schedule for a service. */
export type Scheduler = (service: ServiceEntry, director: Director) => Scheduling;
