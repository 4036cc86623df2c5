import {describe, expect, test} from 'vitest';
import {itemKey, type ServerItem} from '../../source/operator/item.ts';
import {failed} from '../../source/model/failure.ts';
import {eventually} from '../eventually.ts';
import {rememberingGuards, server} from '../unit/operator/site.ts';
import {act, actAt} from './acting.ts';
import {onCursor, without} from './small-site.ts';

const dns: ServerItem = {service: 'udp 192.0.2.10:53', destination: '10.0.0.13:53'};
const busy = {active: 40, inactive: 4, persistent: 2};
const nothing = {active: 0, inactive: 0, persistent: 0};

describe('W1: take a server out', () => {
	test('d Enter drains; the progress is seen; x removes when empty; u brings it back as it was', async () => {
		const tui = await actAt(11);
		const before = await tui.saved();
		tui.loads.set(itemKey(server(11)), busy);
		await tui.tick();
		await tui.press('d', 'Enter');
		await tui.see('active 40 > 40');
		expect(await tui.weightOf(server(11))).toBe(0);
		await tui.see('1 draining');
		await tui.press('b');
		await tui.see(without('weight was 100'));
		tui.loads.set(itemKey(server(11)), nothing);
		await tui.tick();
		await tui.see('1 drained');
		await tui.press('d');
		await tui.see('empty since');
		await tui.press('x');
		await tui.see(without('empty since'));
		expect((await tui.saved()).join('\n')).not.toContain('10.0.0.11:443');
		await tui.press('uu');
		await tui.see('undone, U does it again: drain');
		expect(await tui.saved()).toEqual(before);
	});

	test('both keys in one packet do what they do one by one', async () => {
		const tui = await actAt(12);
		await tui.press('d\r');
		await tui.see('1 drained');
		expect(await tui.weightOf(server(12))).toBe(0);
	});

	test('the last server of a service is not drained by Enter, but by y', async () => {
		const tui = await act();
		await tui.press('j', 'd\r');
		await tui.see('no server left: udp 192.0.2.10:53');
		await tui.press('Enter');
		await tui.see(without('no server left'));
		expect(await tui.weightOf(dns)).toBe(1);
		await tui.press('d');
		await tui.see('no server left');
		await tui.press('y');
		await tui.see('1 drained');
		expect(await tui.weightOf(dns)).toBe(0);
	});

	test('M takes the whole machine out, and back', async () => {
		const tui = await actAt(13);
		await tui.press('M');
		await tui.see('(x) all 3 services with it');
		await tui.see('no server left: ');
		await tui.press('y');
		await tui.see('3 drained');
		await tui.press('Esc', 'M');
		await tui.see('Return 10.0.0.13 in 3 services');
	});

	test('firm is asked for where clients are sticky, and is a switch of the whole host for as long as it takes', async () => {
		const tui = await actAt(11);
		tui.loads.set(itemKey(server(11)), busy);
		await tui.tick();
		await tui.press('d');
		await tui.see('(x) gentle');
		await tui.press('Tab', 'Right');
		await tui.see('lost for good: what ties clients to servers with weight 0');
		await tui.see('expire_quiescent_template is 1 for the whole host until');
		await tui.see(/ y yes {2}! revert/);
		await tui.press('y');
		await tui.see('expire_quiescent_template is 1 meanwhile');
		expect(tui.quiescent.value).toBe(1);
		tui.loads.set(itemKey(server(11)), nothing);
		await tui.tick();
		await tui.see('empty since');
		await eventually(() => expect(tui.quiescent.value).toBe(0));
	});

	test('what the line below the title offers works while the drain is looked at', async () => {
		const {guards} = rememberingGuards();
		const tui = await actAt(11, {guards});
		await tui.press('d', '!', 'Enter');
		await tui.see('reverts in 5:00, K keeps it');
		await tui.see('1 drained');
		await tui.press('K');
		await tui.see('it stays: drain');
		await tui.press('u');
		await tui.see('undone, U does it again: drain');
		expect(await tui.weightOf(server(11))).toBe(100);
	});

	test('marked servers are drained together; what is over is forgotten', async () => {
		const tui = await actAt(11);
		tui.loads.set(itemKey(server(11)), busy);
		await tui.press('Space', 'Space', 'd\r');
		await tui.see('2 drains');
		await tui.see('1 draining  1 drained');
		expect([await tui.weightOf(server(11)), await tui.weightOf(server(12))]).toEqual([0, 0]);
		await tui.press('r');
		await tui.see('returned');
		await tui.press('j', 'r');
		await tui.see(without('2 drains'));
		expect([await tui.weightOf(server(11)), await tui.weightOf(server(12))]).toEqual([100, 100]);
	});

	test('d and r in a hurry on a server without weight: the dialog has the keys, not the view of drains', async () => {
		const tui = await actAt(11);
		await tui.press('w', '0', 'Enter');
		await tui.see('done, u undoes it');
		await tui.press('dr');
		await tui.see('Return 10.0.0.11:443');
		await tui.tick();
		await tui.press('Enter');
		await tui.see('done, u undoes it: return');
		expect(await tui.weightOf(server(11))).toBe(100);
	});
});

