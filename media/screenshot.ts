/*
Makes the pictures of the README from a real run: `node media/screenshot.ts`, after the program was built. It starts the program on
a pseudo terminal with the demo director, waits until the numbers move, and draws what the terminal then shows as SVG and PNG.
*/
import {existsSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Resvg} from '@resvg/resvg-js';
import {program, startInPty, type InPty} from '../test/tui/in-pty.ts';
import {screenSvg} from '../test/tui/screen-svg.ts';

type Shot = {
	readonly name: string;
	readonly columns: number;
	readonly rows: number;
	readonly prepare: (tui: InPty) => Promise<void>;
};

const numbersMove = async (tui: InPty): Promise<void> => {
	await tui.see(/Total of \d+ services/);
	const before = tui.lines().find(line => line.includes('Total of'));
	await tui.see(lines => lines.some(line => line.includes('Total of') && line !== before));
};

const shots: readonly Shot[] = [
	{name: 'services-80x24', columns: 80, rows: 24, prepare: numbersMove},
	{
		name: 'services-140x45',
		columns: 140,
		rows: 45,
		prepare: async tui => {
			await numbersMove(tui);
			tui.press('j', 'j');
			await tui.see(lines => lines.some(line => line.startsWith('›  ')));
		},
	},
	{
		name: 'help',
		columns: 80,
		rows: 24,
		prepare: async tui => {
			await numbersMove(tui);
			tui.press('?');
			await tui.see('close');
		},
	},
];

if (!existsSync(program[1])) {
	process.stderr.write('the program is not built: run "npm start -- --version" first\n');
	process.exit(1);
}

for (const {name, columns, rows, prepare} of shots) {
	const tui = startInPty({columns, rows});
	// oxlint-disable-next-line no-await-in-loop -- one program at a time
	await prepare(tui);
	const svg = screenSvg(tui);
	tui.press('^c');
	// oxlint-disable-next-line no-await-in-loop -- one program at a time
	await tui.end();
	writeFileSync(join(import.meta.dirname, `${name}.svg`), svg);
	const png = new Resvg(svg, {fitTo: {mode: 'zoom', value: 1.5}}).render().asPng();
	writeFileSync(join(import.meta.dirname, `${name}.png`), png);
	process.stdout.write(`media/${name}.svg media/${name}.png\n`);
}
