import {onTestFinished} from 'vitest';
import {openGround, rest, type SiteOptions} from '../unit/operator/site.ts';
import {startInProcess, type InProcessOptions} from './in-process.ts';
import {onCursor} from './small-site.ts';

/** The program with an operator before a director in this process, until the test is over. */
export const act = async (
	options: SiteOptions &
		Partial<Pick<InProcessOptions, 'columns' | 'rows' | 'ports' | 'environment' | 'start'>> = {},
) => {
	const ground = await openGround(options);
	const {columns, rows, ports, environment, start} = options;
	const tui = startInProcess({
		client: ground.used,
		clock: ground.clock,
		operator: ground.operatorFor,
		...(start === undefined ? {} : {start}),
		...(columns === undefined ? {} : {columns}),
		...(rows === undefined ? {} : {rows}),
		...(ports === undefined ? {} : {ports}),
		...(environment === undefined ? {} : {environment}),
	});
	let hasLeft = false;
	void tui.ended.then(() => (hasLeft = true));
	onTestFinished(async () => {
		if (!hasLeft) {
			// What still runs is asked about once.
			await tui.press('^c', '^c');
			await tui.ended;
		}
	});
	await tui.see('192.0.2.10:443');
	const pass = async (milliseconds: number): Promise<void> => {
		for (let left = milliseconds; left > 0; left -= 10_000) {
			tui.clock.advance(Math.min(left, 10_000));
			// oxlint-disable-next-line no-await-in-loop -- what is due happens before what is due later
			await rest();
		}
	};
	return {
		...ground,
		...tui,
		/** Lets the next reading happen. */
		tick: async () => pass(2000),
		/** Lets so many milliseconds pass, reading by reading. */
		pass,
	};
};

export type Acting = Awaited<ReturnType<typeof act>>;

/** The same with the cursor on a server of the web service. */
export const actAt = async (
	last: 11 | 12 | 13,
	options?: Parameters<typeof act>[0],
): Promise<Acting> => {
	const tui = await act(options);
	await tui.press('g', 'j'.repeat(last - 8));
	await tui.see(onCursor(`10.0.0.${last}:443`));
	return tui;
};
