import {isIP} from 'node:net';
import {readTime} from '../../scenario/language/quantities.ts';
import {quoted} from '../../scenario/language/quoted.ts';
import {
	dnsTypes,
	type Check,
	type CheckKind,
	type DnsType,
	type HttpCheck,
	type StatusRange,
} from '../check.ts';

/** Everything that any check can be told. */
type Told = Partial<Omit<HttpCheck, 'kind'>> & {
	readonly name?: string;
	readonly type?: DnsType;
	readonly expect?: string;
};

type CheckWord = {
	readonly for: readonly CheckKind[];
	/** What stands behind the word. */
	readonly takes: string;
	readonly example: string;
	readonly read: (text: string, told: Told) => Told | undefined;
};

const web = ['http', 'https'] as const;
const all = ['tcp', 'http', 'https', 'dns', 'udp', 'ping', 'exec'] as const;

/** What can be said about a check, after its kind: a word and its value. */
export const checkWords = {
	port: {
		for: ['tcp', ...web, 'dns', 'udp', 'exec'],
		takes: 'a port other than that of the server',
		example: 'port 8080',
		read: text => {
			const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
			return port >= 1 && port <= 65_535 ? {port} : undefined;
		},
	},
	address: {
		for: all,
		takes: 'an address other than that of the server',
		example: 'address 10.1.0.1',
		read: text => (isIP(text) === 0 ? undefined : {address: text}),
	},
	path: {
		for: web,
		takes: 'a path that begins with /',
		example: 'path /healthz',
		read: text => (/^\/[\u0021-\u007e]*$/.test(text) ? {path: text} : undefined),
	},
	method: {
		for: web,
		takes: 'a method of HTTP',
		example: 'method GET',
		read: text => (/^[A-Z]+$/.test(text) ? {method: text} : undefined),
	},
	host: {
		for: web,
		takes: 'the name that is asked for',
		example: 'host www.example.org',
		read: text => (/^[\w.:[\]-]+$/.test(text) ? {host: text} : undefined),
	},
	header: {
		for: web,
		takes: 'a header in quotes',
		example: 'header "X-Check: yes"',
		read: (text, {headers = []}) => {
			const [, name, value] = /^([\w-]+):\s*([\u0020-\u007e]*)$/.exec(text) ?? [];
			return name === undefined || value === undefined
				? undefined
				: {headers: [...headers, [name, value]]};
		},
	},
	status: {
		for: web,
		takes: 'the statuses that pass',
		example: 'status 200-299,401',
		read: text => {
			const ranges = text.split(',').map(readRange);
			return ranges.includes(undefined)
				? undefined
				: {status: ranges.filter(range => range !== undefined)};
		},
	},
	body: {
		for: web,
		takes: 'a regular expression that the body matches',
		example: 'body "^ok"',
		read: text => (isPattern(text) ? {body: text} : undefined),
	},
	sni: {
		for: ['https'],
		takes: 'the name for TLS',
		example: 'sni www.example.org',
		read: text => (/^[\w.-]+$/.test(text) ? {sni: text} : undefined),
	},
	verify: {
		for: ['https'],
		takes: "yes or no (the certificate may be anybody's)",
		example: 'verify no',
		read: text => (text === 'yes' || text === 'no' ? {verify: text === 'yes'} : undefined),
	},
	certificate: {
		for: ['https'],
		takes: 'how long before its end the certificate gives a warning',
		example: 'certificate 14d',
		read: text => {
			const seconds = readTime(text);
			return seconds === undefined ? undefined : {certificate: seconds * 1000};
		},
	},
	name: {
		for: ['dns'],
		takes: 'the name to look up',
		example: 'name example.org',
		read: text => (/^[\w.-]+$/.test(text) ? {name: text} : undefined),
	},
	type: {
		for: ['dns'],
		takes: `one of ${dnsTypes.join(', ')}`,
		example: 'type SOA',
		read: text => {
			const type = dnsTypes.find(one => one === text.toUpperCase());
			return type === undefined ? undefined : {type};
		},
	},
	send: {
		for: ['udp', ...web],
		takes: 'what is sent',
		example: 'send "ping"',
		read: text => ({send: text}),
	},
	expect: {
		for: ['udp'],
		takes: 'a regular expression that the reply matches',
		example: 'expect "^pong"',
		read: text => (isPattern(text) ? {expect: text} : undefined),
	},
} as const satisfies Record<string, CheckWord>;

