import {PassThrough, Writable} from 'node:stream';
import {runTui, type TuiOptions} from '../../source/tui/run-tui.tsx';
import {manualClock, type ManualClock} from './manual-clock.ts';
import {rest} from '../unit/operator/site.ts';
import {bytesOf, createTerminal, until, type Terminal} from './terminal.ts';

export type InProcess = Terminal & {
	readonly clock: ManualClock;
	/** One key or one text, as one packet. */
	readonly press: (...keys: readonly string[]) => Promise<void>;
	/** Whether the terminal hands over keys as they are typed, now and when something was drawn first. */
	readonly isRaw: () => boolean;
	readonly wasRawWhenDrawn: () => boolean;
	readonly changeSize: (columns: number, rows: number) => void;
	/** Quits and gives the exit code. */
	readonly leave: () => Promise<number>;
	readonly ended: Promise<number>;
};

/** Milliseconds, as in escape-joiner.ts. */
const escapeDelay = 100;

export type InProcessOptions = Pick<TuiOptions, 'client'> &
	Partial<
		Pick<
			TuiOptions,
			'operator' | 'title' | 'interval' | 'remark' | 'environment' | 'start' | 'ports'
		>
	> & {
		readonly columns?: number;
		readonly rows?: number;
		readonly clock?: ManualClock;
	};

/** Runs the program inside this process on streams that end in a terminal of our own. */
export const startInProcess = ({
	client,
	operator,
	title = {hostName: 'lb1', source: {kind: 'kernel'}},
	interval = 2,
	remark,
	start,
	ports,
	environment = {LANG: 'C.UTF-8'},
	columns = 80,
	rows = 24,
	clock = manualClock(),
}: InProcessOptions): InProcess => {
	const terminal = createTerminal(columns, rows);
	const stdin = Object.assign(new PassThrough(), {
		isTTY: true,
		isRaw: false,
		setRawMode: (isRaw: boolean) => Object.assign(stdin, {isRaw}),
		ref: () => stdin,
		unref: () => stdin,
	});
	let wasRaw: boolean | undefined;
	const stdout = Object.assign(
		new Writable({
			decodeStrings: false,
			write: (chunk: string | Uint8Array, _encoding, done) => {
				wasRaw ??= stdin.isRaw;
				// A terminal driver turns line feeds into both.
				terminal.feed(String(chunk).replaceAll('\n', '\r\n'));
				done();
			},
		}),
		{isTTY: true, columns, rows},
	);
	const ended = runTui({
		client,
		title,
		interval,
		remark,
		...(operator === undefined ? {} : {operator}),
		...(start === undefined ? {} : {start}),
		...(ports === undefined ? {} : {ports}),
		environment,
		clock,
		stdin: stdin as unknown as NodeJS.ReadStream,
		stdout: stdout as unknown as NodeJS.WriteStream,
	});
	const press = async (...keys: readonly string[]): Promise<void> => {
		await rest();
		for (const key of keys) {
			const before = clock.countDue(escapeDelay);
			stdin.write(bytesOf(key));
			if (key === 'Esc') {
				// Only when nothing follows is it the Escape key; others may wait as long.
				// oxlint-disable-next-line no-await-in-loop -- keys come one after another
				await until(() => clock.countDue(escapeDelay) > before, {
					otherwise: () => 'Escape was not read',
				});
				clock.advance(escapeDelay);
			}
		}
	};
	return {
		...terminal,
		// What a key did is said before the table is read again, and what the next key or the clock does depends on that.
		see: async (wanted, patience) => {
			await terminal.see(wanted, patience);
			await rest();
		},
		clock,
		press,
		isRaw: () => stdin.isRaw,
		wasRawWhenDrawn: () => wasRaw === true,
		changeSize: (newColumns, newRows) => {
			terminal.resize(newColumns, newRows);
			Object.assign(stdout, {columns: newColumns, rows: newRows});
			stdout.emit('resize');
		},
		leave: async () => {
			await press('^c');
			return ended;
		},
		ended,
	};
};