describe('W2: return a server', () => {
	test('r Enter gives the weight it had', async () => {
		const tui = await actAt(11);
		await tui.press('d\r');
		await tui.see('1 drained');
		await tui.press('b', 'r\r');
		await tui.see('done, u undoes it: return');
		expect(await tui.weightOf(server(11))).toBe(100);
	});

	test('r s does it in steps over five minutes', async () => {
		const tui = await actAt(11);
		await tui.press('d\r');
		await tui.see('1 drained');
		await tui.press('b', 'r');
		await tui.see('weight 0 > 100');
		await tui.press('s');
		await tui.see('443, in steps');
		expect(await tui.weightOf(server(11))).toBe(10);
		await tui.see('1 returning');
		await tui.press('B');
		await tui.see('weight 10 of 100, next step in');
		await tui.press('Esc');
		await tui.pass(310_000);
		await eventually(async () => expect(await tui.weightOf(server(11))).toBe(100));
		await tui.press('7');
		await tui.see(/timer ok +weight of 10\.0\.0\.11:.*weight 90 > 100/);
	});

	test('r says so where steps would be none', async () => {
		const tui = await act({
			rules: [
				'-A -t 192.0.2.10:443 -s rr',
				'-a -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 100',
				'-a -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 0',
			],
		});
		await tui.press('G', 'r');
		await tui.see('none is remembered; others have 100');
		await tui.press('100');
		await tui.see('rr only asks whether a weight is 0: in steps it');
		await tui.see('s slowly');
		await tui.press('Esc');
	});

	test('a server that comes back in steps is one task and no drain', async () => {
		const tui = await actAt(11);
		await tui.press('d\r');
		await tui.see('1 drained');
		await tui.press('b', 'r', 's');
		await tui.see('in steps');
		await tui.press('B');
		await tui.see('─ Return ─');
		await tui.see(without('returned'));
		await tui.press('s');
		await tui.see('stays at weight 10 of 100: 10.0.0.11:443');
	});

	test('a weight that nobody remembers is asked for, also where its drain is looked at', async () => {
		const tui = await actAt(11);
		await tui.foreign('-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 0 -x 500 -y 400');
		await tui.tick();
		await tui.press('d');
		await tui.see('empty since');
		await tui.press('r');
		await tui.see('no weight of 10.0.0.11:443');
		await tui.press('Esc', 'b');
		await tui.see(without('no weight of'));
		await tui.press('r\r');
		await tui.see('no weight of 10.0.0.11:443');
		expect(await tui.weightOf(server(11))).toBe(0);
		await tui.press('77');
		await tui.see('weight 0 > 77');
		await tui.press('Enter');
		await tui.see('done, u undoes it: return');
		expect(await tui.weightOf(server(11))).toBe(77);
	});
});

