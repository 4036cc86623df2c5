import {start} from '../engine/clients/course.ts';
import {draw} from '../engine/clients/distribution.ts';
import {isTemplate, type Connections} from '../engine/connections/columns.ts';
import {findTemplate, openTemplate} from '../engine/connections/templates.ts';
import {setDue} from '../engine/connections/wheel.ts';
import type {DestinationEntry, ServiceEntry} from '../engine/entries.ts';
import type {Distribution, Population} from '../engine/population.ts';
import type {Random} from '../engine/random.ts';
import {beginScheduling} from '../engine/schedulers/pick.ts';
import type {Director} from '../engine/state.ts';
import {protocols, serviceFlag} from '../model/service.ts';
import type {Load} from './arrivals.ts';
import type {Stage} from './stage.ts';
import {anyone, packetOf, type Visitor} from './visitor.ts';

export type Present = {
	readonly populations: readonly Population[];
	readonly loadOf: (destination: DestinationEntry) => Load | undefined;
	/** What part of the loads is simulated. */
	readonly scale: number;
	readonly random: Random;
	/** Milliseconds of the engine's clock. */
	readonly time: number;
};

/** Milliseconds before the beginning that the stage's clock must be at: what is closed already is opened and closed in them. */
export const leadTime = 1000;

/**
Puts the connections and templates on the stage that there are at the beginning, somewhere in the middle of their lives: how long each
still lasts is drawn. Half-open ones are taken for established ones. The stage's clock is at the beginning afterwards.
*/
export const preload = (stage: Stage, present: Present): void => {
	const service = stage.service();
	const {director} = stage.engine;
	if (service !== undefined && present.populations.length > 0) {
		const {scheduler} = service;
		for (const destination of service.destinations.values()) {
			// Whatever the scheduler would say: these are known to be there.
			service.scheduling = {pick: () => destination};
			const load = present.loadOf(destination);
			if (load !== undefined) {
				open(director, load, {service, destination, present});
			}
		}
		beginScheduling(director, service, scheduler);
	}
	stage.runTo(present.time);
	age(director.connections, present.random);
};

type Place = {
	readonly service: ServiceEntry;
	readonly destination: DestinationEntry;
	readonly present: Present;
};

const open = (director: Director, load: Load, place: Place): void => {
	const {present, service} = place;
	const {random, scale} = present;
	const some = (count: number): number => Math.floor(count * scale + random());
	const isSticky = (service.flags & serviceFlag.persistent) !== 0;
	const regulars = isSticky ? openTemplates(director, some(load.persistent), place) : [];
	const isDatagrams = service.protocol === protocols.udp;
	const inUse = isDatagrams ? 0 : some(load.active);
	const total = inUse + some(load.inactive);
	for (let index = 0; index < total; index += 1) {
		const visitor = regulars[index % regulars.length] ?? anyone(present);
		const {population} = visitor;
		const isOpen = index < inUse || isDatagrams;
		const isUsed = isOpen && random() * (1 + forgotten(director, visitor, service)) < 1;
		start(director, service, {
			packet: packetOf(visitor, {service, port: lastPort - (index % manyPorts)}),
			population: {
				...population,
				...plainly,
				lifetime: constant(isUsed ? restOf(population.lifetime, random) : 0),
				ending: isUsed ? population.ending : isOpen ? endings.silent : endings.client,
			},
			random,
		});
	}
};

const plainly = {halfOpen: 0, origin: 'local'} as const;
const endings = {
	client: {client: 1, server: 0, reset: 0, silent: 0},
	silent: {client: 0, server: 0, reset: 0, silent: 1},
} as const;

/** Far from the ports of those who come later. */
const lastPort = 65_535;
const manyPorts = 30_000;

const constant = (mean: number): Distribution => ({kind: 'constant', mean});

/** Of those that look open, how many wait for their timeout for each one that is used: nobody closes them, and datagrams never. */
const forgotten = (
	{timeouts}: Director,
	{population: {lifetime, ending}}: Visitor,
	{protocol}: ServiceEntry,
): number => {
	if (protocol === protocols.udp) {
		return timeouts.udp / lifetime.mean;
	}
	const {client, server, reset, silent} = ending;
	const share = silent / Math.max(client + server + reset + silent, silent, Number.EPSILON);
	return (share * timeouts.tcp) / lifetime.mean;
};

/**
What is left of the life of a connection that is seen at some moment: a longer one is more likely to be seen, and no moment of it is
likelier than others.
*/
const restOf = (lifetime: Distribution, random: Random): number => {
	const candidates = Array.from({length: drawn}, () => draw(random, lifetime));
	let at = random() * candidates.reduce((total, seconds) => total + seconds, 0);
	const seen = candidates.find(seconds => {
		at -= seconds;
		return at < 0;
	});
	return random() * (seen ?? lifetime.mean);
};

const drawn = 8;

/** Templates of different clients that lead to one server; a service with few clients may have fewer than wanted. */
const openTemplates = (
	director: Director,
	count: number,
	{service, destination, present}: Place,
): readonly Visitor[] => {
	const found: Visitor[] = [];
	for (let tries = count * triesEach; tries > 0 && found.length < count; tries -= 1) {
		const visitor = anyone(present);
		const packet = packetOf(visitor, {service, port: lastPort});
		if (findTemplate(director, service, packet) === -1) {
			const template = {service, destination, packet, origin: 'local'} as const;
			openTemplate(director, template);
			found.push(visitor);
		}
	}
	return found;
};

const triesEach = 4;

/** What only waits for its end has waited for a part of the time already. */
const age = (connections: Connections, random: Random): void => {
	for (let row = 0; row < connections.count; row += 1) {
		const isWaiting = isTemplate(connections, row) || connections.ends[row] === 0;
		if (connections.target[row] !== -1 && isWaiting) {
			const rest = (connections.due[row]! - connections.now) * random();
			setDue(connections, row, connections.now + Math.max(1, Math.ceil(rest)));
		}
	}
};
