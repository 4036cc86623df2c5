import type {FilterWords} from '../../filter/complete.ts';
import {
	filterReader,
	type Condition as AnyCondition,
	type Term as AnyTerm,
} from '../../filter/grammar.ts';

const numberFields = {
	w: 'weight of a server',
	act: 'active connections',
	inact: 'inactive connections',
	cps: 'new connections a second',
	bps: 'bits a second, in and out',
	share: 'share of a server in percent',
	port: 'port of the service or the server',
	persist: 'seconds that clients stick',
} as const;
const wordFields = {
	proto: 'tcp udp sctp fwm',
	fwd: 'dr nat tun loc',
	sched: 'scheduler',
	state: 'serving drain off full hot new ghost chg ok part down empty',
	check: 'what ipvs-tui care finds: up down unknown pinned held stale none',
	vip: 'address of the service, or a network: vip=192.0.2.0/24',
	rs: 'address of the server, or a network: rs=10.0.0.0/24',
	mark: 'firewall mark',
} as const;

/** The fields and what they are about, for the help. */
export const filterFields: Readonly<Record<string, string>> = {...wordFields, ...numberFields};

export const filterWords: FilterWords = {
	fields: Object.keys(filterFields),
	values: {
		proto: wordFields.proto.split(' '),
		fwd: wordFields.fwd.split(' '),
		state: wordFields.state.split(' '),
		check: wordFields.check.replace(/^.*: /, '').split(' '),
		sched: [],
		vip: [],
		rs: [],
		mark: [],
	},
};

export type NumberField = keyof typeof numberFields;
export type WordField = keyof typeof wordFields;
export type Condition = AnyCondition<NumberField, WordField, 'vip' | 'rs'>;
export type Term = AnyTerm<Condition>;

/** The filter of services and servers. */
export const readFilter = filterReader({
	numbers: numberFields,
	words: wordFields,
	places: ['vip', 'rs'],
	examples: {
		rs: 'rs=10.0.0.0/24',
		vip: 'vip=192.0.2.10',
		state: 'state=drain',
		check: 'check=down',
		proto: 'proto=udp',
		fwd: 'fwd=dr',
		sched: 'sched=wlc',
		cps: 'cps>100',
		bps: 'bps>10M',
	},
	aliases: {'+': 'serving', fwmark: 'fwm', masq: 'nat'},
});
