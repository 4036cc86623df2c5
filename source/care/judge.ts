import type {Change} from '../model/change.ts';
import type {Outcome} from './check.ts';
import type {Configuration} from './configuration.ts';
import type {CareEvent} from './event.ts';
import {probed} from './probe-result.ts';
import type {ServiceReading} from './reading.ts';
import {reconcile} from './reconcile.ts';
import type {Mark, ServerState, ServiceState, State} from './state.ts';

/** What happens to a director in care. */
export type Happening =
	| {
			readonly kind: 'probe';
			readonly service: string;
			readonly server: string;
			/** Which of the checks of the service. */
			readonly check: number;
			readonly outcome: Outcome;
	  }
	/** What a person has said, about the servers of a service; those that are not named are left to the checks. */
	| {
			readonly kind: 'marks';
			readonly service: string;
			readonly marks: Readonly<Record<string, Mark>>;
	  }
	/** How the table is. Only this leads to changes: they follow from what is there, not from what was thought to be. */
	| {
			readonly kind: 'table';
			readonly readings: ReadonlyMap<string, ServiceReading>;
			readonly isDrainedByPerson: (service: string, server: string) => boolean;
	  };

export type Judgement = {
	readonly state: State;
	/** What is to be sent, after the state has been written down. */
	readonly changes: readonly Change[];
	readonly events: readonly CareEvent[];
};

/**
What a happening means: the state after it, what is to be changed, and what a person should hear. The state is the same object when
nothing is new.

@param now - milliseconds since 1970
*/
export const judge = (
	configuration: Configuration,
	state: State,
	{happening, now}: {readonly happening: Happening; readonly now: number},
): Judgement => {
	switch (happening.kind) {
		case 'probe':
			return afterProbe(configuration, state, {happening, now});
		case 'marks':
			return afterMarks(state, happening);
		case 'table':
			return afterTable(configuration, state, {happening, now});
	}
};

type Of<Kind extends Happening['kind']> = {
	readonly happening: Happening & {kind: Kind};
	readonly now: number;
};

const afterProbe = (
	configuration: Configuration,
	state: State,
	{happening, now}: Of<'probe'>,
): Judgement => {
	const {service: key, server: serverKey, check, outcome} = happening;
	const rhythm = configuration.get(key)?.policy;
	const server = state.get(key)?.servers[serverKey];
	if (rhythm === undefined || server === undefined) {
		return {state, changes: [], events: []};
	}
	const after = probed(server, check, {outcome, rhythm, now});
	return {
		state: after.server === server ? state : withServer(state, key, [serverKey, after.server]),
		changes: [],
		events: after.events.map(event => ({...event, service: key, server: serverKey})),
	};
};

const afterMarks = (
	state: State,
	{service: key, marks}: Happening & {kind: 'marks'},
): Judgement => {
	const events: CareEvent[] = [];
	let after = state;
	for (const [serverKey, server] of Object.entries(state.get(key)?.servers ?? {})) {
		const mark = marks[serverKey] ?? 'auto';
		if (mark === server.mark) {
			continue;
		}
		// Who gives a server back to the checks, or wants it up, does not want it drained any more.
		const isHeld = server.isHeld && mark === 'down';
		after = withServer(after, key, [serverKey, {...server, mark, isHeld}]);
		const says = mark === 'auto' ? 'is left to the checks again' : `is pinned ${mark}`;
		events.push({level: 'info', kind: 'pinned', service: key, server: serverKey, says});
	}
	return {state: after, changes: [], events};
};

const afterTable = (
	configuration: Configuration,
	state: State,
	{happening: {readings, isDrainedByPerson}, now}: Of<'table'>,
): Judgement => {
	const after = new Map<string, ServiceState>();
	const changes: Change[] = [];
	const events: CareEvent[] = [];
	for (const [key, cared] of configuration) {
		const before = state.get(key);
		if (before !== undefined) {
			const done = reconcile(cared, before, {
				reading: readings.get(key),
				now,
				isDrainedByPerson: server => isDrainedByPerson(key, server),
			});
			after.set(key, done.state);
			changes.push(...done.changes);
			events.push(...done.events);
		}
	}
	return {state: after, changes, events};
};

const withServer = (
	state: State,
	key: string,
	[serverKey, server]: readonly [string, ServerState],
): State => {
	const service = state.get(key);
	return service === undefined
		? state
		: new Map(state).set(key, {...service, servers: {...service.servers, [serverKey]: server}});
};
