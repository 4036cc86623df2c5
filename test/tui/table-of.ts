import {familyNumber, parseIpv4, parseIpv6, type Address} from '../../source/model/address.ts';
import {growing} from '../../source/model/columns.ts';
import {forwarding} from '../../source/model/destination.ts';
import {protocols, serviceFlag, wholeNetmask} from '../../source/model/service.ts';
import {
	counterCount,
	destinationLayout,
	serviceLayout,
	type Table,
} from '../../source/model/table.ts';

/** A table as a person would write it down, for tests of what is made from tables. */
export type ServiceSpec = {
	/** `tcp 192.0.2.10:443`, `udp [2001:db8::10]:53` or `fwmark 7`. */
	readonly service: string;
	readonly scheduler?: string;
	/** Seconds. */
	readonly persistent?: number;
	/** Up to ten cells as in `counter`; the rest is 0. None: the source had no counters. */
	readonly counters?: readonly number[];
	readonly servers?: readonly ServerSpec[];
};

export type ServerSpec = {
	/** `10.0.0.11:443` */
	readonly at: string;
	readonly method?: keyof typeof forwarding;
	readonly weight?: number;
	readonly active?: number;
	readonly inactive?: number;
	readonly persistent?: number;
	readonly limit?: number;
	readonly counters?: readonly number[];
	/** False as from /proc/net/ip_vs. */
	readonly isDetailed?: boolean;
};

export const tableOf = (specs: readonly ServiceSpec[]): Table => {
	const services = growing(serviceLayout);
	const destinations = growing(destinationLayout);
	const first: number[] = [];
	for (const spec of specs) {
		addService(services, spec);
		first.push(destinations.count);
		for (const server of spec.servers ?? []) {
			addServer(destinations, server);
		}
	}
	return {
		services: {
			...services.finish(),
			count: services.count,
			scheduler: specs.map(({scheduler}) => scheduler ?? 'wlc'),
			persistenceEngine: specs.map(() => ''),
		},
		destinations: {...destinations.finish(), count: destinations.count},
		firstDestination: Uint32Array.from([...first, destinations.count]),
	};
};

const addService = (
	services: ReturnType<typeof growing<typeof serviceLayout>>,
	{service, persistent, counters}: ServiceSpec,
): void => {
	const row = services.row();
	const {columns} = services;
	const [word = '', place = ''] = service.split(' ');
	if (word === 'fwmark') {
		columns.family[row] = familyNumber.ipv4;
		columns.mark[row] = Number(place);
	} else {
		const {address, port} = endpoint(place);
		columns.family[row] = familyNumber[address.family];
		columns.protocol[row] = protocols[word as keyof typeof protocols];
		columns.address.set(address.bytes, row * 16);
		columns.port[row] = port;
	}
	columns.flags[row] = serviceFlag.hashed | (persistent === undefined ? 0 : serviceFlag.persistent);
	columns.timeout[row] = persistent ?? 0;
	columns.netmask[row] = wholeNetmask(columns.family[row] === familyNumber.ipv6 ? 'ipv6' : 'ipv4');
	columns.counters.set(countersOf(counters), row * counterCount);
};

const addServer = (
	destinations: ReturnType<typeof growing<typeof destinationLayout>>,
	spec: ServerSpec,
): void => {
	const row = destinations.row();
	const {columns} = destinations;
	const {address, port} = endpoint(spec.at);
	columns.family[row] = familyNumber[address.family];
	columns.address.set(address.bytes, row * 16);
	columns.port[row] = port;
	columns.method[row] = forwarding[spec.method ?? 'directRouting'];
	columns.weight[row] = spec.weight ?? 1;
	columns.upperThreshold[row] = spec.limit ?? 0;
	columns.active[row] = spec.active ?? 0;
	columns.inactive[row] = spec.inactive ?? 0;
	columns.persistent[row] = spec.persistent ?? 0;
	columns.isDetailed[row] = spec.isDetailed === false ? 0 : 1;
	columns.counters.set(countersOf(spec.counters), row * counterCount);
};

const countersOf = (counters: readonly number[] | undefined): readonly number[] =>
	Array.from({length: counterCount}, (_, cell) =>
		counters === undefined ? Number.NaN : (counters[cell] ?? 0),
	);

const endpoint = (text: string): {readonly address: Address; readonly port: number} => {
	const colon = text.lastIndexOf(':');
	const host = text.slice(0, colon).replaceAll(/[[\]]/g, '');
	const address = parseIpv4(host) ?? parseIpv6(host);
	if (address === undefined) {
		throw new Error(`not an endpoint: ${text}`);
	}
	return {address, port: Number(text.slice(colon + 1))};
};
