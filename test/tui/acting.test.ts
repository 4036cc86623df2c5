import {describe, expect, test} from 'vitest';
import {itemKey} from '../../source/operator/item.ts';
import {server} from '../unit/operator/site.ts';
import {act} from './acting.ts';
import {onCursor, without} from './small-site.ts';

/** Rows: UDP service, its server, then the web service and its three servers. */
const toWebServer = (last: 11 | 12 | 13) => ['/', `10.0.0.${last}:443`, 'Enter', 'n'] as const;

describe('W1: take a server out', () => {
	test('d Enter drains, the progress is seen, x removes when empty, u brings it back whole', async () => {
		const tui = await act();
		const before = await tui.saved();
		tui.loads.set(itemKey(server(11)), {active: 40, inactive: 4, persistent: 2});
		await tui.tick();
		await tui.press(...toWebServer(11));
		await tui.see(onCursor('10.0.0.11:443'));
		await tui.press('d', 'Enter');
		await tui.see('40 > 40');
		expect(await tui.weightOf(server(11))).toBe(0);
		await tui.see('1 draining');
		await tui.press('b');
		await tui.see(without('weight was 100'));
		tui.loads.set(itemKey(server(11)), {active: 0, inactive: 0, persistent: 0});
		await tui.tick();
		await tui.see('1 drained');
		await tui.press('d');
		await tui.see('EMPTY');
		await tui.press('x');
		await tui.see(without('EMPTY'));
		expect((await tui.saved()).join('\n')).not.toContain('10.0.0.11:443');
		await tui.press('uu');
		await tui.see('undone, U does it again');
		expect(await tui.saved()).toEqual(before);
	});
});
