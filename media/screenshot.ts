/*
Makes the pictures of the README from real runs on the demo director: `node media/screenshot.ts`, after the program was built. It starts
the program on a pseudo terminal, presses keys as a person would, waits for what they bring, and draws what the terminal then shows.
*/
import {existsSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Resvg} from '@resvg/resvg-js';
import {program, startInPty, type InPty} from '../test/tui/in-pty.ts';
import {screenSvg} from '../test/tui/screen-svg.ts';
import {animatedSvg, type Frame} from './animated-svg.ts';

type Run = {
	readonly scenario: string;
	readonly columns: number;
	readonly rows: number;
};

type Shot = Run & {readonly name: string; readonly prepare: (tui: InPty) => Promise<void>};

const small = {columns: 80, rows: 24} as const;
const large = {columns: 140, rows: 45} as const;

const numbersMove = async (tui: InPty): Promise<void> => {
	await tui.see(/Total of \d+ services/);
	const before = tui.lines().find(line => line.includes('Total of'));
	await tui.see(lines => lines.some(line => line.includes('Total of') && line !== before));
};

/** Graphs want something to show. */
const minutesPass = async (tui: InPty): Promise<void> => {
	const end = Date.now() + 100_000;
	while (Date.now() < end) {
		const before = tui.text();
		// oxlint-disable-next-line no-await-in-loop -- one reading after the other
		await tui.see(() => tui.text() !== before);
	}
};

/** Presses one key after the other until the screen shows what they are for. */
const go = async (tui: InPty, keys: readonly string[], until: string | RegExp): Promise<void> => {
	tui.press(...keys);
	await tui.see(until);
};

const shots: readonly Shot[] = [
	{name: 'services-80x24', scenario: 'web', ...small, prepare: numbersMove},
	{
		name: 'services-140x45',
		scenario: 'web',
		...large,
		prepare: async tui => {
			await numbersMove(tui);
			await go(tui, ['j', 'j'], /10\.0\.1\.12:8080 +in |› +10\.0\.1\.12/);
		},
	},
	{
		name: 'drain',
		scenario: 'maintenance',
		...small,
		prepare: async tui => {
			await numbersMove(tui);
			await go(tui, ['j', 'd'], /\[ Drain \]/);
		},
	},
	{
		name: 'detail',
		scenario: 'web',
		...large,
		prepare: async tui => {
			await numbersMove(tui);
			await go(tui, ['2'], 'connections/s');
			await minutesPass(tui);
		},
	},
	{
		name: 'connections',
		scenario: 'web',
		...small,
		prepare: async tui => {
			await numbersMove(tui);
			await go(tui, ['3'], /▸/);
		},
	},
	{
		name: 'add',
		scenario: 'web',
		...small,
		prepare: async tui => {
			await numbersMove(tui);
			await go(tui, ['a'], /\[ Add \]/);
			await go(tui, [...'10.0.1.17'], /-r 10\.0\.1\.17:8080/);
		},
	},
	{
		name: 'help',
		scenario: 'web',
		...small,
		prepare: async tui => {
			await numbersMove(tui);
			await go(tui, ['?'], 'type to search');
		},
	},
];

/** A server is taken out of service and brought back: the recording of the README. */
const maintenance: readonly {
	readonly keys: readonly string[];
	readonly until: RegExp;
	readonly seconds: number;
}[] = [
	{keys: [], until: /Total of \d+ services/, seconds: 2},
	{keys: ['j'], until: /› +10\.0\.1\.11:8080/, seconds: 1},
	{keys: ['d'], until: /\[ Drain \]/, seconds: 4},
	{keys: ['Enter'], until: /blocked by|templates/, seconds: 4},
	{keys: ['b'], until: /1 draining/, seconds: 2},
	{keys: ['s'], until: /Why:/, seconds: 4},
	{keys: ['Esc'], until: /Total of/, seconds: 1},
	{keys: ['u'], until: /undone/, seconds: 3},
];

const start = ({scenario, columns, rows}: Run): InPty =>
	startInPty({command: [...program, '--demo', scenario], columns, rows});

const record = async (): Promise<string> => {
	const tui = start({scenario: 'maintenance', ...small});
	await numbersMove(tui);
	const frames: Frame[] = [];
	for (const {keys, until, seconds} of maintenance) {
		// oxlint-disable-next-line no-await-in-loop -- one key after the other
		await go(tui, keys, until);
		frames.push({svg: screenSvg(tui), seconds});
	}
	tui.kill();
	return animatedSvg(frames);
};

const write = (name: string, content: string | Uint8Array): void => {
	writeFileSync(join(import.meta.dirname, name), content);
	process.stdout.write(`media/${name}\n`);
};

if (!existsSync(program[1])) {
	process.stderr.write('the program is not built: run "npm start -- --version" first\n');
	process.exit(1);
}

for (const shot of shots) {
	const tui = start(shot);
	// oxlint-disable-next-line no-await-in-loop -- one program at a time
	await shot.prepare(tui);
	const svg = screenSvg(tui);
	tui.kill();
	write(`${shot.name}.png`, new Resvg(svg, {fitTo: {mode: 'zoom', value: 1.5}}).render().asPng());
}
write('maintenance.svg', await record());
process.exit(0);
