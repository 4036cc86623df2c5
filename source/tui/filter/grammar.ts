import {parseIpv4, parseIpv6} from '../../model/address.ts';

/** A condition on a row; the names of the fields are the screen's. */
export type Condition<NumberField extends string, WordField extends string, Place extends string> =
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
			readonly field: Place;
			readonly network: Network;
			readonly isWanted: boolean;
	  };

/** One word of the filter: any of its conditions, or none of them where it is not wanted. */
export type Term<AnyCondition> = {
	readonly any: readonly AnyCondition[];
	readonly isWanted: boolean;
};

/** Terms that must all hold, or what is wrong with the text. */
export type FilterReading<AnyCondition> =
	| {readonly ok: true; readonly terms: readonly Term<AnyCondition>[]}
	| {readonly ok: false; readonly fault: string};

export type Network = {
	readonly bytes: Uint8Array;
	/** Leading bits that count. */
	readonly length: number;
	/** Every port where it is not given. */
	readonly port?: number | undefined;
};

/** What a screen can filter by. Texts are for completion and help. */
export type Vocabulary<
	NumberField extends string,
	WordField extends string,
	Place extends WordField,
> = {
	readonly numbers: Readonly<Record<NumberField, string>>;
	readonly words: Readonly<Record<WordField, string>>;
	/** Those of the words that are addresses. */
	readonly places: readonly Place[];
	/** A word that is an address or a network, without a field, is looked for in these instead of in the text. */
	readonly anywhere?: readonly Place[];
	/** By the name of the field. */
	readonly examples: Readonly<Record<string, string>>;
	/** What the screen calls some of the words. */
	readonly aliases: Readonly<Record<string, string>>;
};

const comparison = /^([a-z]+)(!=|<=|>=|=|<|>|~)(.*)$/i;

/**
Reads a filter: words that must all hold; `!word` must not; a word is a regular expression in any case, an address is itself; `field op
value` compares. `a|b` is one or the other.
*/
export const filterReader = <
	NumberField extends string,
	WordField extends string,
	Place extends WordField,
>(
	vocabulary: Vocabulary<NumberField, WordField, Place>,
): ((text: string) => FilterReading<Condition<NumberField, WordField, Place>>) => {
	type Own = Condition<NumberField, WordField, Place>;
	const {numbers, words, places, anywhere = [], examples, aliases} = vocabulary;
	const isNumber = (field: string): field is NumberField => Object.hasOwn(numbers, field);
	const isWord = (field: string): field is WordField => Object.hasOwn(words, field);
	const isPlace = (field: string): field is Place => places.some(place => place === field);

	const isComparison = (text: string): boolean => {
		const field = comparison.exec(text)?.[1]?.toLowerCase() ?? '';
		return isNumber(field) || isWord(field);
	};

	const readComparison = (text: string): Own | string => {
		const [, name = '', operator = '', value = ''] = comparison.exec(text) ?? [];
		const field = name.toLowerCase();
		if (value === '') {
			return `${field}: a value is missing, such as ${examples[field] ?? `${field}=1`}`;
		}
		if (isNumber(field)) {
			const test = readNumber(field, operator, value);
			return typeof test === 'string' ? test : {kind: 'number', field, test};
		}
		return isWord(field) ? readWord(field, operator, value) : `there is no field ${field}`;
	};

	const readWord = (field: WordField, operator: string, text: string): Own | string => {
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
		if (isPlace(field)) {
			const network = networkOf(text);
			return network === undefined
				? `${field}: "${text}" is no address and no network; ${field}~${text} looks for the text`
				: {kind: 'network', field, network, isWanted};
		}
		const wanted = (aliases[text.toLowerCase()] ?? text).toLowerCase();
		return {kind: 'word', field, test: word => (word === wanted) === isWanted};
	};

	const readPlain = (word: string): readonly Own[] | string => {
		const network = anywhere.length === 0 ? undefined : networkOf(word);
		if (network !== undefined) {
			return anywhere.map(field => ({kind: 'network', field, network, isWanted: true}));
		}
		const text = readText(word);
		return typeof text === 'string' ? text : [{kind: 'text', ...text}];
	};

	return text => {
		const terms: Term<Own>[] = [];
		for (const word of text.split(/\s+/)) {
			const isWanted = !word.startsWith('!');
			const body = isWanted ? word : word.slice(1);
			if (body === '') {
				continue;
			}
			const parts = body.split('|');
			// Without a field it is one regular expression, whose bars may stand in brackets.
			const pieces = parts.some(part => isComparison(part)) ? parts : [body];
			const any: Own[] = [];
			for (const piece of pieces) {
				const read = isComparison(piece) ? readComparison(piece) : readPlain(piece);
				if (typeof read === 'string') {
					return {ok: false, fault: read};
				}
				any.push(...('kind' in read ? [read] : read));
			}
			terms.push({any, isWanted});
		}
		return {ok: true, terms};
	};
};

