import type {Change} from '../model/change.ts';
import {isDrained, withWeight, type Server} from '../plan/drain.ts';
import type {Destination} from '../model/destination.ts';
import {isSameDestination, isSameService} from '../plan/same.ts';
import {serverLine, serviceLine} from './adopt.ts';
import type {CaredService} from './configuration.ts';
import type {CareEvent} from './event.ts';
import {goalsOf, type Goal} from './goals.ts';
import {observe} from './observe.ts';
import type {ServiceReading} from './reading.ts';
import {absent, type ServerState, type ServiceState} from './state.ts';

export type Reconciled = {
	readonly state: ServiceState;
	/** What makes the table what is wanted: what takes connections first, then what takes no more. */
	readonly changes: readonly Change[];
	readonly events: readonly CareEvent[];
};

export type Moment = {
	readonly now: number;
	/** Whether a person has drained a server, by its key, with this program. */
	readonly isDrainedByPerson: (server: string) => boolean;
};

/** Compares a service with what is wanted of it. A reading that is undefined means that it is not in the table. */
export const reconcile = (
	cared: CaredService,
	state: ServiceState,
	{reading, now, isDrainedByPerson}: Moment & {readonly reading: ServiceReading | undefined},
): Reconciled => {
	const {key: service, policy} = cared;
	const {foreign} = policy;
	const events: CareEvent[] = [];
	const servers: Record<string, ServerState> = {};
	const present = reading?.servers ?? new Map<string, Server>();
	for (const [key, server] of Object.entries(state.servers)) {
		const circumstances = {foreign, isDrainedByPerson: () => isDrainedByPerson(key)};
		const observed = observe(server, present.get(key), circumstances);
		servers[key] = observed.server;
		events.push(...observed.events.map(event => ({...event, service, server: key})));
	}
	const {goals, quorum, kept} = goalsOf(cared, servers, {present, now});
	const services = ofService(cared, state, reading);
	events.push(...services.events);
	const [rising, falling]: [Change[], Change[]] = [[], []];
	for (const [key, server] of Object.entries(servers)) {
		const step = stepOf(cared, server, {
			key,
			goal: goals.get(key) ?? {kind: 'leave'},
			present: present.get(key),
			now,
		});
		const isKept = kept.has(key);
		if (isKept && !server.isKept) {
			const says = 'fails too, but keeps its weight: no other server is left';
			events.push({level: 'error', kind: 'kept', service, server: key, says});
		}
		if (step.state === undefined) {
			delete servers[key];
		} else {
			const after = {...step.state, left: unlessSame(server.left, step.state.left), isKept};
			servers[key] = unlessSame(state.servers[key] ?? after, after);
		}
		(step.isRising ? rising : falling).push(...step.changes);
		events.push(...step.events.map(event => ({...event, service, server: key})));
	}
	if (quorum !== state.quorum && quorum === 'lost') {
		const says =
			policy.quorum === 1 ? 'has no live server' : `has fewer than ${policy.quorum} live servers`;
		events.push({level: 'error', kind: 'quorum', service, says});
	}
	if (quorum === 'met' && state.quorum === 'lost') {
		events.push({level: 'info', kind: 'quorum', service, says: 'has enough live servers again'});
	}
	return {
		state: unlessSame(state, {
			...state,
			applied: services.applied,
			quorum,
			didAt: services.changes.length === 0 ? state.didAt : now,
			isKnown: state.isKnown || reading !== undefined,
			servers: unlessSame(state.servers, servers),
		}),
		changes: [...services.changes, ...rising, ...falling],
		events,
	};
};

/** The value from before where each part of it is the same, so that who keeps it sees that nothing is new. */
const unlessSame = <Value extends object>(before: Value, after: Value): Value => {
	const [old, young] = [before, after] as readonly Readonly<Record<string, unknown>>[];
	const keys = Object.keys(young ?? {});
	return keys.length === Object.keys(old ?? {}).length &&
		keys.every(key => old?.[key] === young?.[key])
		? before
		: after;
};

/** The service itself: put there when it is missing, changed when the file says so now. */
const ofService = (
	cared: CaredService,
	{applied, isKnown}: ServiceState,
	reading: ServiceReading | undefined,
): Pick<ServiceState, 'applied'> & Pick<Reconciled, 'changes' | 'events'> => {
	const {key, service, policy} = cared;
	if (reading === undefined) {
		const event: CareEvent = isKnown
			? {level: 'warn', kind: 'recreated', service: key, says: 'was taken away; it is put back'}
			: {level: 'info', kind: 'created', service: key, says: 'is not there yet; it is created'};
		return {applied: undefined, changes: [{kind: 'add-service', service}], events: [event]};
	}
	if (isSameService(service, reading.service)) {
		return {applied: applied ?? serviceLine(cared), changes: [], events: []};
	}
	if (applied !== undefined && policy.foreign === 'respect') {
		return {applied, changes: [], events: []};
	}
	const says =
		applied === undefined
			? 'becomes what the file says'
			: 'was changed by somebody else; it is put back';
	return {
		applied: undefined,
		changes: [{kind: 'edit-service', service}],
		events: [{level: 'warn', kind: 'foreign', service: key, says}],
	};
};

