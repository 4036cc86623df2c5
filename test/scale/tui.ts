import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {tableText, times} from './table.ts';
import {
	answersTo,
	partOf,
	pause,
	program,
	startOnTerminal,
	usedBy,
	withHome,
	withShared,
	type OnTerminal,
} from './tui-terminal.ts';
import {eightHours} from './tui-hours.ts';

/** What the terminal UI costs, beside what is wanted of it. */
export const terminalUi = (): Promise<string> =>
	withHome(async home => {
		const rows: (readonly string[])[] = [];
		for (const part of [firstPaint, quiet, tenThousand, hundredThousand, eightHours]) {
			// oxlint-disable-next-line no-await-in-loop -- at the same time they would disturb each other
			rows.push(...(await part(home)));
		}
		return tableText('The terminal UI', ['', 'measured', 'wanted'], rows);
	});

type Rows = readonly (readonly string[])[];

const starts = 9;

/** From the start of the process. The first frame has the table in it when that could be read within 80 ms. */
const firstPaint = async (home: string): Promise<Rows> => {
	const rows: string[][] = [];
	for (const [scenario, table] of [
		['empty', 'no virtual services'],
		['web', '192.0.2.10:80'],
	] as const) {
		const frames: number[] = [];
		const tables: number[] = [];
		for (let count = 0; count < starts; count += 1) {
			const tui = startOnTerminal([...program, '--demo', scenario], {home});
			// oxlint-disable-next-line no-await-in-loop -- one start after another
			frames.push(await tui.written('embedded demo'));
			// oxlint-disable-next-line no-await-in-loop
			tables.push(await tui.written(table));
			// oxlint-disable-next-line no-await-in-loop
			await tui.end();
		}
		rows.push(
			[`first frame of --demo ${scenario}`, milliseconds(frames), 'median < 350 ms'],
			[`... with its table`, milliseconds(tables), ''],
		);
	}
	return rows;
};

const milliseconds = (values: readonly number[]): string => {
	const sorted = values.toSorted((a, b) => a - b);
	return `${partOf(sorted, 0.5).toFixed(0)} ms (least ${partOf(sorted, 0).toFixed(0)})`;
};

/** 200 services, 2000 servers, a few dozen connections a second on each of twenty. */
const scenario = `about 200 services with 10 servers each
running 5s
-A -t 192.0.2.{v=1..10}:{p=8001..8020} -s wlc
-a -t 192.0.2.{v=1..10}:{p=8001..8020} -r 10.{v}.0.{1..10}:{p} -m -w 10
clients -t 192.0.2.{1..10}:{8001,8002}
	rate 20/s
	from 198.51.100.1 250
	stay 8s
	receive 20k
`;

/** Seconds. */
const watched = 30;

const quiet = async (home: string): Promise<Rows> => {
	const file = join(home, 'quiet.scenario');
	await writeFile(file, scenario);
	return withShared(file, home, async words => {
		const tui = startOnTerminal([...program, ...words], {home});
		await tui.see(/Total of 200/);
		await pause(8000);
		const {share, bytes} = await tui.watch(watched);
		await tui.end();
		const watch = startOnTerminal(
			['watch', '-n2', [...program, ...words, '-Ln', '--stats'].join(' ')],
			{home},
		);
		await watch.see(/Prot LocalAddress/);
		await pause(4000);
		const other = await watch.watch(watched);
		await watch.end();
		return [
			['200 services, 2000 servers: of one processor', percent(share), '< 3 %'],
			['... watch -n2 of our -Ln --stats', percent(other.share), `${times(other.share / share)}`],
			['... bytes a second at 80x24', bytes.toFixed(0), '< 3000'],
			['... of the same watch', other.bytes.toFixed(0), ''],
		];
	});
};

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

const keys = [
	['one row', ['j', 'k'], 60],
	['a page', ['PgDn', 'PgUp'], 40],
	['to the end and back', ['G', 'g'], 40],
	['another order', ['>', '<'], 20],
	['fold and unfold', ['Left', 'Right'], 20],
] as const;

const tenThousand = async (home: string): Promise<Rows> =>
	withShared('fleet-100k', home, async words => {
		const tui = startOnTerminal([...program, ...words], {home, columns: 140, rows: 45});
		await tui.see(/Total of 10,?000|Total of 10k/);
		await pause(3000);
		const rows: string[][] = [];
		for (const [name, pressed, count] of keys) {
			// oxlint-disable-next-line no-await-in-loop -- one after another
			const sorted = await answersTo(tui, pressed, count);
			rows.push([
				`10 000 services, key to screen: ${name}`,
				`${partOf(sorted, 0.5).toFixed(1)} / ${partOf(sorted, 0.99).toFixed(1)} ms`,
				'99 % < 50 ms',
			]);
		}
		await tui.end();
		return rows;
	});

/** Ten minutes of them. */
const readings = 300;

/** By a key: when the first reading took long, as on a busy machine, the next ones are far apart, and memory looks better than it is. */
const readAgain = async (tui: OnTerminal): Promise<void> => {
	for (let reading = 0; reading < readings; reading += 1) {
		tui.press('^r');
		// oxlint-disable-next-line no-await-in-loop -- one after another
		await pause(400);
	}
};

const hundredThousand = async (home: string): Promise<Rows> => {
	const apart = await withShared('fleet-100k', home, async (words, director) => {
		const tui = startOnTerminal([...program, ...words], {home});
		await tui.see(/Total of 10,?000|Total of 10k/);
		await readAgain(tui);
		const {megabytes} = usedBy(tui.pid);
		const engine = usedBy(director).megabytes;
		await tui.end();
		return {megabytes, engine};
	});
	const tui = startOnTerminal([...program, '--demo', 'fleet-100k'], {home});
	await tui.see(/Total of 10,?000|Total of 10k/, 120);
	await readAgain(tui);
	const {megabytes} = usedBy(tui.pid);
	await tui.end();
	return [
		[
			`100 000 servers: memory after ${readings} readings, the director elsewhere`,
			`${apart.megabytes.toFixed(0)} MB`,
			'< 150 MB',
		],
		['... of that director alone', `${apart.engine.toFixed(0)} MB`, ''],
		['... both in one process', `${megabytes.toFixed(0)} MB`, ''],
	];
};
