import {forwarding} from '../model/destination.ts';
import {protocols} from '../model/service.ts';
import {endpointOf, plainDestination, plainService, type TranslatedService} from './translation.ts';

/**
Pools in short: virtual addresses `VIP:80;VIP:81`, and for each of them, in the same order, real servers `RIP:80,RIP;RIP:81`. A real
server without a port has that of its service.

@returns a sentence when something does not fit
*/
export const readPools = (virtual: string, real: string): readonly TranslatedService[] | string => {
	const [services, pools] = [parts(virtual, ';'), parts(real, ';')];
	if (services.length !== pools.length) {
		return `--pools has ${services.length} virtual addresses and ${pools.length} groups of real servers: each needs one`;
	}
	const found: TranslatedService[] = [];
	for (const [at, text] of services.entries()) {
		const endpoint = endpointOf(text);
		if (endpoint?.port === undefined) {
			return `--pools: a virtual address is ADDRESS:PORT, but this is ${text}`;
		}
		const {address, port} = endpoint;
		const servers = parts(pools[at] ?? '', ',').map(each => [each, endpointOf(each)] as const);
		const [strange] = servers.find(([, server]) => server === undefined) ?? [];
		if (strange !== undefined) {
			return `--pools: a real server is ADDRESS or ADDRESS:PORT, but this is ${strange}`;
		}
		found.push({
			service: plainService({kind: 'address', protocol: protocols.tcp, address, port}, 'wlc'),
			destinations: servers.flatMap(([, server]) =>
				server === undefined
					? []
					: [plainDestination(server.address, server.port ?? port, forwarding.masquerading)],
			),
		});
	}
	return found;
};

const parts = (text: string, separator: string): readonly string[] =>
	text
		.split(separator)
		.map(part => part.trim())
		.filter(part => part !== '');
