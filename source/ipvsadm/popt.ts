import {wordOfCode, wordOfName, type Word} from './words.ts';

/** popt's own texts for what can be wrong with an option before its value is looked at. */
export type OptionFault =
	'unknown option' | 'missing argument' | 'option does not take an argument';

export type Arguments = {
	/** The value of the option that `next` returned last. */
	value: string | undefined;
	/** Words that are no options, in order. */
	readonly positionals: string[];
	readonly next: () => Word | OptionFault | 'end';
	/** The whole argument that was consumed last: what popt blames in its messages. */
	readonly lastConsumed: () => string;
};

/**
Splits an argument list as libpopt 1.19 does: exact long names, clusters of letters, `=` before values, `--` as the end of options.

@param wordEndsOptions - whether the first word that is no option ends them, as POSIXLY_CORRECT wants it
@source libpopt 1.19 as Debian's ipvsadm 1.31 uses it, measured
*/
export const readArguments = (argv: readonly string[], wordEndsOptions = false): Arguments => {
	let at = 0;
	let cluster = '';
	let clusterAt = 0;
	let areOptionsOver = false;

	/** Words that values have taken from further on. */
	let taken: Set<number> | undefined;

	const next = (): Word | OptionFault | 'end' => {
		found.value = undefined;
		if (cluster !== '') {
			return nextInCluster();
		}
		while (at < argv.length) {
			const text = argv[at] ?? '';
			at += 1;
			if (taken?.has(at - 1) === true) {
				continue;
			}
			if (areOptionsOver || text.charCodeAt(0) !== dash || text.length === 1) {
				found.positionals.push(text);
				areOptionsOver ||= wordEndsOptions;
			} else if (text === '--') {
				areOptionsOver = true;
			} else if (text.charCodeAt(1) === dash) {
				return long(text);
			} else {
				cluster = text;
				clusterAt = 1;
				return nextInCluster();
			}
		}
		return 'end';
	};

	const long = (text: string): Word | OptionFault => {
		const sign = text.indexOf('=');
		const word = wordOfName.get(sign === -1 ? text.slice(2) : text.slice(2, sign));
		if (word === undefined) {
			return 'unknown option';
		}
		if (sign === -1) {
			return word.takes === 'nothing' ? word : withNextAsValue(word);
		}
		if (word.takes === 'nothing') {
			return 'option does not take an argument';
		}
		found.value = expanded(text.slice(sign + 1));
		return word;
	};

	const nextInCluster = (): Word | OptionFault => {
		const word = wordOfCode(cluster.charCodeAt(clusterAt));
		clusterAt += 1;
		const isAtEnd = clusterAt === cluster.length;
		const hasSign = cluster.charCodeAt(clusterAt) === equals;
		const rest = clusterAt + (hasSign ? 1 : 0);
		if (word === undefined) {
			return 'unknown option';
		}
		if (word.takes === 'nothing') {
			if (isAtEnd) {
				cluster = '';
			}
			return hasSign ? 'option does not take an argument' : word;
		}
		if (isAtEnd) {
			cluster = '';
			return withNextAsValue(word);
		}
		found.value = expanded(cluster.slice(rest));
		cluster = '';
		return word;
	};

	const withNextAsValue = (word: Word): Word | OptionFault => {
		const value = argv[at];
		if (word.takes === 'optional' && (value === undefined || value.charCodeAt(0) === dash)) {
			return word;
		}
		if (value === undefined) {
			return 'missing argument';
		}
		at += 1;
		found.value = expanded(value);
		return word;
	};

	/** popt puts the next word that is no option where a value says `!#:+`; its own macros for aliases shine through there. */
	const expanded = (value: string): string => {
		if (!value.includes(nextWordMark)) {
			return value;
		}
		const found = argv.findIndex(
			(text, index) => index >= at && text.charCodeAt(0) !== dash && taken?.has(index) !== true,
		);
		if (found === -1) {
			return value;
		}
		taken = new Set(taken).add(found);
		return value.replaceAll(nextWordMark, () => argv[found] ?? '');
	};

	const found: Arguments = {
		value: undefined,
		positionals: [],
		next,
		lastConsumed: () => argv[at - 1] ?? '',
	};
	return found;
};

const nextWordMark = '!#:+';
const dash = 45;
const equals = 61;