describe('weights', () => {
	test('w takes a weight for all marked servers, and says what came of each', async () => {
		const tui = await actAt(11);
		await tui.press('Space', 'Space', 'w', '55', 'Enter');
		await tui.see('all 2 done');
		expect([await tui.weightOf(server(11)), await tui.weightOf(server(12))]).toEqual([55, 55]);
		await tui.press('u');
		await tui.see('undone, U does it again: weight of 2 servers');
		expect(await tui.weightOf(server(11))).toBe(100);
	});

	test('when one of several is refused, each result is shown, the refusal first', async () => {
		const tui = await actAt(11, {
			client: ({change}) => ({
				change: async sent =>
					sent.length < 2
						? change(sent)
						: [
								...(await change(sent.slice(0, 1))),
								failed({kind: 'kernel', errno: 12, doing: 'x'}),
							],
			}),
		});
		await tui.press('Space', 'Space', 'w', '55', 'Enter');
		await tui.see('1 of 2 not done');
		await tui.see(/FAILED +10\.0\.0\.12:443[^]*ok +10\.0\.0\.11:443 .*weight 100 > 55/);
		await tui.press('Enter', 'u');
		await tui.see('undone');
		expect(await tui.weightOf(server(11))).toBe(100);
	});

	test('+ and { are shown at once and are one step for undo', async () => {
		const tui = await actAt(11);
		await tui.press('+++', '}');
		await tui.see(/10\.0\.0\.11:443 +DR +113/);
		expect(await tui.weightOf(server(11))).toBe(100);
		await tui.pass(700);
		await tui.see('done, u undoes it: weight of 10.0.0.11:443 in tcp 192.0.2.10:443 to 113');
		expect(await tui.weightOf(server(11))).toBe(113);
		await tui.press('u');
		await tui.see('undone');
		expect(await tui.weightOf(server(11))).toBe(100);
	});

	test('W10: two weights are swapped and swap back unless that is confirmed', async () => {
		const {armed, guards} = rememberingGuards();
		const tui = await actAt(11, {guards});
		await tui.press('w', '10', '!', 'Enter');
		await tui.see('reverts in 5:00, K keeps it');
		expect(armed.size).toBe(1);
		await tui.press('j', 'w', '90', 'Enter');
		await tui.see('done, u undoes it: weight of 10.0.0.12');
		await tui.press('K');
		await tui.see('it stays: weight of 10.0.0.11:443');
		expect(armed.size).toBe(0);
		await tui.see(without('reverts in'));
		expect([await tui.weightOf(server(11)), await tui.weightOf(server(12))]).toEqual([10, 90]);
	});

	test('what nobody confirms counts down and is said to be reverted', async () => {
		const {guards} = rememberingGuards();
		const tui = await actAt(11, {guards});
		await tui.press('w', '10', '!', 'Enter');
		await tui.see('reverts in 5:00');
		await tui.pass(270_000);
		await tui.see('reverts in 0:30');
		await tui.pass(30_000);
		await tui.see('the guard reverts');
	});
});

describe('removal', () => {
	test('a server without connections goes with Enter, one with connections with y', async () => {
		const tui = await actAt(11);
		tui.loads.set(itemKey(server(12)), busy);
		await tui.press('x\r');
		await tui.see('done, u undoes it: remove');
		await tui.see(onCursor('× 10.0.0.11:443'));
		await tui.press('x');
		await tui.see('has no server 10.0.0.11:443 any more');
		await tui.press('Enter');
		await tui.pass(4000);
		await tui.see(onCursor('10.0.0.12:443'));
		await tui.press('x\r');
		await tui.see('46 connections and templates');
		await tui.press('Enter');
		await tui.see(without('lost for good'));
		expect(await tui.weightOf(server(12))).toBe(100);
		await tui.press('x');
		await tui.see('lost for good');
		await tui.press('y');
		await tui.see('done, u undoes it: remove');
		expect(await tui.weightOf(server(12))).toBeUndefined();
	});

	test('a service goes after its address was typed', async () => {
		const tui = await actAt(11);
		await tui.press('k', 'x\r');
		await tui.see('Type 192.0.2.10');
		await tui.press('y');
		await tui.see('type 192.0.2.10 first');
		await tui.press('192.0.2.1', 'Enter');
		await tui.see('Type 192.0.2.10: to show that you mean it');
		await tui.press('0', 'Enter');
		await tui.see('done, u undoes it: remove');
		expect((await tui.saved()).join('\n')).not.toContain('-t 192.0.2.10:443');
	});

	test('D does nothing and says what does', async () => {
		const tui = await actAt(11);
		await tui.press('D');
		await tui.see('drain is d, remove is x');
	});
});
