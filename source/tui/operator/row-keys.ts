import {caredServer, noCare} from '../../operator/care.ts';
import {comesBack} from '../../operator/care-plan.ts';
import {isSameItem, type ServerItem} from '../../operator/item.ts';
import type {KeyBinding, KeyContext} from '../keys/binding.ts';
import {applies} from '../keys/binding.ts';
import {drainOf, openDrains, returnWord, watchWord} from '../overlays/drains/state.ts';
import {drainAsk, removeAsk, returnAsk, weighAsk} from '../overlays/plan/asks.ts';
import {openPin} from '../overlays/pin/overlay.ts';
import {openAsk} from '../overlays/plan/open-ask.ts';
import {whyView} from '../overlays/why/state.ts';
import {clearMarks} from '../screens/services/actions.ts';
import {asksAlways} from '../settings/settings.ts';
import {say, type Action, type TuiState} from '../store/state.ts';
import {cannotChange} from './may-change.ts';
import {pinKeys} from './pin-keys.ts';
import {putBackKey} from './put-back-key.ts';
import {
	emptiedWith,
	hostOf,
	isAnyPersistent,
	targetItems,
	targetServers,
	usualWeight,
	weightOf,
} from './target-servers.ts';

/** Weight 0 already: there is nothing to ask, only to watch. */
const watch = async (
	servers: readonly ServerItem[],
	{get, apply, ports: {operator}}: KeyContext,
): Promise<void> => {
	const {overlays} = get();
	const trouble = await operator?.follow(servers, {whenEmpty: 'ask'});
	// What was opened meanwhile has the keys of one who types fast.
	if (trouble !== undefined) {
		apply(say(trouble));
	} else if (get().overlays === overlays) {
		apply(openDrains(operator?.get(), servers[0]));
	}
};

/** Out because its checks say so: a drain that lasts is a pin. */
const willComeBack = (item: ServerItem, state: TuiState): boolean => {
	const cared = caredServer(state.operator?.care ?? noCare, item);
	return cared !== undefined && weightOf(item, state) === 0 && comesBack(cared);
};

const drain: KeyBinding['does'] = context => {
	const state = context.get();
	const servers = targetServers(state);
	const returning = servers.filter(item => willComeBack(item, state));
	if (returning.length > 0) {
		context.apply(openPin(returning, 'down', after => void watch(servers, after)));
		return;
	}
	if (servers.every(item => weightOf(item, state) === 0)) {
		if (servers.every(item => drainOf(state.operator, item) !== undefined)) {
			context.apply(openDrains(state.operator, servers[0]));
		} else {
			void watch(servers, context);
		}
		return;
	}
	context.apply(askDrain(servers, 'rows'));
};

const askDrain =
	(servers: readonly ServerItem[], scope: 'rows' | 'host'): Action =>
	state => {
		const [first] = servers;
		const host =
			first === undefined || (scope === 'rows' && servers.length > 1)
				? undefined
				: hostOf(first, state);
		const places = host?.places ?? servers;
		const chosen = scope === 'host' && first !== undefined ? [first] : servers;
		return openAsk(
			drainAsk({
				servers: chosen,
				host:
					host !== undefined && places.length > 1
						? {
								address: host.address,
								places: places.length,
								isPersistent: isAnyPersistent(places, state),
							}
						: undefined,
				scope,
				isPersistent: isAnyPersistent(chosen, state),
			}),
		)(state);
	};

/** Out with all of the machine; back with it when it is out. */
const maintain: Action = state => {
	const [first] = targetServers(state);
	const host = first === undefined ? undefined : hostOf(first, state);
	if (first === undefined || host === undefined) {
		return say('this server is not in the table any more')(state);
	}
	const returning = host.places.filter(item => willComeBack(item, state));
	if (returning.length > 0 && host.places.every(item => weightOf(item, state) === 0)) {
		return openPin(returning, 'down')(state);
	}
	return host.places.every(item => weightOf(item, state) === 0)
		? openAsk(
				returnAsk({
					servers: host.places,
					address: host.address,
					usualWeight: usualWeight(first, state),
				}),
			)(state)
		: askDrain([first], 'host')(state);
};

