import {
	answersTo,
	partOf,
	program,
	startOnTerminal,
	usedBy,
	withHome,
	withShared,
} from './tui-terminal.ts';

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
director is a process of its own, as a kernel would be, and takes about ten seconds to begin with.
*/
export const connectionsOnScreen = (): Promise<string> =>
	withHome(home => withShared('conns-1m', home, words => pressed(words, home)));

const pressed = async (words: readonly string[], home: string): Promise<string> => {
	const tui = startOnTerminal([...program, ...words], {home, columns: 140, rows: 45});
	await tui.see(/virtual|services/, 90);
	tui.press('3');
	await tui.see(/rows {2}.*read takes/, 60);
	const lines = [
		'a million connections on the screen: milliseconds from key to screen (median, 99 %, worst)',
	];
	for (const [name, pair, times] of keys) {
		// oxlint-disable-next-line no-await-in-loop -- one measurement after another
		lines.push(`  ${name.padEnd(24)}${figures(await answersTo(tui, pair, times))}`);
	}
	tui.press('^r');
	await tui.see(/reading/, 5);
	lines.push(`  ${'one row, while reading'.padEnd(24)}${figures(await answersTo(tui, ['j'], 15))}`);
	const crumb = /[\d,]+ rows.*/.exec(tui.text())?.[0] ?? '';
	const memory = usedBy(tui.pid).megabytes.toFixed(0);
	await tui.end();
	return [...lines, `  ${crumb.trim()}`, `  ${memory} MB, the director elsewhere`].join('\n');
};

const figures = (sorted: readonly number[]): string =>
	[0.5, 0.99, 1].map(part => partOf(sorted, part).toFixed(1).padStart(8)).join('');
