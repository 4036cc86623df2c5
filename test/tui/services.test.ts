import {afterEach, describe, expect, test} from 'vitest';
import {startInProcess, type InProcess, type InProcessOptions} from './in-process.ts';
import {manualClock} from './manual-clock.ts';
import {scriptedClient} from './scripted-client.ts';
import {webTable} from './web-tables.ts';

let running: InProcess | undefined;

/** The program on the small site; reads every two seconds by a clock that the test moves. */
const start = (options: Partial<InProcessOptions> = {}): InProcess => {
	const clock = manualClock();
	const first = clock.now();
	const client = scriptedClient(() => webTable(1000 + (clock.now() - first) / 1000));
	running = startInProcess({client, clock, ...options});
	return running;
};

afterEach(async () => {
	await running?.leave();
	running = undefined;
});

const cursorLine = ({lines}: InProcess): string | undefined =>
	lines().find(line => line.startsWith('›'));

describe('the services screen', () => {
	test.each([
		[80, 24],
		[140, 45],
		[60, 15],
		[112, 30],
	])('looks as agreed at %ix%i', async (columns, rows) => {
		const tui = start({columns, rows});
		await tui.see('192.0.2.10:443');
		await expect(`${tui.text()}\n`).toMatchFileSnapshot(`golden/services-${columns}x${rows}.txt`);
		expect(cursorLine(tui)).toContain('192.0.2.10:53');
	});
});