const giveBack: Action = state => {
	const servers = targetServers(state);
	const [first] = servers;
	if (first === undefined) {
		return state;
	}
	if (servers.every(item => (weightOf(item, state) ?? 0) > 0)) {
		const rising = (state.operator?.ramps ?? []).find(
			({item, phase}) => phase.kind === 'rising' && isSameItem(item, first),
		);
		return rising === undefined
			? say(
					servers.length === 1
						? `it has weight ${weightOf(first, state)} already`
						: 'they all have a weight already',
				)(state)
			: openDrains(state.operator, first)(state);
	}
	return openAsk(returnAsk({servers, usualWeight: usualWeight(first, state)}))(state);
};

const weigh: Action = state => {
	const servers = targetServers(state);
	const weights = new Set(servers.map(item => weightOf(item, state)));
	return openAsk(weighAsk(servers, weights.size === 1 ? [...weights][0] : undefined))(state);
};

const step =
	(by: number): KeyBinding['does'] =>
	({get, apply, ports: {operator}}) => {
		if (asksAlways(get())) {
			apply(weigh);
			return;
		}
		const trouble = operator?.stepWeights(targetServers(get()), by);
		if (trouble !== undefined) {
			apply(say(trouble));
		}
	};

const remove: Action = state => {
	const items = targetItems(state);
	const [only] = targetServers(state);
	return openAsk(
		removeAsk(
			items,
			items.length === 1 && only !== undefined ? emptiedWith(only, state) : undefined,
		),
	)(state);
};

const forServers = (state: TuiState): string | undefined => {
	const items = targetItems(state);
	if (items.length === 0) {
		return 'there is no row';
	}
	return targetServers(state).length === 0
		? 'this is a service; the key is for real servers'
		: cannotChange(state);
};

const forRows = (state: TuiState): string | undefined =>
	targetItems(state).length === 0 ? 'there is no row' : cannotChange(state);

/** Keys that change the chosen rows: the marked ones, or the one under the cursor. */
export const rowKeys: readonly KeyBinding[] = [
	{
		keys: ['d'],
		name: 'drain',
		says: 'drain: weight 0, then watch until nothing is left; on one that drains, how far it is',
		hint: state => {
			const servers = targetServers(state);
			return servers.every(item => weightOf(item, state) === 0)
				? watchWord(state.operator, servers)
				: 'drain';
		},
		does: drain,
		why: forServers,
	},
	{
		keys: ['r'],
		name: 'return',
		says: 'return to service with the weight it had; then s: in steps',
		hint: state => returnWord(state.operator, targetServers(state)),
		does: applies(giveBack),
		why: forServers,
	},
	{
		keys: ['w'],
		name: 'weight',
		says: 'type a weight',
		hint: 'weight',
		does: applies(weigh),
		why: forServers,
	},
	{
		keys: ['+', '='],
		name: 'weight-up',
		says: 'weight 1 up',
		hint: '1',
		pair: 'weight-down',
		does: step(1),
		why: forServers,
	},
	{keys: ['-'], name: 'weight-down', says: 'weight 1 down', does: step(-1), why: forServers},
	{keys: ['}'], name: 'weight-up-10', says: 'weight 10 up', does: step(10), why: forServers},
	{keys: ['{'], name: 'weight-down-10', says: 'weight 10 down', does: step(-10), why: forServers},
	{
		keys: ['x', 'delete'],
		name: 'remove',
		says: 'remove the server, or the service with all of its servers',
		hint: 'remove',
		does: applies(remove),
		why: forRows,
	},
	{
		keys: ['M'],
		name: 'maintenance',
		says: 'drain the machine in every service that has it; return it when it is out',
		hint: 'server',
		does: applies(maintain),
		why: forServers,
	},
	...pinKeys,
	putBackKey(targetItems),
	{
		keys: ['s'],
		name: 'why',
		says: 'why this row has this state and this share',
		hint: 'why',
		does: applies(state => {
			const {sampler} = state;
			const [item] = targetItems(clearMarks(state));
			return sampler.sample === undefined || item === undefined
				? say('there is no row')(state)
				: whyView.open({item, top: 0})(state);
		}),
	},
	{
		keys: ['D'],
		name: 'no-delete',
		says: 'nothing: drain is d, remove is x',
		does: applies(say('drain is d, remove is x')),
	},
];
