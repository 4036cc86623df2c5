import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {Channel, Line} from './channel.ts';
import {runJob, writeJob, type RunOptions} from './job.ts';

export type TerminalOptions = Pick<RunOptions, 'env' | 'cwd'> & {
	readonly columns: number;
	readonly rows: number;

	/** Gets what the program draws, as it comes. */
	readonly onData: (bytes: Uint8Array) => void;
};

/** A program that runs on a terminal of the guest, seen from the keyboard's and the screen's side. */
export type GuestTerminal = {
	readonly write: (keys: string | Uint8Array) => void;
	readonly resize: (columns: number, rows: number) => Promise<void>;

	/** The exit code, once the program has ended and all it drew has come. */
	readonly exited: Promise<number>;

	readonly kill: () => void;
};

const taken = new WeakSet<Line>();

/** Starts a script on a terminal that nobody uses. */
export const openTerminal = async (
	channel: Channel,
	jobs: string,
	options: TerminalOptions & {readonly script: string},
): Promise<GuestTerminal> => {
	const line = channel.lines.find(one => !taken.has(one));
	if (line === undefined) {
		throw new Error(`all ${channel.lines.length} terminals of the guest are in use`);
	}
	taken.add(line);
	const {columns, rows, onData, env} = options;
	const resize = async (width: number, height: number) => {
		const script = `stty -F /dev/tty${line.number} columns ${width} rows ${height}`;
		await runJob(channel, jobs, {script});
	};
	await resize(columns, rows);

	const id = channel.nextId();
	const folder = join(jobs, id);
	await writeJob(folder, {...options, env: {TERM: 'xterm-256color', ...env}});
	let isQuiet = true;
	const draw = (bytes: Uint8Array) => {
		isQuiet = false;
		onData(bytes);
	};
	line.output.on('data', draw);
	const finish = async () => {
		// All that was drawn is in the pipe by now: read until a turn of the event loop brings nothing.
		do {
			isQuiet = true;
			// oxlint-disable-next-line no-await-in-loop -- turn by turn
			await new Promise(resolve => setImmediate(resolve));
		} while (!isQuiet);
		line.output.off('data', draw);
		taken.delete(line);
		await rm(folder, {recursive: true, force: true});
	};
	return {
		write: keys => line.input.write(keys),
		resize,
		exited: channel.order('terminal', id, line.number).finally(finish),
		kill: () => channel.kill(id),
	};
};
