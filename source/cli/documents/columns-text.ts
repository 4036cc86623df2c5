/* Text for a terminal of 80 columns. */

/** A name and what it is about, in two columns; a long name has a line of its own. */
export const entry = (name: string, says: string): readonly string[] => {
	const [first = '', ...others] = wrapped(says, lineWidth - nameWidth);
	const rest = others.map(line => `${' '.repeat(nameWidth)}${line}`);
	return name.length + 3 > nameWidth
		? [`  ${name}`, `${' '.repeat(nameWidth)}${first}`, ...rest]
		: [`  ${name}`.padEnd(nameWidth) + first, ...rest];
};

export const wrapped = (text: string, width = lineWidth): readonly string[] => {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= width) {
			lines[lines.length - 1] = `${last} ${word}`;
		} else {
			lines.push(word);
		}
	}
	return lines;
};

const lineWidth = 80;
const nameWidth = 27;
