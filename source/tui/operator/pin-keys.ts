import {caredServer, type CaredServer} from '../../operator/care.ts';
import type {KeyBinding} from '../keys/binding.ts';
import {applies} from '../keys/binding.ts';
import {openPin} from '../overlays/pin/overlay.ts';
import type {Action, TuiState} from '../store/state.ts';
import {cannotChange} from './may-change.ts';
import {targetServers} from './target-servers.ts';

const caredTargets = (state: TuiState): readonly CaredServer[] =>
	targetServers(state).flatMap(item => {
		const {operator} = state;
		return operator === undefined ? [] : (caredServer(operator.care, item) ?? []);
	});

const arePinned = (servers: readonly CaredServer[]): boolean =>
	servers.length > 0 && servers.every(({mark}) => mark !== 'auto');

/** What is pinned is most likely to be unpinned, and the other way round. */
const pin: Action = state =>
	openPin(targetServers(state), arePinned(caredTargets(state)) ? 'auto' : 'down')(state);

export const pinKeys: readonly KeyBinding[] = [
	{
		keys: ['C'],
		name: 'pin',
		says: 'pin a server that care checks, down or up, whatever its checks say; unpin it',
		hint: state => (arePinned(caredTargets(state)) ? 'unpin' : 'pin'),
		does: applies(pin),
		why: state => {
			const servers = targetServers(state);
			if (servers.length === 0) {
				return 'the key is for real servers';
			}
			return caredTargets(state).length < servers.length
				? 'nobody takes care of this: ipvs-tui care does'
				: cannotChange(state);
		},
	},
];

/** The names of those keys, for hints, where they are of use. */
export const pinHints = (state: TuiState): readonly string[] =>
	caredTargets(state).length > 0 ? pinKeys.map(({name}) => name) : [];
