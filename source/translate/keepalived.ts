import {forwarding, type Destination} from '../model/destination.ts';
import {protocols, serviceFlag, type Match, type Service} from '../model/service.ts';
import {readBlocks, type Statement} from './keepalived-blocks.ts';
import {membersOf, type Member} from './keepalived-groups.ts';
import {
	addressOf,
	inOrder,
	leftOut,
	netmaskOf,
	numberOf,
	persistent,
	plainDestination,
	plainService,
	portOf,
	problem,
	type Note,
	type TranslatedService,
	type Translation,
} from './translation.ts';

/** @source keepalived.conf(5): virtual_server and virtual_server_group */
export const readKeepalived = (text: string): Translation => {
	const {statements, lonely} = readBlocks(text);
	const notes: Note[] = lonely === undefined ? [] : [problem(lonely, 'a brace has no partner')];
	const services: TranslatedService[] = [];
	for (const statement of statements) {
		const [kind = ''] = statement.words;
		if (kind === 'virtual_server') {
			services.push(...servicesOf(statement, statements, notes));
		} else if (kind === 'include') {
			notes.push(
				problem(statement.line, `include is not followed: ${statement.words.slice(1).join(' ')}`),
			);
		} else if (kind !== 'virtual_server_group') {
			notes.push(leftOut(statement.line, `${kind} is not about the table`));
		}
	}
	return {services, notes: inOrder(notes)};
};

const servicesOf = (
	statement: Statement,
	all: readonly Statement[],
	notes: Note[],
): readonly TranslatedService[] => {
	const {line, inside = []} = statement;
	const members = membersOf(statement, all, notes);
	const settings = settingsOf(inside, notes);
	return members.flatMap((member): readonly TranslatedService[] => {
		const match = matchOf(member, settings);
		if (match === undefined) {
			notes.push(problem(line, `protocol ${settings.protocol} is none of TCP, UDP and SCTP`));
			return [];
		}
		return [
			{
				service: serviceWith(match, settings, {line, notes}),
				destinations: inside
					.filter(({words}) => words[0] === 'real_server')
					.flatMap(server => serverOf(server, match, {settings, notes}) ?? []),
			},
		];
	});
};

/** What is said of a virtual server, the last of each. */
type Settings = {
	readonly values: ReadonlyMap<string, readonly string[]>;
	readonly protocol: string;
	readonly method: number;
};

const checkers =
	/^(HTTP_GET|SSL_GET|TCP_CHECK|SMTP_CHECK|DNS_CHECK|MISC_CHECK|UDP_CHECK|PING_CHECK|FILE_CHECK|BFD_CHECK)$/;

/** Of the table; everything else is about health. */
const understood = new Set(
	'lb_algo lvs_sched lb_kind lvs_method protocol persistence_timeout persistence_granularity persistence_engine ops ip_family real_server mh-port mh-fallback sh-port sh-fallback flag-1 flag-2 flag-3'.split(
		' ',
	),
);

const settingsOf = (inside: readonly Statement[], notes: Note[]): Settings => {
	for (const {line, words} of inside) {
		const [name = ''] = words;
		if (!understood.has(name)) {
			notes.push(leftOut(line, `${name} is about health checks or messages`));
		}
	}
	const values = new Map(inside.map(({words: [name = '', ...rest]}) => [name, rest] as const));
	const kind = values.get('lvs_method') ?? values.get('lb_kind');
	const method = methods[kind?.[0]?.toUpperCase() ?? 'NAT'];
	const place = inside.find(({words: [name]}) => name === 'lvs_method' || name === 'lb_kind');
	if (place !== undefined && (method === undefined || (kind?.length ?? 0) > 1)) {
		notes.push(
			problem(place.line, `only NAT, DR and TUN (ipip) are translated: ${place.words.join(' ')}`),
		);
	}
	return {
		values,
		protocol: (values.get('protocol')?.[0] ?? 'TCP').toUpperCase(),
		method: method ?? forwarding.masquerading,
	};
};

const methods: Readonly<Record<string, number>> = {
	NAT: forwarding.masquerading,
	DR: forwarding.directRouting,
	TUN: forwarding.tunneling,
};

