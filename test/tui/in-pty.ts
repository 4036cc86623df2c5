import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import {mainFile} from '../lab/root-folder.ts';
import {bytesOf, createTerminal, until, type Terminal} from './terminal.ts';

export type PtyEnd = {readonly code: number; readonly signal: number};

export type InPty = Terminal & {
	readonly pid: number;
	readonly press: (...keys: readonly string[]) => void;
	readonly changeSize: (columns: number, rows: number) => void;
	/** Ends the program the hard way, if it still runs, and waits until it is gone. */
	readonly kill: () => Promise<void>;
	/** Closes the terminal under the program. */
	readonly hangUp: () => void;
	/** Everything the program wrote, escape sequences and all. */
	readonly output: () => string;
	/** Waits for the end of the program. */
	readonly end: () => Promise<PtyEnd>;
};

export type InPtyOptions = {
	readonly command?: readonly string[];
	readonly columns?: number;
	readonly rows?: number;
	readonly environment?: Readonly<Record<string, string>>;
};

const root = join(import.meta.dirname, '..', '..');

/** The built program under the Node that runs this. */
export const program = [process.execPath, mainFile] as const;

/** The home of somebody who is no newcomer, so that every start looks the same; others run at the same time and have their own. */
const newHome = (): string => {
	const folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-home-'));
	const state = join(folder, '.local/state/ipvs-tui');
	mkdirSync(state, {recursive: true, mode: 0o700});
	writeFileSync(join(state, 'hints.json'), '["welcome"]');
	return folder;
};

/** Starts a program on a real pseudo terminal; on the demo director unless told otherwise. */
export const startInPty = ({
	command = [...program, '--demo', 'web'],
	columns = 80,
	rows = 24,
	environment = {},
}: InPtyOptions = {}): InPty => {
	const terminal = createTerminal(columns, rows);
	const [file = '', ...args] = command;
	const home = newHome();
	const pty = spawn(file, args, {
		cols: columns,
		rows,
		cwd: root,
		// It goes before TERM of the environment.
		name: environment['TERM'] ?? 'xterm-256color',
		env: {
			PATH: process.env['PATH'],
			LANG: 'C.UTF-8',
			HOME: home,
			...environment,
		},
	});
	let output = '';
	let ended: PtyEnd | undefined;
	pty.onData(data => {
		output += data;
		terminal.feed(data);
	});
	pty.onExit(({exitCode, signal}) => {
		ended = {code: exitCode, signal: signal ?? 0};
		rmSync(home, {recursive: true, force: true, maxRetries: 50});
	});
	terminal.onAnswer(data => pty.write(data));
	const end = async (): Promise<PtyEnd> => {
		await until(() => ended !== undefined, {
			otherwise: () => `the program did not end:\n${terminal.text()}`,
		});
		return ended ?? {code: -1, signal: -1};
	};
	return {
		...terminal,
		pid: pty.pid,
		press: (...keys) => {
			for (const key of keys) {
				pty.write(bytesOf(key));
			}
		},
		changeSize: (newColumns, newRows) => {
			terminal.resize(newColumns, newRows);
			pty.resize(newColumns, newRows);
		},
		kill: async () => {
			if (ended === undefined) {
				pty.kill('SIGKILL');
				await end();
			}
		},
		hangUp: () => pty.kill('SIGHUP'),
		output: () => output,
		end,
	};
};
