import {describe, expect, test} from 'vitest';
import type {Change} from '../../source/model/change.ts';
import type {Forecast, Ports} from '../../source/tui/ports.ts';
import {actAt} from './acting.ts';
import {without} from './small-site.ts';
import {boxIn} from './operated.ts';

const answer: Forecast = {
	notes: ['10.0.0.11:443 is empty after 40-55 s.'],
	text: 'Simulated: the present traffic\n  10.0.0.12:443  50%  100%\n',
};

/** A simulation that ends when the test says so. */
const simulation = () => {
	const asked: {readonly changes: readonly Change[]; readonly signal: AbortSignal}[] = [];
	let settle: ((found: Forecast | string) => void) | undefined;
	const forecast: NonNullable<Ports['forecast']> = async (changes, signal) => {
		asked.push({changes, signal});
		return new Promise(resolve => {
			settle = resolve;
		});
	};
	return {asked, ports: {forecast}, says: (found: Forecast | string) => settle?.(found)};
};

describe('t in a dialog', () => {
	test('simulates what it would do, says what matters, and shows all of it; nothing is done by that', async () => {
		const {asked, ports, says} = simulation();
		const tui = await actAt(11, {ports});
		const before = await tui.saved();
		await tui.press('d', 't');
		await tui.see('~ simulating');
		expect(asked).toMatchObject([{changes: [{kind: 'edit-destination'}]}]);
		says(answer);
		await tui.see('~ 10.0.0.11:443 is empty after 40-55 s.');
		await tui.press('t');
		await tui.see('10.0.0.12:443  50%  100%');
		await tui.press('Esc');
		await tui.see(without('Simulated: drain'));
		expect(boxIn(tui.lines())).toContain('is empty after');
		expect(asked).toHaveLength(1);
		expect(await tui.saved()).toEqual(before);
	});

	test('is called off when the dialog is closed, and begins anew for another plan', async () => {
		const {asked, ports, says} = simulation();
		const tui = await actAt(11, {ports});
		await tui.press('w', '10');
		await tui.see('weight 100 > 10');
		await tui.press('t');
		await tui.see('~ simulating');
		await tui.press('5');
		await tui.see('weight 100 > 105');
		await tui.see(without('~'));
		expect(asked[0]?.signal.aborted).toBe(true);
		await tui.press('t');
		await tui.see('~ simulating');
		says('this cannot be simulated');
		await tui.see('~ this cannot be simulated');
		await tui.press('Esc', 'd');
		await tui.see('[ Drain ]');
		await tui.press('t');
		await tui.see('~ simulating');
		await tui.press('Esc');
		await tui.see(without('[ Drain ]'));
		expect(asked.map(({signal}) => signal.aborted)).toEqual([true, false, true]);
	});

	test('says so where nothing can be simulated', async () => {
		const tui = await actAt(11);
		await tui.press('d');
		await tui.see('[ Drain ]');
		await tui.press('t');
		await tui.see('nothing can be simulated from here');
	});
});
