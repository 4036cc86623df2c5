import {expect, test} from 'vitest';
import {sampleOf} from '../../../source/sampler/sample.ts';
import {press} from '../../../source/tui/keys/press.ts';
import {targets} from '../../../source/tui/screens/services/marks.ts';
import {settle} from '../../../source/tui/screens/services/settle.ts';
import {webTable} from '../../tui/web-tables.ts';
import {contextFrom, initialState} from './tui-state.ts';

const sample = sampleOf(
	{takenAt: 0, table: webTable(1000), info: undefined, limitation: undefined},
	undefined,
);

/** Presses keys on the small site and says what a key would act on then. */
const targetsAfter = (...keys: readonly string[]): readonly string[] => {
	const state = {...initialState, sampler: {...initialState.sampler, sample}};
	const context = contextFrom(settle(initialState, state));
	for (const key of keys) {
		const before = context.get();
		press(context, key);
		context.apply(after => settle(before, after));
	}
	return targets(context.get());
};

test.each([
	[[], ['udp 192.0.2.10:53']],
	[['j'], ['udp 192.0.2.10:53 > 10.0.0.21:53']],
	[
		['j', 'space', 'space', 'G'],
		['udp 192.0.2.10:53 > 10.0.0.21:53', 'udp 192.0.2.10:53 > 10.0.0.22:53'],
	],
	[
		['j', 'v', 'j'],
		['udp 192.0.2.10:53 > 10.0.0.21:53', 'udp 192.0.2.10:53 > 10.0.0.22:53'],
	],
	[['space', 'k', 'space', 'escape'], ['udp 192.0.2.10:53 > 10.0.0.21:53']],
])('after %j a key acts on %j', (keys, expected) => {
	expect(targetsAfter(...keys)).toEqual(expected);
});
