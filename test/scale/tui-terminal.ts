import {readFileSync} from 'node:fs';
import {mkdtemp, rm, writeFile, mkdir} from 'node:fs/promises';
import {spawn as start} from 'node:child_process';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import {projectFolder} from '../lab/root-folder.ts';
import {bytesOf, createTerminal} from '../tui/terminal.ts';

/** The built program; another build for whoever works on it. */
export const mainFile = join(
	process.env['IPVS_TUI_DIST'] ?? join(projectFolder, 'dist'),
	'main.js',
);
export const program = [process.execPath, mainFile] as const;

/** What a process used so far: seconds of a processor, with those of children that ended, and megabytes in memory. */
export const usedBy = (pid: number): {readonly seconds: number; readonly megabytes: number} => {
	const seconds = secondsIn(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
	return {seconds, megabytes: Number(resident) / 1024};
};

/** The same from the text of /proc/PID/stat. */
export const secondsIn = (stat: string): number => {
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
	return ticks / ticksPerSecond;
};

/** Of the kernel's times in /proc, on every usual Linux. */
const ticksPerSecond = 100;

export type OnTerminal = ReturnType<typeof startOnTerminal>;

/** Starts a program on a pseudo terminal of its own. */
export const startOnTerminal = (
	[file = '', ...words]: readonly string[],
	{columns = 80, rows = 24, home = '/nonexistent'} = {},
) => {
	const begun = performance.now();
	const terminal = createTerminal(columns, rows);
	const pty = spawn(file, words, {
		cols: columns,
		rows,
		name: 'xterm-256color',
		env: {PATH: process.env['PATH'], LANG: 'C.UTF-8', TERM: 'xterm-256color', HOME: home},
	});
	let output = '';
	let bytes = 0;
	let heard: (() => void) | undefined;
	pty.onData(data => {
		output += data;
		bytes += Buffer.byteLength(data);
		heard?.();
		terminal.feed(data);
	});
	const ended = new Promise<void>(resolve => {
		pty.onExit(() => resolve());
	});
	terminal.onAnswer(data => pty.write(data));
	return {
		pid: pty.pid,
		text: terminal.text,
		see: (wanted: RegExp, seconds = 60) => terminal.see(wanted, {seconds}),
		press: (key: string) => pty.write(bytesOf(key)),
		/** Milliseconds from the start until the program had written this. */
		written: (wanted: string): Promise<number> => {
			const {promise, resolve} = Promise.withResolvers<number>();
			const look = (): void => {
				if (output.includes(wanted)) {
					resolve(performance.now() - begun);
				}
			};
			const before = heard;
			heard = () => {
				before?.();
				look();
			};
			look();
			return promise;
		},
		/** Milliseconds from a key to the first byte that it brings. */
		answer: async (key: string): Promise<number> => {
			const {promise, resolve} = Promise.withResolvers<number>();
			const pressed = performance.now();
			heard = () => resolve(performance.now() - pressed);
			pty.write(bytesOf(key));
			const time = await promise;
			heard = undefined;
			return time;
		},
		/** What it cost from now on for so many seconds: processor and bytes to the terminal, each a second. */
		watch: async (seconds: number) => {
			const before = {at: performance.now(), cpu: usedBy(pty.pid).seconds, bytes};
			await pause(seconds * 1000);
			const passed = (performance.now() - before.at) / 1000;
			return {
				share: (usedBy(pty.pid).seconds - before.cpu) / passed,
				bytes: (bytes - before.bytes) / passed,
			};
		},
		end: async (): Promise<void> => {
			pty.kill('SIGTERM');
			await ended;
		},
	};
};

export const pause = (milliseconds: number): Promise<void> =>
	new Promise(resolve => {
		setTimeout(resolve, milliseconds);
	});

/** Milliseconds from key to screen, sorted. A key every 150 ms: quicker ones share frames. */
export const answersTo = async (
	tui: OnTerminal,
	keys: readonly string[],
	times: number,
): Promise<readonly number[]> => {
	const results: number[] = [];
	for (let count = 0; count < times; count += 1) {
		// oxlint-disable-next-line no-await-in-loop -- one key after another
		results.push(await tui.answer(keys[count % keys.length] ?? 'j'));
		// oxlint-disable-next-line no-await-in-loop -- what the key brings is over by then
		await pause(150);
	}
	return results.toSorted((a, b) => a - b);
};

export const partOf = (sorted: readonly number[], part: number): number =>
	sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

/** A home of somebody who was welcomed before, for as long as the work takes. */
export const withHome = async <Value>(work: (home: string) => Promise<Value>): Promise<Value> => {
	const home = await mkdtemp(join(tmpdir(), 'ipvs-tui-bench-'));
	const state = join(home, '.local/state/ipvs-tui');
	await mkdir(state, {recursive: true});
	await writeFile(join(state, 'hints.json'), '["welcome"]');
	try {
		return await work(home);
	} finally {
		await rm(home, {recursive: true});
	}
};

/** Shares a demo from a process of its own: what the terminal UI costs is then not mixed with what the director costs. */
export const withShared = async <Value>(
	scenario: string,
	home: string,
	work: (words: readonly string[], director: number) => Promise<Value>,
): Promise<Value> => {
	const path = join(home, 'demo');
	const demo = start(process.execPath, [mainFile, '--demo', scenario, '--listen', path], {
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	try {
		await new Promise(resolve => {
			demo.stderr.once('data', resolve);
		});
		return await work(['--connect', path], demo.pid ?? 0);
	} finally {
		demo.kill('SIGTERM');
		await new Promise(resolve => {
			demo.once('exit', resolve);
		});
	}
};
