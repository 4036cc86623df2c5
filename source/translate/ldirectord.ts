import {forwarding, type Destination} from '../model/destination.ts';
import {protocols, serviceFlag, type Match} from '../model/service.ts';
import {
	addressesTo,
	addressOf,
	endpointOf,
	inOrder,
	leftOut,
	netmaskOf,
	numberOf,
	persistent,
	plainDestination,
	plainService,
	problem,
	type Note,
	type TranslatedService,
	type Translation,
} from './translation.ts';

type Entry = {readonly line: number; readonly key: string; readonly value: string};
type Virtual = {readonly head: Entry; readonly entries: readonly Entry[]};

/** @source ldirectord(8): directives of a virtual service are indented below it, all others are global */
export const readLdirectord = (text: string): Translation => {
	const notes: Note[] = [];
	const blocks = virtuals(text, notes);
	const services = blocks.flatMap(block => serviceOf(block, notes) ?? []);
	return {services, notes: inOrder(notes)};
};

const virtuals = (text: string, notes: Note[]): readonly Virtual[] => {
	const found: {head: Entry; entries: Entry[]}[] = [];
	for (const [at, whole] of text.split('\n').entries()) {
		const content = whole.replace(/^\s*#.*|\s#.*$/, '').trimEnd();
		if (content.trim() === '') {
			continue;
		}
		const line = at + 1;
		const [, key = '', value = ''] = /^\s*(\w+)\s*=\s*(.*)$/.exec(content) ?? [];
		const entry = {line, key: key.toLowerCase(), value: value.trim()};
		const block = found.at(-1);
		if (key === '') {
			notes.push(problem(line, `is no "name = value": ${content.trim()}`));
		} else if (entry.key === 'virtual' || entry.key === 'virtual6') {
			found.push({head: entry, entries: []});
		} else if (/^\s/.test(whole) && block !== undefined) {
			block.entries.push(entry);
		} else {
			notes.push(leftOut(line, `${key} is about how ldirectord itself works`));
		}
	}
	return found;
};

const serviceOf = ({head, entries}: Virtual, notes: Note[]): TranslatedService | undefined => {
	const last = (key: string): Entry | undefined => entries.findLast(entry => entry.key === key);
	const match = matchOf(head, last('protocol')?.value.toLowerCase());
	if (typeof match === 'string') {
		notes.push(problem(head.line, match));
		return undefined;
	}
	let service = plainService(match, last('scheduler')?.value ?? 'wrr');
	const destinations: Destination[] = [];
	for (const {line, key, value} of entries) {
		const isYes = /^(yes|true|on|1)$/i.test(value);
		switch (key) {
			case 'scheduler':
			case 'protocol':
			case 'servicename':
			case 'comment':
				break;
			case 'real':
			case 'real6': {
				const found = realServers({line, key, value}, match, notes);
				destinations.push(...found);
				break;
			}
			case 'persistent': {
				const seconds = numberOf(value, 1, 0x7f_ff_ff_ff);
				if (seconds === undefined) {
					notes.push(problem(line, `persistent takes seconds, but has ${value}`));
				} else {
					service = persistent(service, seconds);
				}
				break;
			}
			case 'netmask': {
				const netmask = netmaskOf(value, match);
				if (netmask === undefined) {
					notes.push(problem(line, `netmask is none: ${value}`));
				} else {
					service = {...service, netmask};
				}
				break;
			}
			case 'ops':
				service = isYes ? {...service, flags: service.flags | serviceFlag.onePacket} : service;
				break;
			case 'fallback':
			case 'fallback6':
				notes.push(
					leftOut(line, `${key} is a server for when all others fail: a matter of health checks`),
				);
				break;
			default:
				notes.push(leftOut(line, `${key} is about health checks or messages`));
		}
	}
	return {service, destinations};
};

const matchOf = ({key, value}: Entry, protocol: string | undefined): Match | string => {
	const mark = numberOf(value, 1, 0xff_ff_ff_ff);
	if (mark !== undefined) {
		return {kind: 'mark', mark, family: key === 'virtual6' ? 'ipv6' : 'ipv4'};
	}
	const endpoint = endpointOf(value);
	if (endpoint?.port === undefined) {
		return `${key} is ADDRESS:PORT in numbers, or a firewall mark, but this is ${value}`;
	}
	return protocol === undefined || protocol === 'tcp' || protocol === 'udp'
		? {
				kind: 'address',
				protocol: protocols[protocol ?? 'tcp'],
				address: endpoint.address,
				port: endpoint.port,
			}
		: `protocol ${protocol} does not go with an address`;
};

const methods: Readonly<Record<string, number>> = {
	gate: forwarding.directRouting,
	masq: forwarding.masquerading,
	ipip: forwarding.tunneling,
};

/** `IP[->IP2][:port] [gate|masq|ipip] [weight] ["request", "receive"] [l:N] [u:N]` */
const realServers = ({line, value}: Entry, match: Match, notes: Note[]): readonly Destination[] => {
	const [, quoted] = /("[^"]*"(?:\s*,\s*"[^"]*")?)/.exec(value) ?? [];
	const [place = '', ...words] = value
		.replace(quoted ?? '', ' ')
		.trim()
		.split(/\s+/);
	const [from = '', rest] = place.split('->');
	const first = endpointOf(rest === undefined ? place : from);
	const last = rest === undefined ? first : endpointOf(rest);
	const port = last?.port ?? (match.kind === 'address' ? match.port : 0);
	const addresses =
		first === undefined || last === undefined
			? undefined
			: addressesTo(addressOf(from) ?? first.address, last.address);
	if (addresses === undefined) {
		notes.push(
			problem(
				line,
				`no real server can be read from ${place}: it takes addresses and ports in numbers`,
			),
		);
		return [];
	}
	if (quoted !== undefined) {
		notes.push(leftOut(line, `${quoted} is about health checks`));
	}
	let server: Omit<Destination, 'address'> = plainDestination(
		addresses[0] ?? first?.address ?? {family: 'ipv4', bytes: new Uint8Array(4)},
		port,
		forwarding.directRouting,
	);
	for (const word of words) {
		const [, side, count = ''] = /^([lu]):(\d+)$/.exec(word) ?? [];
		const weight = numberOf(word, 0, 0x7f_ff_ff_ff);
		if (methods[word] !== undefined) {
			server = {...server, method: methods[word]};
		} else if (weight !== undefined) {
			server = {...server, weight};
		} else if (side === 'l') {
			server = {...server, lowerThreshold: Number(count)};
		} else if (side === 'u') {
			server = {...server, upperThreshold: Number(count)};
		} else {
			notes.push(problem(line, `${word} is not understood`));
		}
	}
	return addresses.map(address => ({...server, address}));
};
