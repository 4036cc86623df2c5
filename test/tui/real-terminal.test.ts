import {describe, expect, onTestFinished, test} from 'vitest';
import {startInPty, type InPty, type InPtyOptions} from './in-pty.ts';

/** The built program with the demo director on a real pseudo terminal. */
const start = (options: InPtyOptions = {}): InPty => {
	const tui = startInPty(options);
	onTestFinished(tui.kill);
	return tui;
};

const isWhole = (columns: number, rows: number) => (lines: readonly string[]) =>
	lines.length === rows &&
	(lines[0] ?? '').includes('demo') &&
	// On a machine with much to do a read takes longer, and the title says so.
	/every [\d.]+ s(?:: a read takes .*)?$/.test(lines[0] ?? '') &&
	(lines[2] ?? '').includes('SERVICE / ') &&
	lines.some(line => line.includes('192.0.2.10:80')) &&
	(lines.at(-1) ?? '').trimEnd().endsWith('? help') &&
	lines.filter(line => line.includes('SERVICE / ')).length === 1 &&
	lines.every(line => line.length <= columns);

describe('on a real terminal', () => {
	test('the demo director is named as such, and its numbers move', async () => {
		const tui = start();
		await tui.see(isWhole(80, 24));
		expect(tui.isAlternate()).toBe(true);
		expect(tui.lines()[0]).toContain('embedded demo director');
		const total = tui.lines().find(line => line.includes('Total of 14 services'));
		await tui.see(lines => lines.some(line => line.includes('Total of') && line !== total));
	});

	test('what was typed before it began, and echoed, leaves the first screen whole', async () => {
		const tui = start();
		tui.press('jj', 'S');
		await tui.see(/^ demo {2}embedded demo director.*\n 14 services.*\n.*▾CPS/);
	});

	test('a storm of sizes ends with a whole screen', async () => {
		const tui = start();
		await tui.see(isWhole(80, 24));
		for (let step = 0; step < 60; step += 1) {
			tui.changeSize(40 + ((step * 37) % 140), 8 + ((step * 13) % 50));
		}
		tui.changeSize(140, 45);
		await tui.see(isWhole(140, 45));
		tui.changeSize(60, 15);
		await tui.see(isWhole(60, 15));
		tui.changeSize(80, 24);
		await tui.see(isWhole(80, 24));
	});

	test('^l draws over what something else wrote', async () => {
		const tui = start();
		await tui.see(isWhole(80, 24));
		tui.feed('\u001B[5;10Hsomebody else was here\u001B[24;80H\r\n\r\n');
		await tui.see('somebody else was here');
		tui.press('^l');
		await tui.see(isWhole(80, 24));
		await tui.see(lines => !lines.some(line => line.includes('somebody else')));
	});

	test('colours by default, none with NO_COLOR, but still bold and inverse', async () => {
		// oxlint-disable-next-line no-control-regex -- colours begin with one
		const colour = /\u001B\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m/;
		const plain = start({environment: {NO_COLOR: '1'}});
		const coloured = start();
		await plain.see(isWhole(80, 24));
		await coloured.see(isWhole(80, 24));
		expect(coloured.output()).toMatch(colour);
		expect(plain.output()).not.toMatch(colour);
		expect(plain.output()).toContain('\u001B[7m');
		expect(plain.output()).toContain('\u001B[1m');
	});

	test('a dumb terminal gets lines of text, and no escape sequence', async () => {
		const tui = start({columns: 140, environment: {TERM: 'dumb', FORCE_COLOR: '1'}});
		await tui.see('Type help and Enter for the commands.');
		await tui.see(/14 services .* serving/);
		expect(tui.output()).not.toContain('\u001B');
	});

	test('keys typed faster than it draws are all there', async () => {
		const tui = start();
		await tui.see(isWhole(80, 24));
		tui.press(...Array.from({length: 12}, () => 'j'));
		await tui.see('›    10.0.1.15:8443');
		tui.press(...Array.from({length: 12}, () => 'k'));
		await tui.see('›▾ TCP 192.0.2.10:80');
	});

	test('a quiet screen costs the line little: changed lines only', async () => {
		const tui = start();
		await tui.see(isWhole(80, 24));
		const before = tui.output().length;
		const total = tui.lines().find(line => line.includes('Total of'));
		await tui.see(lines => lines.some(line => line.includes('Total of') && line !== total));
		// Each frame begins with "synchronised output"; one with the whole screen has 2500 bytes.
		const [, ...frames] = tui.output().slice(before).split('\u001B[?2026h');
		expect(Math.max(...frames.map(({length}) => length))).toBeLessThan(2000);
	});
});
