import {describe, expect, test} from 'vitest';
import {itemKey} from '../../source/operator/item.ts';
import {server} from '../unit/operator/site.ts';
import {act, actAt, type Acting} from './acting.ts';

const busy = {active: 40, inactive: 4, persistent: 2};

const sizes = [
	[60, 15],
	[80, 24],
	[140, 45],
] as const;

describe.each(sizes)('the look at %ix%i', (columns, rows) => {
	const size = {columns, rows};
	const golden = (name: string) => `golden/${name}-${columns}x${rows}.txt`;
	const open = async (): Promise<Acting> => {
		const tui = await actAt(11, size);
		tui.loads.set(itemKey(server(11)), busy);
		await tui.tick();
		await tui.see(' 40 ');
		return tui;
	};

	test('dialogs', async () => {
		const tui = await open();
		await tui.press('d');
		await tui.see('[ Drain ]');
		await tui.see('weight 100 > 0');
		await expect(`${tui.text()}\n`).toMatchFileSnapshot(golden('drain'));
		await tui.press('Esc', 'x');
		await tui.see('lost for good');
		await expect(`${tui.text()}\n`).toMatchFileSnapshot(golden('remove'));
		await tui.press('Esc', 'k', 'x');
		await tui.see('Type 192.0.2.10');
		await expect(`${tui.text()}\n`).toMatchFileSnapshot(golden('remove-service'));
		await tui.press('Esc', 'j', 'w', '50');
		await tui.see('weight 100 > 50');
		await expect(`${tui.text()}\n`).toMatchFileSnapshot(golden('weight'));
		await tui.press('Esc', 's');
		await tui.see('Why: ');
		await expect(`${tui.text()}\n`).toMatchFileSnapshot(golden('why'));
	});

	test('drains, the question at the end, the log', async () => {
		const tui = await open();
		await tui.press('d\r');
		await tui.see('1 draining');
		await tui.see('clients that are being looked up');
		await expect(`${tui.text()}\n`).toMatchFileSnapshot(golden('drains'));
		await tui.press('b', 'q');
		await tui.see('Leave?');
		await expect(`${tui.text()}\n`).toMatchFileSnapshot(golden('leaving'));
		await tui.press('Esc', '7');
		await tui.see('1 by you');
		// Times of day are of the place where this runs.
		const text = tui.text().replaceAll(/\d\d:\d\d:\d\d/g, 'hh:mm:ss');
		await expect(`${text}\n`).toMatchFileSnapshot(golden('log'));
	});
});

test('without UTF-8 every dialog is ASCII', async () => {
	const tui = await act({environment: {LANG: 'C'}});
	await tui.press('g', 'jjj');
	for (const [key, seen] of [
		['d', '[ Drain ]'],
		['x', '[ Remove ]'],
		['w', '[ Set ]'],
		['s', 'Why: '],
	] as const) {
		// oxlint-disable-next-line no-await-in-loop -- one after the other
		await tui.press(key);
		// oxlint-disable-next-line no-await-in-loop
		await tui.see(seen);
		expect(tui.text()).toMatch(/^[\n -~]*$/);
		// oxlint-disable-next-line no-await-in-loop
		await tui.press('Esc');
	}
	await tui.press('d\r');
	await tui.see('1 drained');
	expect(tui.text()).toMatch(/^[\n -~]*$/);
});
