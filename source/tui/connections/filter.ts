import type {FilterWords} from '../filter/complete.ts';
import {filterReader, type Condition, type Term} from '../filter/grammar.ts';

const numberFields = {
	port: 'port of the client, the service or the server',
	expires: 'seconds until it expires',
} as const;

const wordFields = {
	client: 'address of the client, or a network: client=203.0.113.0/24',
	vip: 'address of the service: vip=192.0.2.10 or vip=192.0.2.10:443',
	rs: 'address of the server: rs=10.0.0.0/24 or rs=10.0.0.1:80',
	proto: 'tcp udp sctp',
	state: 'established fin_wait time_wait syn_recv udp sticky …',
	origin: 'local, or sync: told by the other director',
} as const;

export const filterWords: Readonly<Record<string, string>> = {...wordFields, ...numberFields};

export const completions: FilterWords = {
	fields: Object.keys(filterWords),
	values: {
		proto: wordFields.proto.split(' '),
		state: wordFields.state.split(' ').slice(0, -1),
		origin: ['local', 'sync'],
		client: [],
		vip: [],
		rs: [],
	},
};

export type Place = 'client' | 'vip' | 'rs';
export type NumberField = keyof typeof numberFields;
export type WordField = keyof typeof wordFields;
export type ConnectionCondition = Condition<NumberField, WordField, Place>;
export type ConnectionTerm = Term<ConnectionCondition>;

/** The filter of connections; an address alone is looked for at all ends. */
export const readFilter = filterReader({
	numbers: numberFields,
	words: wordFields,
	places: ['client', 'vip', 'rs'],
	anywhere: ['client', 'vip', 'rs'],
	examples: {
		client: 'client=203.0.113.0/24',
		vip: 'vip=192.0.2.10:443',
		rs: 'rs=10.0.0.1',
		proto: 'proto=udp',
		state: 'state=established',
		origin: 'origin=sync',
		expires: 'expires<60',
		port: 'port=443',
	},
	aliases: {template: 'sticky', est: 'established'},
});

/** Whether the terms ask for what only the file of the synchronisation daemons tells. */
export const asksForOrigin = (terms: readonly ConnectionTerm[]): boolean =>
	terms.some(({any}) =>
		any.some(condition => condition.kind === 'word' && condition.field === 'origin'),
	);