type Step = {
	/** Undefined when nothing need be remembered any more. */
	readonly state: ServerState | undefined;
	readonly changes: readonly Change[];
	readonly events: readonly CareEvent[];
	readonly isRising: boolean;
};

type About = {
	readonly key: string;
	readonly goal: Goal;
	readonly present: Server | undefined;
	readonly now: number;
};

const stepOf = (cared: CaredService, server: ServerState, about: About): Step => {
	const {goal, present, key} = about;
	const destination = cared.servers.get(key) ?? cared.sorry;
	const applied =
		server.applied ??
		(destination !== undefined && present !== undefined && isSameBut(present, destination)
			? serverLine(cared, destination)
			: undefined);
	const seen = {
		...server,
		applied,
		left: present === undefined ? server.left : [present.destination.weight],
	};
	switch (goal.kind) {
		case 'leave':
			return {state: seen, changes: [], events: [], isRising: false};
		case 'go':
			return going(cared, seen, about);
		case 'weight':
			return weighed(cared, {...seen, goingSince: undefined}, {...about, ...goal, destination});
	}
};

/** Weight 0 first; then it goes as soon as nobody would notice, or when the time is up. */
const going = (
	{service: {match}, policy: {drainTimeout}}: CaredService,
	server: ServerState,
	{present, goal, now}: About,
): Step => {
	if (present === undefined) {
		return {
			state:
				server.role === 'retired' ? undefined : {...server, left: [absent], goingSince: undefined},
			changes: [],
			events: [],
			isRising: false,
		};
	}
	const {destination} = present;
	const goingSince = server.goingSince ?? now;
	if (destination.weight !== 0) {
		const why = goal.kind === 'leave' ? '' : goal.why;
		return {
			state: {
				...server,
				goingSince,
				left: [destination.weight, 0],
				did: {at: now, weight: 0},
			},
			changes: [withWeight(match, destination, 0)],
			events: [{level: 'info', kind: 'weight', says: `weight ${destination.weight} -> 0: ${why}`}],
			isRising: false,
		};
	}
	const isOver = drainTimeout !== undefined && now - goingSince >= drainTimeout;
	if (!isDrained(present) && !isOver) {
		return {state: {...server, goingSince}, changes: [], events: [], isRising: false};
	}
	const {address, port} = destination;
	const {active, inactive, persistent} = present;
	return {
		state: {...server, goingSince, left: [0, absent], did: {at: now, weight: absent}},
		changes: [{kind: 'delete-destination', match, address, port}],
		events: [
			{
				level: 'info',
				kind: 'removed',
				says: isDrained(present)
					? 'is empty and taken away'
					: `is taken away, its time is up: ${active} active, ${inactive} inactive, ${persistent} persistent`,
			},
		],
		isRising: false,
	};
};

const weighed = (
	cared: CaredService,
	server: ServerState,
	{
		present,
		weight,
		why,
		now,
		destination,
	}: About & {
		readonly weight: number;
		readonly why: string;
		readonly destination: Destination | undefined;
	},
): Step => {
	const {match} = cared.service;
	const isRising = weight > 0;
	if (present === undefined) {
		return destination === undefined
			? {state: server, changes: [], events: [], isRising}
			: {
					state: {...server, left: [absent, weight], did: {at: now, weight}},
					changes: [{kind: 'add-destination', match, destination: {...destination, weight}}],
					events: [{level: 'info', kind: 'added', says: `added with weight ${weight}: ${why}`}],
					isRising,
				};
	}
	const before = present.destination;
	const mayCorrect = server.applied === undefined || cared.policy.foreign === 'correct';
	const isOther = destination !== undefined && mayCorrect && !isSameBut(present, destination);
	if (!isOther && before.weight === weight) {
		return {state: server, changes: [], events: [], isRising};
	}
	const change: Change = isOther
		? {kind: 'edit-destination', match, destination: {...destination, weight}}
		: withWeight(match, before, weight);
	const says = isOther
		? `becomes what the file says, with weight ${weight}`
		: `weight ${before.weight} -> ${weight}: ${why}`;
	return {
		state: {...server, left: [before.weight, weight], did: {at: now, weight}},
		changes: [change],
		events: [{level: 'info', kind: 'weight', says}],
		isRising: weight > before.weight,
	};
};

/** The same but for the weight. */
const isSameBut = ({destination}: Server, wanted: Destination): boolean =>
	isSameDestination({...destination, weight: 0}, {...wanted, weight: 0});
