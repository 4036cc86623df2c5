import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Key} from 'ink';
import {describe, expect, test} from 'vitest';
import {commonKeys} from '../../../source/tui/keys/common-keys.ts';
import {decodeKeys} from '../../../source/tui/keys/decode-keys.ts';
import {createEscapeJoiner} from '../../../source/tui/keys/escape-joiner.ts';
import {globalKeys} from '../../../source/tui/keys/global-keys.ts';
import {keyTableMarkdown} from '../../../source/tui/keys/key-table.ts';
import {keySections, overlays} from '../../../source/tui/overlays/table.ts';
import {screens} from '../../../source/tui/screens/table.ts';
import {manualClock} from '../../tui/manual-clock.ts';

const noKey = {} as Key;

describe('decoding', () => {
	test.each<[string, Partial<Key>, readonly string[]]>([
		['', {upArrow: true}, ['up']],
		['d', {ctrl: true}, ['^d']],
		['jjj', {}, ['j', 'j', 'j']],
		['j\u0004k', {}, ['j', '^d', 'k']],
		['a\r\nb', {}, ['a', 'enter', 'b']],
		['q', {meta: true}, ['escape', 'q']],
		['\u007F ', {}, ['backspace', 'space']],
		['é', {}, ['é']],
	])('%j with %o is %o', (input, key, keys) => {
		expect(decodeKeys(input, {...noKey, ...key})).toEqual(keys);
	});
});

/** A joiner with what comes out of it. */
const joined = () => {
	const clock = manualClock();
	const keys: string[] = [];
	const joiner = createEscapeJoiner(clock, key => keys.push(key));
	return {clock, keys, push: joiner.push};
};

describe('keys that were torn apart', () => {
	test('Escape alone is Escape, a moment later', () => {
		const {clock, keys, push} = joined();
		push(['escape']);
		expect(keys).toEqual([]);
		clock.advance(100);
		expect(keys).toEqual(['escape']);
	});

	test.each([
		[[['escape'], ['[', 'A']], ['up']],
		[[['escape'], ['['], ['B']], ['down']],
		[[['['], ['C']], ['right']],
		[[['escape', 'O'], ['H']], ['home']],
		[[['escape'], ['[', '5'], ['~']], ['pageup']],
		[
			[['escape'], ['[', 'A', 'j']],
			['up', 'j'],
		],
		[[['escape'], ['[', '9', '9', '~']], []],
	])('%j is %j', (events, expected) => {
		const {clock, keys, push} = joined();
		events.forEach(push);
		clock.advance(1000);
		expect(keys).toEqual(expected);
	});

	test('another key ends the waiting at once', () => {
		const {keys, push} = joined();
		push(['escape']);
		push(['j']);
		expect(keys).toEqual(['escape', 'j']);
	});

	test('two times Escape is two times Escape', () => {
		const {clock, keys, push} = joined();
		push(['escape']);
		push(['escape']);
		clock.advance(100);
		expect(keys).toEqual(['escape', 'escape']);
	});
});

describe('bindings', () => {
	test('no key has two meanings in one place', () => {
		const places = [
			...screens.map(({title, bindings}) => ({title, all: [...bindings, ...globalKeys]})),
			...overlays.map(({title, bindings}) => ({title, all: bindings})),
		];
		for (const {title, all} of places) {
			const keys = [...all, ...commonKeys].flatMap(binding => binding.keys);
			expect(new Set(keys).size, title).toBe(keys.length);
		}
	});

	test('one name is one action: it says the same everywhere', () => {
		const known = new Map<string, string>();
		for (const {name, says} of keySections.flatMap(({bindings}) => bindings)) {
			expect(known.get(name) ?? says, name).toBe(says);
			known.set(name, says);
		}
	});

	const readme = join(import.meta.dirname, '..', '..', '..', 'README.md');

	/** What a newcomer wants to know; the help has the rest. */
	const first = new Set(['Services', 'Every screen', 'Everywhere']);

	test('the README has the keys of the first screen and of all', () => {
		const sections = keySections.filter(({title}) => first.has(title));
		expect(sections).toHaveLength(first.size);
		expect(readFileSync(readme, 'utf8')).toContain(keyTableMarkdown(sections));
	});
});
