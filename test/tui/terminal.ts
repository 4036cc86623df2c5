import headless from '@xterm/headless';
import {eventually} from '../eventually.ts';

/** A terminal that exists only here: bytes go in, a screen can be looked at. */
export type Terminal = {
	readonly feed: (data: string | Uint8Array) => void;
	readonly resize: (columns: number, rows: number) => void;
	/** The lines of the screen without the blanks at their ends. */
	readonly lines: () => readonly string[];
	readonly text: () => string;
	readonly isAlternate: () => boolean;
	/** Waits until the screen shows this, and fails with the screen when it does not in time. */
	readonly see: (wanted: Wanted, options?: Patience) => Promise<void>;
	/** The terminal's own answers to queries, for the program's input. */
	readonly onAnswer: (listener: (data: string) => void) => void;
	/** Waits for anything else. */
	readonly until: (condition: () => boolean, what: string) => Promise<void>;
	readonly xterm: headless.Terminal;
};

export type Wanted = string | RegExp | ((lines: readonly string[]) => boolean);
export type Patience = {readonly seconds?: number};

export const createTerminal = (columns: number, rows: number): Terminal => {
	const xterm = new headless.Terminal({cols: columns, rows, allowProposedApi: true});
	const lines = (): readonly string[] => {
		const {active} = xterm.buffer;
		return Array.from(
			{length: xterm.rows},
			(_, row) =>
				active
					.getLine(active.baseY + row)
					?.translateToString(true)
					.trimEnd() ?? '',
		);
	};
	const text = () => lines().join('\n');
	return {
		feed: data => xterm.write(data),
		resize: (newColumns, newRows) => xterm.resize(newColumns, newRows),
		lines,
		text,
		isAlternate: () => xterm.buffer.active.type === 'alternate',
		see: (wanted, patience) =>
			until(() => isSeen(wanted, lines()), {
				...patience,
				otherwise: () => `did not see ${String(wanted)} on the screen:\n${text()}`,
			}),
		until: (condition, what) =>
			until(condition, {otherwise: () => `not so: ${what}; the screen:\n${text()}`}),
		onAnswer: listener => {
			xterm.onData(listener);
		},
		xterm,
	};
};

const isSeen = (wanted: Wanted, lines: readonly string[]): boolean => {
	if (typeof wanted === 'function') {
		return wanted(lines);
	}
	return typeof wanted === 'string'
		? lines.some(line => line.includes(wanted))
		: wanted.test(lines.join('\n'));
};

/** Waits until the condition holds. */
export const until = async (
	condition: () => boolean,
	{otherwise, ...patience}: Patience & {readonly otherwise: () => string},
): Promise<void> => {
	const notYet = new Error('not yet');
	const look = (): void => {
		if (!condition()) {
			throw notYet;
		}
	};
	await eventually(look, {...patience, interval: 5}).catch((error: unknown) => {
		throw error === notYet ? new Error(otherwise()) : error;
	});
};

/** What a terminal sends for a key. */
const codes: Readonly<Record<string, string>> = {
	Up: '\u001B[A',
	Down: '\u001B[B',
	Right: '\u001B[C',
	Left: '\u001B[D',
	Home: '\u001B[H',
	End: '\u001B[F',
	PgUp: '\u001B[5~',
	PgDn: '\u001B[6~',
	Enter: '\r',
	Esc: '\u001B',
	Backspace: '\u007F',
	Space: ' ',
	Tab: '\t',
};

/** `j`, `Down`, `^d` or a whole text, as the bytes a terminal sends. */
export const bytesOf = (key: string): string =>
	codes[key] ?? (/^\^[a-z]$/.test(key) ? String.fromCharCode(key.charCodeAt(1) - 96) : key);
