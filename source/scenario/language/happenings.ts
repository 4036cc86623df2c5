import type {Happening} from '../scenario.ts';
import {readCommand} from './command.ts';
import {readEvent} from './event-line.ts';

/** What an `at` or `every` line makes happen; a sentence says what is wrong with it. */
export const readHappenings = (
	line: number,
	words: readonly string[],
): readonly Happening[] | string => {
	const event = readEvent(words);
	if (typeof event === 'string') {
		return event;
	}
	const {when, deed} = event;
	if (deed.kind === 'command') {
		const change = readCommand(deed.words.join(' '));
		return typeof change === 'string' ? change : [{line, when, deed: {kind: 'change', change}}];
	}
	if (deed.kind === 'setting') {
		return [{line, when, deed}];
	}
	const {server, behaviour, duration} = deed;
	const target = {kind: 'server', ...server} as const;
	const begin: Happening = {line, when, deed: {...target, behaviour}};
	if (duration === undefined) {
		return [begin];
	}
	const after = {...when, first: when.first + duration, until: when.until + duration};
	return [begin, {line, when: after, deed: {...target, behaviour: {kind: 'ok'}}}];
};
