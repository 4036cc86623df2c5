import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import {projectFolder} from '../lab/root-folder.ts';
import {createTerminal, bytesOf} from '../tui/terminal.ts';

/** The built program; another build for whoever works on it. */
const main = join(process.env['IPVS_TUI_DIST'] ?? join(projectFolder, 'dist'), 'main.js');

/** What keys do here, and how often each is pressed. */
const keys = [
	['one row', ['j'], 40],
	['a screen', ['PgDn', 'PgUp'], 30],
	['to the end and back', ['G', 'g'], 20],
	['unfold and fold', ['Enter', 'Enter'], 20],
	['unfold all, fold all', ['*', '*'], 6],
] as const;

/**
Milliseconds from a key to the first byte on the terminal, on the screen of a million connections: in peace, and while they are read. The
scenario takes about ten seconds to begin with.
*/
export const connectionsOnScreen = async (): Promise<string> => {
	const tui = start();
	await tui.see(/virtual|services/, 90);
	tui.write('3');
	await tui.see(/rows {2}.*read takes/, 60);
	const lines = [
		'a million connections on the screen: milliseconds from key to screen (median, 99 %, worst)',
	];
	for (const [name, pressed, times] of keys) {
		// oxlint-disable-next-line no-await-in-loop -- one measurement after another
		lines.push(`  ${name.padEnd(24)}${figures(await measure(tui, pressed, times))}`);
	}
	tui.write(bytesOf('^r'));
	await tui.see(/reading/, 5);
	lines.push(`  ${'one row, while reading'.padEnd(24)}${figures(await measure(tui, ['j'], 15))}`);
	const crumb = /[\d,]+ rows.*/.exec(tui.text())?.[0] ?? '';
	const memory = await residentMegabytes(tui.pid);
	tui.write(bytesOf('^c'));
	return [...lines, `  ${crumb.trim()}`, `  ${memory} MB with the director of the demo`].join('\n');
};

const start = () => {
	const terminal = createTerminal(140, 45);
	const pty = spawn(process.execPath, [main, '--demo', 'conns-1m'], {
		cols: 140,
		rows: 45,
		name: 'xterm-256color',
		env: {PATH: process.env['PATH'], LANG: 'C.UTF-8', TERM: 'xterm-256color', HOME: '/nonexistent'},
	});
	let heard: (() => void) | undefined;
	pty.onData(data => {
		heard?.();
		terminal.feed(data);
	});
	terminal.onAnswer(data => pty.write(data));
	return {
		pid: pty.pid,
		text: terminal.text,
		see: (wanted: RegExp, seconds: number) => terminal.see(wanted, {seconds}),
		write: (data: string) => pty.write(data),
		/** Milliseconds from a key to what it brings. */
		answer: async (key: string): Promise<number> => {
			const {promise, resolve} = Promise.withResolvers<number>();
			const begin = performance.now();
			heard = () => resolve(performance.now() - begin);
			pty.write(bytesOf(key));
			const time = await promise;
			heard = undefined;
			return time;
		},
	};
};

/** A key every 150 ms: quicker ones share frames. */
const pause = 150;

const measure = async (
	tui: ReturnType<typeof start>,
	pressed: readonly string[],
	times: number,
): Promise<readonly number[]> => {
	const results: number[] = [];
	for (let count = 0; count < times; count += 1) {
		// oxlint-disable-next-line no-await-in-loop -- one key after another
		results.push(await tui.answer(pressed[count % pressed.length] ?? 'j'));
		// oxlint-disable-next-line no-await-in-loop -- what the key brings is over by then
		await new Promise(resolve => {
			setTimeout(resolve, pause);
		});
	}
	return results.toSorted((a, b) => a - b);
};

const figures = (sorted: readonly number[]): string =>
	[0.5, 0.99, 1]
		.map(
			part => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN,
		)
		.map(time => time.toFixed(1).padStart(8))
		.join('');

const residentMegabytes = async (pid: number): Promise<number> => {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
};
