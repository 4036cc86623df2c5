import {parseIpv4, parseIpv6} from '../../../model/address.ts';

/** A condition on a row. */
export type Condition =
	/** Somewhere in a row's text, in lower case. */
	| {
			readonly kind: 'text';
			readonly source: string;
			/** The source itself is looked for, not a pattern. */
			readonly isLiteral: boolean;
			readonly test: (text: string) => boolean;
	  }
	/** A number of the row. */
	| {
			readonly kind: 'number';
			readonly field: NumberField;
			readonly test: (value: number) => boolean;
	  }
	/** A word or an address of the row. */
	| {readonly kind: 'word'; readonly field: WordField; readonly test: (word: string) => boolean}
	| {
			readonly kind: 'network';
			readonly field: 'vip' | 'rs';
			readonly network: Network;
			readonly isWanted: boolean;
	  };

/** One word of the filter: any of its conditions, or none of them where it is not wanted. */
export type Term = {readonly any: readonly Condition[]; readonly isWanted: boolean};

/** Terms that must all hold, or what is wrong with the text. */
export type FilterReading =
	| {readonly ok: true; readonly terms: readonly Term[]}
	| {readonly ok: false; readonly fault: string};

export type Network = {
	readonly bytes: Uint8Array;
	/** Leading bits that count. */
	readonly length: number;
};

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
	vip: 'address of the service, or a network: vip=192.0.2.0/24',
	rs: 'address of the server, or a network: rs=10.0.0.0/24',
	mark: 'firewall mark',
} as const;

export type NumberField = keyof typeof numberFields;
export type WordField = keyof typeof wordFields;

/** For completion and help. */
export const filterFields: Readonly<Record<string, string>> = {...wordFields, ...numberFields};

const comparison = /^([a-z]+)(!=|<=|>=|=|<|>|~)(.*)$/i;

/**
Reads a filter: words that must all hold; `!word` must not; a word is a regular expression in any case, an address is itself; `field op
value` compares. `a|b` is one or the other.
*/
export const readFilter = (text: string): FilterReading => {
	const terms: Term[] = [];
	for (const word of text.split(/\s+/)) {
		const isWanted = !word.startsWith('!');
		const body = isWanted ? word : word.slice(1);
		if (body === '') {
			continue;
		}
		const parts = body.split('|');
		// Without a field it is one regular expression, whose bars may stand in brackets.
		const words = parts.some(part => isComparison(part)) ? parts : [body];
		const any: Condition[] = [];
		for (const part of words) {
			const condition = isComparison(part) ? readComparison(part) : readText(part);
			if (typeof condition === 'string') {
				return {ok: false, fault: condition};
			}
			any.push(condition);
		}
		terms.push({any, isWanted});
	}
	return {ok: true, terms};
};

const isComparison = (word: string): boolean => {
	const field = comparison.exec(word)?.[1]?.toLowerCase();
	return field !== undefined && Object.hasOwn(filterFields, field);
};

/** Dots and brackets of an address are no pattern. */
const looksLikeAddress = /^[\d.:[\]a-f]*[\d:][\d.:[\]a-f]*$/i;

const readText = (word: string): Condition | string => {
	const source = word.toLowerCase();
	// Neither is a pattern a word without special characters.
	if (looksLikeAddress.test(source) || /^[\w:/-]+$/.test(source)) {
		return {kind: 'text', source, isLiteral: true, test: text => text.includes(source)};
	}
	const pattern = patternOf(word);
	return typeof pattern === 'string'
		? pattern
		: {kind: 'text', source, isLiteral: false, test: text => pattern.test(text)};
};

const patternOf = (text: string): RegExp | string => {
	try {
		return new RegExp(text, 'i');
	} catch {
		return `"${text}" is no regular expression yet`;
	}
};

const readComparison = (word: string): Condition | string => {
	const [, name = '', operator = '', value = ''] = comparison.exec(word) ?? [];
	const field = name.toLowerCase();
	if (value === '') {
		return `${field}: a value is missing, such as ${examples[field] ?? `${field}=1`}`;
	}
	return Object.hasOwn(numberFields, field)
		? readNumber(field as NumberField, operator, value)
		: readWord(field as WordField, operator, value);
};

const examples: Readonly<Record<string, string>> = {
	rs: 'rs=10.0.0.0/24',
	vip: 'vip=192.0.2.10',
	state: 'state=drain',
	proto: 'proto=udp',
	fwd: 'fwd=dr',
	sched: 'sched=wlc',
	cps: 'cps>100',
	bps: 'bps>10M',
};

const scales: Readonly<Record<string, number>> = {'': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12};

const readNumber = (field: NumberField, operator: string, text: string): Condition | string => {
	const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)([kmgt%]?)$/i.exec(text) ?? [];
	if (digits === '' || operator === '~') {
		return `${field} is compared with a number by = != < >, not with "${operator}${text}"`;
	}
	const wanted = Number(digits) * (scales[unit.toLowerCase()] ?? 1);
	const test = numberTests[operator] ?? numberTests['='];
	return {kind: 'number', field, test: value => test?.(value, wanted) ?? false};
};

const numberTests: Readonly<Record<string, (value: number, wanted: number) => boolean>> = {
	'=': (value, wanted) => value === wanted,
	'!=': (value, wanted) => value !== wanted && !Number.isNaN(value),
	'<': (value, wanted) => value < wanted,
	'>': (value, wanted) => value > wanted,
	'<=': (value, wanted) => value <= wanted,
	'>=': (value, wanted) => value >= wanted,
};

const readWord = (field: WordField, operator: string, text: string): Condition | string => {
	if (operator === '~') {
		const pattern = patternOf(text);
		return typeof pattern === 'string'
			? pattern
			: {kind: 'word', field, test: word => pattern.test(word)};
	}
	if (operator !== '=' && operator !== '!=') {
		return `${field} is compared by = != ~, not by ${operator}`;
	}
	const isWanted = operator === '=';
	if (field === 'vip' || field === 'rs') {
		const network = networkOf(text);
		return network === undefined
			? `${field}: "${text}" is no address and no network; ${field}~${text} looks for the text`
			: {kind: 'network', field, network, isWanted};
	}
	const wanted = (aliases[text.toLowerCase()] ?? text).toLowerCase();
	return {kind: 'word', field, test: word => (word === wanted) === isWanted};
};

/** What the screen calls some of them. */
const aliases: Readonly<Record<string, string>> = {'+': 'serving', fwmark: 'fwm', masq: 'nat'};

const networkOf = (text: string): Network | undefined => {
	const [address = '', length] = text.replaceAll(/[[\]]/g, '').split('/');
	const bytes = (parseIpv4(address) ?? parseIpv6(address))?.bytes;
	if (bytes === undefined) {
		return undefined;
	}
	const bits = length === undefined ? bytes.length * 8 : /^\d+$/.test(length) ? Number(length) : -1;
	return bits < 0 || bits > bytes.length * 8 ? undefined : {bytes, length: bits};
};