/** Reads what stands behind `check`; a sentence says what is wrong. */
export const readCheck = ([kindWord = '', ...words]: readonly string[]): Check | string => {
	const kind = all.find(one => one === kindWord);
	if (kind === undefined) {
		return `a check is one of ${all.join(', ')}, not ${quoted(kindWord)}`;
	}
	let told: Told = {};
	const rest = [...words];
	while (saysMore(kind, rest)) {
		const [name = '', value] = rest.splice(0, 2);
		if (!isWordOf(name, kind)) {
			return `a check by ${kind} has no ${quoted(name)}; it has ${wordsFor(kind).join(', ')}`;
		}
		const {takes, example, read}: CheckWord = checkWords[name];
		const said = value === undefined ? undefined : read(value, told);
		if (said === undefined) {
			return `"${name}" takes ${takes}, as in "${example}", not ${quoted(value ?? '')}`;
		}
		told = {...told, ...said};
	}
	return checkOf(kind, told, rest);
};

/** The first other word of an exec check is the program. */
const saysMore = (kind: CheckKind, [next]: readonly string[]): boolean =>
	next !== undefined && (kind !== 'exec' || isWordOf(next, kind));

const isWordOf = (name: string, kind: CheckKind): name is keyof typeof checkWords =>
	wordsFor(kind).includes(name);

const wordsFor = (kind: CheckKind): readonly string[] =>
	Object.entries(checkWords as Readonly<Record<string, CheckWord>>)
		.filter(([, word]) => word.for.includes(kind))
		.map(([name]) => name);

const checkOf = (kind: CheckKind, told: Told, rest: readonly string[]): Check | string => {
	const elsewhere = {address: told.address, port: told.port};
	switch (kind) {
		case 'http':
		case 'https':
			return {...usualWeb, ...told, ...elsewhere, kind};
		case 'dns':
			return {...elsewhere, kind, name: told.name ?? '.', type: told.type ?? 'SOA'};
		case 'udp':
			return told.send === undefined
				? 'a check by udp needs something to send, as in "check udp send ping expect pong"'
				: {...elsewhere, kind, send: told.send, expect: told.expect ?? ''};
		case 'exec': {
			const [program, ...more] = rest;
			return program === undefined
				? 'a check by exec needs a program, as in "check exec /usr/local/bin/is-well $ADDRESS $PORT"'
				: {...elsewhere, kind, argv: [program, ...more]};
		}
		default:
			return {...elsewhere, kind};
	}
};

/** What a check by HTTP does that says nothing about it. */
export const usualWeb: Omit<HttpCheck, 'kind' | 'address' | 'port'> = {
	method: 'GET',
	path: '/',
	host: undefined,
	headers: [],
	send: undefined,
	status: [{first: 200, last: 299}],
	body: undefined,
	sni: undefined,
	verify: true,
	certificate: 14 * 86_400_000,
};

/** `200`, `200-299`, `any`. */
const readRange = (text: string): StatusRange | undefined => {
	if (text === 'any') {
		return {first: 100, last: 599};
	}
	const [, from, to = from] = /^([1-5]\d\d)(?:-([1-5]\d\d))?$/.exec(text) ?? [];
	const [first, last] = [Number(from), Number(to)];
	return last >= first ? {first, last} : undefined;
};

const isPattern = (text: string): boolean => {
	try {
		return new RegExp(text, 'u') instanceof RegExp;
	} catch {
		return false;
	}
};
