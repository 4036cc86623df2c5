import {onTestFinished} from 'vitest';
import {openGround, rest, type SiteOptions} from '../unit/operator/site.ts';
import {startInProcess, type InProcessOptions} from './in-process.ts';

/** The program with an operator before a director in this process, until the test is over. */
export const act = async (
	options: SiteOptions &
		Partial<Pick<InProcessOptions, 'columns' | 'rows' | 'ports' | 'environment'>> = {},
) => {
	const ground = await openGround(options);
	const {columns, rows, ports, environment} = options;
	const tui = startInProcess({
		client: ground.used,
		clock: ground.clock,
		operator: ground.operatorFor,
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
	return {
		...ground,
		...tui,
		/** Lets the next reading happen. */
		tick: async () => {
			tui.clock.advance(2000);
			await rest();
		},
	};
};
