import {addressText} from '../model/address.ts';
import {endpointText, protocols} from '../model/service.ts';
import {seen, type Evidence, type Probe} from '../doctor/evidence.ts';
import type {Reach} from './reach.ts';

/** A look must not become a load: so many real servers are tried, so many at a time. */
const mostProbes = 256;
const atOnce = 32;

/** Opens a connection to each real server of the TCP services, at the port that its packets go to. */
export const gatherProbes = async (
	reach: Reach,
	services: Evidence['services'],
): Promise<Evidence['probes']> => {
	if (!services.isSeen) {
		return services;
	}
	const targets = new Map(
		services.value
			.filter(({service: {match}}) => match.kind === 'address' && match.protocol === protocols.tcp)
			.flatMap(({servers}) => servers)
			.filter(({destination}) => destination.port !== 0)
			.map(
				({destination: {address, port}}) => [endpointText(address, port), {address, port}] as const,
			),
	);
	const waiting = [...targets].slice(0, mostProbes);
	const answers = new Map<string, Probe>();
	const work = async (): Promise<void> => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
			const [name, {address, port}] = next;
			// oxlint-disable-next-line no-await-in-loop -- each worker does one after the other
			answers.set(name, await reach.connect(addressText(address), port));
		}
	};
	await Promise.all(Array.from({length: atOnce}, work));
	return seen(answers);
};
