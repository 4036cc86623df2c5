/* oxlint-disable no-control-regex -- escape sequences begin and end with one */
import {describe, expect, test} from 'vitest';
import {clipboardSequence, mostCopied} from '../../../source/tui/clipboard/osc52.ts';

/** What the terminal gets at the end: the text of the sequence. */
const textIn = (sequence: string): string =>
	Buffer.from(/52;c;([^\u0007]*)\u0007/.exec(sequence)?.[1] ?? '', 'base64').toString();

/** What screen hands on: the insides of its strings. */
const unwrapped = (sequence: string): string =>
	[...sequence.matchAll(/\u001BP([^]*?)\u001B\\/g)].map(([, inside]) => inside).join('');

describe('a text for the clipboard', () => {
	test('goes to the terminal as base64', () => {
		const sequence = clipboardSequence('10.0.0.11:80 ü', {TERM: 'xterm-256color'}) ?? '';
		expect(sequence).toMatch(/^\u001B\]52;c;[\w+/=]+\u0007$/);
		expect(textIn(sequence)).toBe('10.0.0.11:80 ü');
	});

	test('reaches the terminal around tmux, and tmux itself', () => {
		const sequence = clipboardSequence('text', {TMUX: '/tmp/tmux-0/default,1,0', TERM: 'screen'});
		const plain = clipboardSequence('text', {}) ?? '';
		expect(sequence).toBe(
			`${plain}\u001BPtmux;${plain.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`,
		);
	});

	test('goes through screen in pieces that it takes', () => {
		const text = 'x'.repeat(2000);
		const sequence = clipboardSequence(text, {TERM: 'screen-256color'}) ?? '';
		expect(textIn(unwrapped(sequence))).toBe(text);
		const pieces = sequence.split('\u001B\\').slice(0, -1);
		expect(pieces.length).toBeGreaterThan(4);
		expect(pieces.every(piece => piece.length <= 768)).toBe(true);
	});

	test('is not sent when it is longer than terminals take', () => {
		expect(clipboardSequence('x'.repeat(mostCopied), {})).toBeDefined();
		expect(clipboardSequence('ü'.repeat(mostCopied / 2 + 1), {})).toBeUndefined();
	});
});
