import type {Change} from '../model/change.ts';
import type {Destination} from '../model/destination.ts';
import type {Configuration, ServiceConfiguration} from './configuration.ts';
import {isSameDaemon, isSameDestination, isSameService, isSameTimeouts} from './same.ts';

/** Changes by what they do to the traffic that passes. */
type Steps = Readonly<Record<Effect, Change[]>>;
type Effect = (typeof effects)[number];

/**
In this order nobody is ever left without a server: what takes load comes first, what gives it up last. Synchronisation stops before
and starts after everything, because it forbids real servers of another address family.
*/
const effects = [
	'halting',
	'adding',
	'raising',
	'editing',
	'reducing',
	'removing',
	'starting',
] as const;

/**
The changes that make one configuration out of another, in a safe order: new services and servers and larger weights, other
settings, smaller weights, removals. What is the same is not touched. Timeouts and daemons count only when something is
wanted of them.
*/
export const difference = (running: Configuration, wanted: Configuration): readonly Change[] => {
	const steps: Steps = {
		halting: [],
		adding: [],
		raising: [],
		editing: [],
		reducing: [],
		removing: [],
		starting: [],
	};
	for (const [key, service] of wanted.services) {
		const present = running.services.get(key);
		if (present === undefined) {
			addService(steps, service);
		} else {
			changeService(steps, present, service);
		}
	}
	for (const [key, {service}] of running.services) {
		if (!wanted.services.has(key)) {
			steps.removing.push({kind: 'delete-service', match: service.match});
		}
	}
	changeTimeouts(steps, running, wanted);
	changeDaemons(steps, running, wanted);
	return effects.flatMap(effect => steps[effect]);
};

const addService = ({adding}: Steps, {service, destinations}: ServiceConfiguration): void => {
	adding.push({kind: 'add-service', service});
	for (const destination of destinations.values()) {
		adding.push({kind: 'add-destination', match: service.match, destination});
	}
};

const changeService = (
	steps: Steps,
	present: ServiceConfiguration,
	{service, destinations}: ServiceConfiguration,
): void => {
	const {match} = service;
	if (!isSameService(present.service, service)) {
		steps.editing.push({kind: 'edit-service', service});
	}
	for (const [key, destination] of destinations) {
		const before = present.destinations.get(key);
		if (before === undefined) {
			steps.adding.push({kind: 'add-destination', match, destination});
		} else if (!isSameDestination(before, destination)) {
			steps[effectOf(before, destination)].push({kind: 'edit-destination', match, destination});
		}
	}
	for (const [key, {address, port}] of present.destinations) {
		if (!destinations.has(key)) {
			steps.removing.push({kind: 'delete-destination', match, address, port});
		}
	}
};

/** One request sets everything of a server, so the weight decides when it is sent. */
const effectOf = (before: Destination, after: Destination): Effect => {
	if (after.weight === before.weight) {
		return 'editing';
	}
	return after.weight > before.weight ? 'raising' : 'reducing';
};

const changeTimeouts = ({editing}: Steps, running: Configuration, wanted: Configuration): void => {
	const {timeouts} = wanted;
	if (
		timeouts !== undefined &&
		(running.timeouts === undefined || !isSameTimeouts(timeouts, running.timeouts))
	) {
		editing.push({kind: 'set-timeouts', timeouts});
	}
};

/** A daemon cannot be edited: it stops and another one starts. */
const changeDaemons = (steps: Steps, running: Configuration, wanted: Configuration): void => {
	if (wanted.daemons === undefined) {
		return;
	}
	const present = running.daemons ?? [];
	for (const daemon of present) {
		if (!wanted.daemons.some(other => isSameDaemon(other, daemon))) {
			steps.halting.push({kind: 'stop-daemon', role: daemon.role});
		}
	}
	for (const daemon of wanted.daemons) {
		if (!present.some(other => isSameDaemon(daemon, other))) {
			steps.starting.push({kind: 'start-daemon', daemon});
		}
	}
};
