import {addressText} from '../model/address.ts';
import {forwarding} from '../model/destination.ts';
import {seen, unseen, type Evidence} from '../doctor/evidence.ts';
import {readArping} from './parse/arping.ts';
import type {Reach} from './reach.ts';

type Known = Pick<Evidence, 'services' | 'routes' | 'links'>;

/** Each takes two seconds; all are asked at the same time. */
const mostQuestions = 64;

/**
Asks on the links of the real servers of direct routing, and of the virtual addresses themselves, who has a virtual address. This host
does not answer itself, so every answer is one too many.
*/
export const gatherArp = async (reach: Reach, known: Known): Promise<Evidence['arp']> => {
	const help = await reach.run('arping', ['-h']);
	if (help.kind === 'absent') {
		return unseen('the program arping is not there (package iputils-arping)');
	}
	const isByHabets = help.kind === 'ran' && /habets/i.test(help.stdout + help.stderr);
	const words = isByHabets ? ['-c', '2', '-w', '2', '-i'] : ['-b', '-c', '2', '-w', '2', '-I'];
	const own = new Set(known.links.isSeen ? known.links.value.map(({hardware}) => hardware) : []);
	let problem = '';
	const answers = await Promise.all(
		questions(known)
			.slice(0, mostQuestions)
			.map(async ({address, device}) => {
				const ran = await reach.run('arping', [...words, device, address]);
				const text = ran.kind === 'ran' ? ran.stdout : '';
				if (ran.kind === 'ran' && !/arping/i.test(text)) {
					problem = ran.stderr.split('\n', 1)[0] ?? '';
				}
				// Two of this host's own interfaces may be on one link.
				return {address, device, hardware: readArping(text).filter(each => !own.has(each))};
			}),
	);
	return problem === '' ? seen(answers) : unseen(`arping failed: ${problem}`);
};

const questions = ({services, routes, links}: Known) => {
	const found = new Map<string, {readonly address: string; readonly device: string}>();
	const ask = (address: string, device: string) =>
		found.set(`${address} ${device}`, {address, device});
	for (const {service, servers} of services.isSeen ? services.value : []) {
		if (service.match.kind !== 'address' || service.match.address.family !== 'ipv4') {
			continue;
		}
		const virtual = addressText(service.match.address);
		for (const {destination} of servers) {
			const route = routes.isSeen ? routes.value.get(addressText(destination.address)) : undefined;
			if (destination.method === forwarding.directRouting && route?.kind === 'unicast') {
				ask(virtual, route.device);
			}
		}
		for (const {name, isUp, isLoopback, kind, addresses} of links.isSeen ? links.value : []) {
			const isAsked = isUp && !isLoopback && kind !== 'dummy';
			if (isAsked && addresses.some(({address}) => address === virtual)) {
				ask(virtual, name);
			}
		}
	}
	return [...found.values()];
};
