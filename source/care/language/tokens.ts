import {quoted} from '../../scenario/language/quoted.ts';

/**
The words of a line: blanks separate, double quotes keep them together (a doubled quote is one), # begins a comment at the start of
a word. A sentence when a quote has no end.
*/
export const tokensOf = (line: string): readonly string[] | string => {
	const tokens: string[] = [];
	for (let rest = line.trimStart(); rest !== '' && !rest.startsWith('#');) {
		const [whole = '', inQuotes, plain = ''] = token.exec(rest) ?? [];
		if (whole === '') {
			return `a double quote has no other one: ${quoted(rest)}`;
		}
		tokens.push(inQuotes === undefined ? plain : inQuotes.replaceAll('""', '"'));
		rest = rest.slice(whole.length).trimStart();
	}
	return tokens;
};

const token = /^(?:"((?:[^"]|"")*)"(?=\s|$)|([^\s"]\S*))/;
