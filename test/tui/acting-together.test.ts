import {describe, expect, test} from 'vitest';
import {failed} from '../../source/model/failure.ts';
import type {ServerItem} from '../../source/operator/item.ts';
import {rememberingGuards, server} from '../unit/operator/site.ts';
import {actAt} from './acting.ts';
import {onCursor, without} from './small-site.ts';

const dns: ServerItem = {service: 'udp 192.0.2.10:53', destination: '10.0.0.13:53'};

describe('several rows in a row of actions', () => {
	test('x takes all rows of a machine that was drained whole, or only the one', async () => {
		const tui = await actAt(13);
		const before = await tui.saved();
		await tui.press('M');
		await tui.see('no server left: ');
		await tui.press('y');
		await tui.see('3 drained');
		await tui.press('x');
		await tui.see('(x) all 3 services with it');
		await tui.press('Enter');
		await tui.see('all 3 done');
		expect((await tui.saved()).join('\n')).not.toContain('10.0.0.13');
		await tui.press('u');
		await tui.see('undone, U does it again: remove');
		await tui.press('Esc', 'u');
		await tui.see('undone, U does it again: drain');
		expect(await tui.saved()).toEqual(before);
	});

	test('what comes back by undo has the cursor, as it had before', async () => {
		const tui = await actAt(11);
		await tui.press('w', '0', 'Enter');
		await tui.see('done, u undoes it: weight');
		await tui.press('x', 'Enter');
		await tui.see('done, u undoes it: remove');
		await tui.see('ghost');
		await tui.pass(4000);
		await tui.see(onCursor('10.0.0.12:443'));
		await tui.press('u');
		await tui.see(onCursor('10.0.0.11:443'));
	});

	test('x on one of two places that happen to be empty takes the one', async () => {
		const tui = await actAt(13);
		await tui.foreign(
			'-e -t 192.0.2.10:443 -r 10.0.0.13:443 -g -w 0',
			'-e -u 192.0.2.10:53 -r 10.0.0.13:53 -m -w 0',
		);
		await tui.tick();
		await tui.press('x');
		await tui.see('(x) this service');
		await tui.press('Enter');
		await tui.see('done, u undoes it: remove 10.0.0.13:443 in tcp 192.0.2.10:443');
		expect(await tui.weightOf(dns)).toBe(0);
	});

	test('what needs a change that was refused is not sent, and the list says so', async () => {
		const tui = await actAt(11, {
			guards: rememberingGuards().guards,
			client: ({change}) => ({
				change: async sent => {
					const answers = await change(sent.slice(1));
					return [failed({kind: 'kernel', errno: 12, doing: 'x'}), ...answers];
				},
			}),
		});
		await tui.foreign('-e -t 192.0.2.10:443 -r 10.0.0.13:443 -g -w 0');
		await tui.tick();
		const before = await tui.saved();
		await tui.press(':', 'sorry 192.0.2.10:443 10.0.0.13', 'Enter');
		await tui.see('weight 0 > 100');
		await tui.press('y');
		await tui.see('3 of 3 not done');
		await tui.see(/FAILED +10\.0\.0\.13:443/);
		await tui.see(/not sent +10\.0\.0\.11:443 .*it needs what was refused/);
		expect(await tui.saved()).toEqual(before);
	});

	test('m marks again what was marked last: they come back together, too', async () => {
		const tui = await actAt(11);
		await tui.press('m');
		await tui.see('nothing was marked before');
		await tui.press('Space', 'Space', 'd\r');
		await tui.see('2 drained');
		await tui.press('Esc');
		await tui.see(without('marked:'));
		await tui.press('m');
		await tui.see('2 marked:');
		await tui.press('r\r');
		await tui.see('all 2 done');
		expect([await tui.weightOf(server(11)), await tui.weightOf(server(12))]).toEqual([100, 100]);
	});
});
