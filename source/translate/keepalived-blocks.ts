/** A line of keepalived.conf: its words, and what stands in the braces that it opens. */
export type Statement = {
	readonly line: number;
	readonly words: readonly string[];
	/** Undefined where it opens no braces. */
	readonly inside: readonly Statement[] | undefined;
};

/** @returns the statements, and the line of the first brace that has no partner */
export const readBlocks = (
	text: string,
): {readonly statements: readonly Statement[]; readonly lonely: number | undefined} => {
	type Open = {readonly line: number; readonly found: Statement[]};
	const outermost: Open = {line: 0, found: []};
	const open: Open[] = [outermost];
	for (const [at, whole] of text.split('\n').entries()) {
		const line = at + 1;
		let words: string[] = [];
		const end = (): void => {
			if (words.length > 0) {
				open.at(-1)?.found.push({line, words, inside: undefined});
			}
			words = [];
		};
		for (const word of wordsOf(whole)) {
			if (word === '{') {
				const found: Statement[] = [];
				open.at(-1)?.found.push({line, words, inside: found});
				open.push({line, found});
				words = [];
			} else if (word === '}') {
				end();
				if (open.length === 1) {
					return {statements: outermost.found, lonely: line};
				}
				open.pop();
			} else {
				words.push(word);
			}
		}
		end();
	}
	const last = open.at(-1);
	return {
		statements: outermost.found,
		lonely: open.length > 1 ? last?.line : undefined,
	};
};

/** Quotes hold a word together; `#` and `!` begin a comment. */
const wordsOf = (line: string): readonly string[] => {
	const words: string[] = [];
	for (const [, quoted, plain] of line.matchAll(/"([^"]*)"|([{}]|[^\s{}"]+)/g)) {
		if (plain !== undefined && /^[#!]/.test(plain)) {
			break;
		}
		words.push(quoted ?? plain ?? '');
	}
	return words;
};