const matchOf = (member: Member, {protocol, values}: Settings): Match | undefined => {
	if (member.kind === 'mark') {
		const family = values.get('ip_family')?.[0] === 'inet6' ? 'ipv6' : 'ipv4';
		return {kind: 'mark', mark: member.mark, family};
	}
	const number = ({TCP: protocols.tcp, UDP: protocols.udp, SCTP: protocols.sctp} as const)[
		protocol
	];
	return number === undefined ? undefined : {...member, protocol: number};
};

const flagBits: Readonly<Record<string, number>> = {
	'sh-fallback': serviceFlag.scheduler1,
	'mh-fallback': serviceFlag.scheduler1,
	'flag-1': serviceFlag.scheduler1,
	'sh-port': serviceFlag.scheduler2,
	'mh-port': serviceFlag.scheduler2,
	'flag-2': serviceFlag.scheduler2,
	'flag-3': serviceFlag.scheduler3,
	ops: serviceFlag.onePacket,
};

/** Without a number, persistence_timeout is six minutes. */
const defaultPersistence = 360;

const serviceWith = (
	match: Match,
	{values}: Settings,
	{line, notes}: {readonly line: number; readonly notes: Note[]},
): Service => {
	const schedule = values.get('lvs_sched') ?? values.get('lb_algo') ?? ['wlc'];
	const names = [...schedule.slice(1), ...values.keys()];
	let service: Service = {
		...plainService(match, schedule[0] ?? 'wlc'),
		flags: names.reduce((bits, name) => bits | (flagBits[name] ?? 0), 0),
		persistenceEngine: values.get('persistence_engine')?.[0] ?? '',
	};
	const timeout = values.get('persistence_timeout');
	if (timeout !== undefined) {
		const seconds =
			timeout[0] === undefined ? defaultPersistence : numberOf(timeout[0], 1, 0x7f_ff_ff_ff);
		if (seconds === undefined) {
			notes.push(problem(line, `persistence_timeout takes seconds, but has ${timeout.join(' ')}`));
		} else {
			service = persistent(service, seconds);
		}
	}
	const granularity = values.get('persistence_granularity')?.[0];
	const netmask = granularity === undefined ? service.netmask : netmaskOf(granularity, match);
	if (netmask === undefined) {
		notes.push(problem(line, `persistence_granularity is no netmask: ${granularity}`));
	}
	return {...service, netmask: netmask ?? service.netmask};
};

const serverOf = (
	{line, words, inside = []}: Statement,
	match: Match,
	{settings, notes}: {readonly settings: Settings; readonly notes: Note[]},
): Destination | undefined => {
	const [, host = '', given] = words;
	const address = addressOf(host);
	const port = given === undefined ? (match.kind === 'address' ? match.port : 0) : portOf(given);
	if (address === undefined || port === undefined) {
		notes.push(
			problem(
				line,
				`real_server takes an address and a port in numbers, but has ${words.slice(1).join(' ')}`,
			),
		);
		return undefined;
	}
	let server = plainDestination(address, port, settings.method);
	for (const {
		line: at,
		words: [name = '', value = ''],
	} of inside) {
		const number = numberOf(value, 0, 0x7f_ff_ff_ff);
		const field = fields[name];
		if (field !== undefined && number !== undefined) {
			server = {...server, [field]: number};
		} else if (field !== undefined) {
			notes.push(problem(at, `${name} takes a number, but has ${value}`));
		} else if (name === 'lvs_method' && methods[value.toUpperCase()] !== undefined) {
			server = {...server, method: methods[value.toUpperCase()] ?? server.method};
		} else {
			notes.push(
				leftOut(
					at,
					`${name} is about ${checkers.test(name) ? 'health checks' : 'health checks or messages'}`,
				),
			);
		}
	}
	return server;
};

const fields: Readonly<Record<string, 'weight' | 'upperThreshold' | 'lowerThreshold'>> = {
	weight: 'weight',
	uthreshold: 'upperThreshold',
	lthreshold: 'lowerThreshold',
};
