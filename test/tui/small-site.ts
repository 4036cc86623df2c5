import {onTestFinished} from 'vitest';
import {startInProcess, type InProcessOptions} from './in-process.ts';
import {manualClock} from './manual-clock.ts';
import {scriptedClient} from './scripted-client.ts';
import {webTable} from './web-tables.ts';

/** The program on the small site until the test is over; what it reads follows a clock that the test moves. */
export const start = (options: Partial<InProcessOptions> = {}) => {
	const clock = manualClock();
	const first = clock.now();
	const site = () => webTable(1000 + (clock.now() - first) / 1000);
	const client = scriptedClient(site);
	const tui = startInProcess({client, clock, ...options});
	onTestFinished(async () => {
		await tui.leave();
	});
	return {...tui, script: client.script, site};
};

/** The line under the cursor, which has a mark besides being inverse. */
export const cursorLine = (lines: readonly string[]): string =>
	lines.find(line => line.startsWith('›')) ?? '';

export const onCursor = (text: string) => (lines: readonly string[]) =>
	cursorLine(lines).includes(text);

export const without = (text: string) => (lines: readonly string[]) =>
	!lines.some(line => line.includes(text));
