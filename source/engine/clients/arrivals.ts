import {protocols} from '../../model/service.ts';
import {viewOf} from '../../wire/bytes.ts';
import type {ServiceEntry} from '../entries.ts';
import type {Population, Wave} from '../population.ts';
import {createRandom, exponential, type Random} from '../random.ts';
import type {Director} from '../state.ts';
import {start} from './course.ts';

/** Populations on their way; each has its own numbers, so that one does not change when another does. */
export type Arrivals = readonly Coming[];

type Words = Uint32Array<ArrayBuffer>;

export type Coming = {
	readonly population: Population;
	readonly random: Random;
	/** Milliseconds of the clock at which the next one comes; Infinity after the last. */
	next: number;
	/** How many have come. */
	count: number;
	/** The first client's address, as four words. */
	readonly first: Words;
	/** The service, where they go to there, and on which port; asked for anew when it is another one. */
	service: ServiceEntry | undefined;
	target: Words;
	port: number;
};

export const createArrivals = (
	populations: readonly Population[],
	{seed, time}: {seed: number; time: number},
): Arrivals =>
	populations.map((population, index) => {
		const random = createRandom(Math.imul(seed + 1, 0x9e_37_79_b1) + index * 0x61_c8_86_47);
		const coming: Coming = {
			population,
			random,
			next: Math.max(time, population.from * 1000),
			count: 0,
			first: words(population.firstClient.bytes),
			service: undefined,
			target: new Uint32Array(4),
			port: 0,
		};
		pass(coming);
		return coming;
	});

/** Milliseconds of the clock before which nobody comes. */
export const nextArrival = (arrivals: Arrivals): number => {
	let earliest = Number.POSITIVE_INFINITY;
	for (const {next} of arrivals) {
		earliest = Math.min(earliest, next);
	}
	return earliest;
};

/** All come whose time it is. */
export const comeAll = (director: Director, arrivals: Arrivals): void => {
	const {time} = director;
	for (const coming of arrivals) {
		while (coming.next <= time) {
			come(director, coming);
			pass(coming);
		}
	}
};

/** The time to the next: arrivals are as likely at any moment, or as the wave has it. */
const pass = (coming: Coming): void => {
	const {population, random} = coming;
	const {rate, wave, until} = population;
	const highest = rate * (1 + (wave?.depth ?? 0));
	do {
		coming.next += highest > 0 ? exponential(random, 1000 / highest) : Number.POSITIVE_INFINITY;
	} while (coming.next < until * 1000 && isLeftOut(random, wave, coming.next));
	if (coming.next >= until * 1000) {
		coming.next = Number.POSITIVE_INFINITY;
	}
};

/** Leaves out as many of those who would come at the peak as the wave is lower at this time. */
const isLeftOut = (random: Random, wave: Wave | undefined, time: number): boolean => {
	if (wave === undefined) {
		return false;
	}
	const {period, depth, phase} = wave;
	const height = 1 + depth * Math.sin((2 * Math.PI * (time / 1000 - phase)) / period);
	return random() * (1 + depth) > height;
};

/** Filled in anew for each who comes. */
const packet = {
	family: 0,
	protocol: 0,
	client: new Uint32Array(4),
	clientPort: 0,
	target: new Uint32Array(4),
	targetPort: 0,
	mark: 0,
	signal: 'syn' as 'syn' | 'init' | 'data',
	bytes: 0,
};

const firstPort = 1024;
const ports = 65_536 - firstPort;

const come = (director: Director, coming: Coming): void => {
	const {population, random} = coming;
	const service = director.services.get(population.service);
	if (service === undefined || !address(coming, service)) {
		return;
	}
	const {clients, skew, firstClient} = population;
	const client = Math.floor((skew === 1 ? random() : random() ** skew) * clients);
	packet.client.set(coming.first);
	packet.client[firstClient.family === 'ipv6' ? 3 : 0]! += client;
	packet.clientPort = firstPort + (coming.count % ports);
	packet.target = coming.target;
	packet.targetPort = coming.port;
	packet.family = service.family;
	packet.protocol = service.protocol;
	packet.mark = service.mark;
	packet.signal = firstSignals[service.protocol] ?? 'syn';
	coming.count += 1;
	start(director, service, {packet, population, random});
};

const firstSignals: Readonly<Record<number, 'syn' | 'init' | 'data'>> = {
	[protocols.udp]: 'data',
	[protocols.sctp]: 'init',
};

/** Finds out where they go to; false when that cannot be known. */
const address = (coming: Coming, service: ServiceEntry): boolean => {
	const {target} = coming.population;
	if (target === undefined && (service.mark !== 0 || service.port === 0)) {
		return false;
	}
	if (coming.service !== service) {
		const endpoint = target ?? service;
		coming.service = service;
		coming.target = words(endpoint.address);
		coming.port = endpoint.port;
	}
	return true;
};

/** Four words in network order; IPv4 is the first. */
const words = (bytes: Uint8Array): Words => {
	const view = viewOf(bytes);
	return Uint32Array.from({length: 4}, (_, word) =>
		word * 4 < bytes.length ? view.getUint32(word * 4) : 0,
	);
};
