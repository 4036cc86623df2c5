import type {Packet} from '../engine/connections/packet.ts';
import type {ServiceEntry} from '../engine/entries.ts';
import type {Population} from '../engine/population.ts';
import type {Random} from '../engine/random.ts';
import {protocols} from '../model/service.ts';

/** One client of a population, by number. */
export type Visitor = {readonly population: Population; readonly client: number};

/** As likely as the populations' rates have it, and clients as likely as their skew has it. */
export const anyone = ({
	populations,
	random,
}: {
	readonly populations: readonly Population[];
	readonly random: Random;
}): Visitor => {
	let at = random() * populations.reduce((total, {rate}) => total + rate, 0);
	const population =
		populations.find(({rate}) => {
			at -= rate;
			return at < 0;
		}) ?? populations[0]!;
	const {skew, clients} = population;
	return {population, client: Math.floor((skew === 1 ? random() : random() ** skew) * clients)};
};

/** The first packet of a client's connection. */
export const packetOf = (
	{population, client}: Visitor,
	{service, port}: {readonly service: ServiceEntry; readonly port: number},
): Packet & {bytes: number} => {
	const {firstClient, target = service} = population;
	const address = words(firstClient.bytes);
	address[firstClient.family === 'ipv6' ? 3 : 0]! += client;
	return {
		family: service.family,
		protocol: service.protocol,
		client: address,
		clientPort: port,
		target: words(target.address),
		targetPort: target.port,
		mark: service.mark,
		signal: firstSignals[service.protocol] ?? 'syn',
		bytes: 0,
	};
};

const firstSignals: Readonly<Record<number, 'init' | 'data'>> = {
	[protocols.udp]: 'data',
	[protocols.sctp]: 'init',
};

/** Four words in network order; IPv4 is the first. */
const words = (bytes: Uint8Array): Uint32Array => {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return Uint32Array.from({length: 4}, (_, word) =>
		word * 4 < bytes.length ? view.getUint32(word * 4) : 0,
	);
};
