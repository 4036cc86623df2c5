import type {Key} from 'ink';
import {functionKey} from './function-keys.ts';
import {graphemes} from '../view/graphemes.ts';

/** Names of the keys in one input event. Keys that were typed fast, or came in one packet, arrive as one event. */
export const decodeKeys = (input: string, key: Key): readonly string[] => {
	if (key.tab && key.shift) {
		return ['backtab'];
	}
	const name = named.find(([flag]) => key[flag])?.[1];
	if (name !== undefined) {
		return [name];
	}
	if (key.ctrl && input.length === 1) {
		return [`^${input}`];
	}
	const keys = [...graphemes.segment(input)].map(({segment}) => keyOf(segment));
	// Alt and a key look like Escape followed by the key; nothing here is bound to Alt.
	return key.meta ? ['escape', ...keys] : keys;
};

const named = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'escape'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'delete'],
] as const satisfies readonly (readonly [keyof Key, string])[];

const keyOf = (character: string): string => {
	switch (character) {
		case '\r':
		case '\n':
		case '\r\n':
			return 'enter';
		case '\t':
			return 'tab';
		case '\u007f':
		case '\b':
			return 'backspace';
		case '\u001b':
			return 'escape';
		case ' ':
			return 'space';
		default: {
			const code = character.charCodeAt(0);
			return code < 32
				? `^${String.fromCharCode(code + 96)}`
				: (functionKey(character) ?? character);
		}
	}
};
