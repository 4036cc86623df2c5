/** Names of the fields of a filter, and the words that some of them take. */
export type FilterWords = {
	readonly fields: readonly string[];
	readonly values: Readonly<Record<string, readonly string[]>>;
};

export type Completion = {
	/** The text with what is certain of it. */
	readonly text: string;
	/** What it may go on with, where there is more than one. */
	readonly choices: readonly string[];
};

/** Completes the last word of a filter: a field, or a value where there are only so many. */
export const completeFilter = (text: string, {fields, values}: FilterWords): Completion => {
	const [, word = ''] = /(?:^|[\s|])!?([^\s|]*)$/.exec(text) ?? [];
	const head = text.slice(0, text.length - word.length);
	const [, begun = '', value] = /^([a-z]+)(?:(?:!?=|~)(.*))?$/.exec(word) ?? [];
	const isValue = value !== undefined;
	const typed = isValue ? value : word;
	const known = isValue ? (values[begun] ?? []) : fields;
	const choices = known.filter(choice => choice.startsWith(typed.toLowerCase()));
	const [only] = choices;
	if (only === undefined) {
		return {text, choices: []};
	}
	const isCertain = choices.length === 1;
	const end = isCertain
		? `${only}${isValue ? ' ' : values[only] === undefined ? '' : '='}`
		: common(choices);
	return {
		text: head + word.slice(0, word.length - typed.length) + end,
		choices: isCertain ? [] : choices,
	};
};

const common = ([first = '', ...others]: readonly string[]): string => {
	let length = first.length;
	while (!others.every(other => other.startsWith(first.slice(0, length)))) {
		length -= 1;
	}
	return first.slice(0, length);
};
