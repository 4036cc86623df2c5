import type {Address} from '../model/address.ts';
import type {Statement} from './keepalived-blocks.ts';
import {addressesTo, addressOf, numberOf, portOf, problem, type Note} from './translation.ts';

/** What a virtual server is for, without its protocol. */
export type Member =
	| {readonly kind: 'address'; readonly address: Address; readonly port: number}
	| {readonly kind: 'mark'; readonly mark: number};

/** `IP port`, `fwmark N` or `group NAME`, which may be many. */
export const membersOf = (
	{line, words}: Statement,
	all: readonly Statement[],
	notes: Note[],
): readonly Member[] => {
	const [, first = '', second = ''] = words;
	if (first !== 'group') {
		return memberOf(words.slice(1), line, notes);
	}
	const group = all.find(
		({words: [kind, name]}) => kind === 'virtual_server_group' && name === second,
	);
	if (group === undefined) {
		notes.push(problem(line, `there is no virtual_server_group ${second}`));
	}
	return (group?.inside ?? []).flatMap(member => memberOf(member.words, member.line, notes));
};

const memberOf = (words: readonly string[], line: number, notes: Note[]): readonly Member[] => {
	const [first = '', second = ''] = words;
	if (first === 'fwmark') {
		const mark = numberOf(second, 1, 0xff_ff_ff_ff);
		if (mark !== undefined) {
			return [{kind: 'mark', mark}];
		}
	} else {
		const port = portOf(second);
		const addresses = addressesOf(first);
		if (port !== undefined && addresses !== undefined) {
			return addresses.map(address => ({kind: 'address', address, port}));
		}
	}
	notes.push(
		problem(
			line,
			`an address and a port in numbers, or fwmark and a number, were expected: ${words.join(' ')}`,
		),
	);
	return [];
};

/** `192.0.2.1`, or `192.0.2.1-9`: the last part of the last address. */
const addressesOf = (text: string): readonly Address[] | undefined => {
	const [from = '', end] = text.split('-');
	const first = addressOf(from);
	if (first === undefined || end === undefined) {
		return first && [first];
	}
	const last = addressOf(from.replace(/[^.:]+$/, end));
	return last && addressesTo(first, last);
};