/** Dots and brackets of an address are no pattern. */
const looksLikeAddress = /^[\d.:[\]a-f]*[\d:][\d.:[\]a-f]*$/i;

const readText = (word: string) => {
	const source = word.toLowerCase();
	// Neither is a pattern a word without special characters.
	if (looksLikeAddress.test(source) || /^[\w:/-]+$/.test(source)) {
		return {source, isLiteral: true, test: (text: string) => text.includes(source)};
	}
	const pattern = patternOf(word);
	return typeof pattern === 'string'
		? pattern
		: {source, isLiteral: false, test: (text: string) => pattern.test(text)};
};

const patternOf = (text: string): RegExp | string => {
	try {
		return new RegExp(text, 'i');
	} catch {
		return `"${text}" is no regular expression yet`;
	}
};

const scales: Readonly<Record<string, number>> = {'': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12};

const readNumber = (
	field: string,
	operator: string,
	text: string,
): ((value: number) => boolean) | string => {
	const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)([kmgt%]?)$/i.exec(text) ?? [];
	if (digits === '' || operator === '~') {
		return `${field} is compared with a number by = != < >, not with "${operator}${text}"`;
	}
	const wanted = Number(digits) * (scales[unit.toLowerCase()] ?? 1);
	const test = numberTests[operator] ?? numberTests['='];
	return value => test?.(value, wanted) ?? false;
};

const numberTests: Readonly<Record<string, (value: number, wanted: number) => boolean>> = {
	'=': (value, wanted) => value === wanted,
	'!=': (value, wanted) => value !== wanted && !Number.isNaN(value),
	'<': (value, wanted) => value < wanted,
	'>': (value, wanted) => value > wanted,
	'<=': (value, wanted) => value <= wanted,
	'>=': (value, wanted) => value >= wanted,
};

/** `10.0.0.1`, `10.0.0.0/24`, `10.0.0.1:443`, `2001:db8::1`, `[2001:db8::1]:443`. */
const networkOf = (text: string): Network | undefined => {
	const [, wide, narrow, length, port] =
		/^(?:\[([^\]]*)\]|([^\]/]*?))(?:\/(\d+)|:(\d+))?$/.exec(text) ?? [];
	// Without brackets the last word of an IPv6 address looks like a port.
	const whole = wide === undefined && length === undefined ? parseIpv6(text) : undefined;
	const bytes = (whole ?? parseIpv4(narrow ?? '') ?? parseIpv6(wide ?? narrow ?? ''))?.bytes;
	if (bytes === undefined) {
		return undefined;
	}
	const bits = length === undefined ? bytes.length * 8 : Number(length);
	return bits > bytes.length * 8
		? undefined
		: {
				bytes,
				length: bits,
				...(port === undefined || whole !== undefined ? {} : {port: Number(port)}),
			};
};

/** Whether the address that begins at a cell is in the network; the family is the caller's to compare. */
export const isInside = ({bytes, length}: Network, address: Uint8Array, at: number): boolean => {
	const whole = length >> 3;
	for (let cell = 0; cell < whole; cell += 1) {
		if (bytes[cell] !== address[at + cell]) {
			return false;
		}
	}
	const rest = length & 7;
	const mask = (0xff << (8 - rest)) & 0xff;
	return rest === 0 || ((bytes[whole] ?? 0) & mask) === ((address[at + whole] ?? 0) & mask);
};
