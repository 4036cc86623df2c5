import {expect, test} from 'vitest';
import {createStore} from '../../../source/sampler/store.ts';
import {itemKey} from '../../../source/operator/item.ts';
import {attachOperator} from '../../../source/tui/operator/attach.ts';
import {attention} from '../../../source/tui/operator/attention.ts';
import type {TuiState} from '../../../source/tui/store/state.ts';
import {openSite, rest, server} from '../operator/site.ts';
import {initialState} from './tui-state.ts';

test('who looks elsewhere is called when a server is empty, once, and the title counts it', async () => {
	const site = await openSite();
	const {get, set, subscribe} = createStore<TuiState>(initialState);
	const calls: string[] = [];
	const end = attachOperator({
		operator: site.operator,
		store: {get, subscribe, apply: action => set(action(get()))},
		ports: {operator: site.operator},
		ring: says => calls.push(says),
	});
	site.loads.set(itemKey(server(11)), {active: 3, inactive: 0, persistent: 0});
	const plan = await site.plan({kind: 'drain', servers: [server(11)], firmness: 'gentle'});
	await site.operator.startDrains(plan, {whenEmpty: 'ask'});
	await rest();
	expect(get().title).toMatchObject({draining: 1, drained: 0});
	expect(calls).toEqual([]);
	site.loads.clear();
	await site.read();
	await site.read();
	expect(calls).toEqual(['10.0.0.11:443 in tcp 192.0.2.10:443 is empty after 1 min']);
	expect(get().title).toMatchObject({draining: 0, drained: 1});
	end();
});

test('the call is a bell and one line for the desktop, whatever is in the words', () => {
	expect(attention('a\u001B\u0007b\nc')).toBe('\u0007\u001B]9;a b c\u0007');
});
