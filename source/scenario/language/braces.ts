/** More lines than a director could use, from one line. */
const mostLines = 1_000_000;

/**
Writes a line once for every value between braces: `{1..4}` for numbers, `{a,b,c}` for words, several for every combination, the last one
changing fastest. `{name=1..4}` gives the value a name, and `{name}` repeats it.

@returns the lines, or a sentence that says what is wrong
*/
export const expandBraces = (line: string): readonly string[] | string => {
	if (!line.includes('{') && !line.includes('}')) {
		return [line];
	}
	const parts = line.split(/\{([^{}]*)\}/);
	const stray = parts.find((part, index) => index % 2 === 0 && /[{}]/.test(part));
	if (stray !== undefined) {
		return 'a brace has no other one: ranges are written {1..4}, lists {a,b,c}';
	}
	const names = new Map<string, number>();
	const choices: (readonly string[])[] = [];
	/** What stands between two braces, by its position: a choice of its own, or that of a name. */
	const slots: number[] = [];
	let count = 1;
	for (const text of parts.filter((_, index) => index % 2 === 1)) {
		const known = names.get(text);
		if (known !== undefined) {
			slots.push(known);
			continue;
		}
		const [, name, values = ''] = /^(?:([a-z]+)=)?(.*)$/.exec(text) ?? [];
		const list = readValues(values);
		if (typeof list === 'string') {
			return list;
		}
		if (name !== undefined) {
			names.set(name, choices.length);
		}
		slots.push(choices.length);
		choices.push(list);
		count *= list.length;
		if (count > mostLines) {
			return `these braces stand for more than ${mostLines} lines`;
		}
	}
	const lines: string[] = [];
	const turns = choices.map(() => 0);
	for (let made = 0; made < count; made += 1) {
		let text = parts[0] ?? '';
		for (const [index, slot] of slots.entries()) {
			text += `${choices[slot]?.[turns[slot] ?? 0] ?? ''}${parts[index * 2 + 2] ?? ''}`;
		}
		lines.push(text);
		for (let digit = turns.length - 1; digit >= 0; digit -= 1) {
			turns[digit] = ((turns[digit] ?? 0) + 1) % (choices[digit]?.length ?? 1);
			if (turns[digit] !== 0) {
				break;
			}
		}
	}
	return lines;
};

const readValues = (text: string): readonly string[] | string => {
	if (text.includes(',')) {
		const words = text.split(',').map(word => word.trim());
		return words.includes('') ? `the list {${text}} has an empty place` : words;
	}
	const [, first, last] = /^(\d{1,9})\.\.(\d{1,9})$/.exec(text) ?? [];
	if (first === undefined || last === undefined) {
		return /^[a-z]+$/.test(text)
			? `{${text}} repeats a name that no {${text}=1..4} before it on this line has given`
			: `{${text}} is neither a range such as {1..4} nor a list such as {a,b,c}`;
	}
	const from = Number(first);
	const length = Number(last) - from + 1;
	if (length < 1) {
		return `the range {${text}} is empty: the smaller number comes first`;
	}
	return length > mostLines
		? `these braces stand for more than ${mostLines} lines`
		: Array.from({length}, (_, index) => String(from + index));
};
