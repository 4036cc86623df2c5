import {parseIpv4, parseIpv6} from '../../../model/address.ts';
import {serversAt} from '../../../operator/affected.ts';
import type {ServerItem} from '../../../operator/item.ts';
import type {KeyContext} from '../../keys/binding.ts';
import {isAnyPersistent, targetServers, usualWeight} from '../../operator/target-servers.ts';
import type {Mode} from '../../screens/rules/comparison.ts';
import {showRules} from '../../screens/rules/compare.ts';
import {saveRules} from '../../screens/rules/save.ts';
import {servicesFilter} from '../../screens/services/filter-line.ts';
import {connectionsLine} from '../../screens/connections/jump.ts';
import type {TuiState} from '../../store/state.ts';
import {showView} from '../../store/views.ts';
import {setTheme} from '../../theme/set-theme.ts';
import {isThemeName, themeNames} from '../../theme/themes.ts';
import {openHelp} from '../help/state.ts';
import {leave} from '../leaving/state.ts';
import {drainAsk, returnAsk, sorryAsk} from '../plan/asks.ts';
import {confirmPlan} from '../plan/confirm-plan.ts';
import {openAsk, reverting} from '../plan/open-ask.ts';
import type {Ask} from '../plan/state.ts';
import {sorryFor} from './sorry.ts';

/** A word of ours for the command line, besides all that ipvsadm takes. */
export type OwnWord = {
	readonly name: string;
	/** What stands after it, for the list of candidates. */
	readonly operand: string;
	readonly says: string;
	/** What the operand may be. */
	readonly takes: 'nothing' | 'server' | 'service and server' | 'theme' | 'filter' | 'file';
	/** Whether a time may stand behind it after which the change reverts, such as `!5m`. */
	readonly canRevert?: boolean;
	/** Does it; a sentence when that makes no sense. The time is in milliseconds. */
	readonly does: (operand: string, context: KeyContext, revertAfter?: number) => string | undefined;
};

export const ownWords: readonly OwnWord[] = [
	{
		name: 'drain',
		operand: '[SERVER]',
		says: 'weight 0, then watch until nothing is left',
		takes: 'server',
		canRevert: true,
		does: withServers((servers, {get}) =>
			drainAsk({servers, scope: 'rows', isPersistent: isAnyPersistent(servers, get())}),
		),
	},
	{
		name: 'return',
		operand: '[SERVER]',
		says: 'back to the weight it had before it was drained',
		takes: 'server',
		canRevert: true,
		does: withServers((servers, {get}) => {
			const [first] = servers;
			return returnAsk({servers, usualWeight: first && usualWeight(first, get())});
		}),
	},
	{
		name: 'sorry',
		operand: 'SERVICE SERVER',
		says: 'all of a service to one of its servers; back after five minutes unless K keeps it',
		takes: 'service and server',
		canRevert: true,
		does: (operand, {get, apply}, revertAfter) => {
			const sorry = sorryFor(operand, get());
			if (typeof sorry === 'string') {
				return sorry;
			}
			apply(openAsk(reverting(sorryAsk(sorry.weights, sorry.what), revertAfter)));
			return undefined;
		},
	},
	{
		name: 'zero',
		operand: '',
		says: 'set every counter of the director to zero, for everybody',
		takes: 'nothing',
		does: (_, context) => {
			confirmPlan({kind: 'change', changes: [{kind: 'zero'}]}, context, {title: 'Zero'});
			return undefined;
		},
	},
	{
		name: 'save',
		operand: 'FILE',
		says: 'write the table into a rules file; the old one stays as FILE~',
		takes: 'file',
		does: (operand, context) => {
			if (operand === '') {
				return 'a file is needed: save FILE';
			}
			void saveRules(context, operand);
			return undefined;
		},
	},
	{
		name: 'diff',
		operand: '[FILE]',
		says: 'what differs between the table and a rules file',
		takes: 'file',
		does: showing(undefined),
	},
	{
		name: 'restore',
		operand: '[FILE]',
		says: 'add and change what a rules file says; what only the table has stays',
		takes: 'file',
		does: showing('merge'),
	},
	{
		name: 'apply',
		operand: '[FILE]',
		says: 'make the table exactly what a rules file says',
		takes: 'file',
		does: showing('exact'),
	},
	{
		name: 'find',
		operand: 'FILTER',
		says: 'services and servers that a filter lets through',
		takes: 'filter',
		does: (operand, {apply}) => {
			apply(state => showView('services')(servicesFilter.set(operand)(state)));
			return undefined;
		},
	},
	{
		name: 'conns',
		operand: '[FILTER]',
		says: 'connections that a filter lets through, such as an address',
		takes: 'filter',
		does: (operand, {apply}) => {
			const show = connectionsLine(`conns ${operand}`.trim());
			if (show !== undefined) {
				apply(show);
			}
			return undefined;
		},
	},
	{
		name: 'theme',
		operand: 'NAME',
		says: 'another theme',
		takes: 'theme',
		does: (operand, {apply}) => {
			if (!isThemeName(operand)) {
				return `no such theme; there are ${themeNames.join(' ')}`;
			}
			apply(setTheme(operand));
			return undefined;
		},
	},
	{
		name: 'help',
		operand: '',
		says: 'what the keys do',
		takes: 'nothing',
		does: (_, {apply}) => {
			apply(openHelp);
			return undefined;
		},
	},
	{
		name: 'quit',
		operand: '',
		says: 'leave the program',
		takes: 'nothing',
		does: (_, context) => {
			leave(context);
			return undefined;
		},
	},
];

export const ownWord = (name: string): OwnWord | undefined =>
	ownWords.find(word => word.name === name);

/** Nothing is done before it was seen. */
function showing(mode: Mode | undefined): OwnWord['does'] {
	return (operand, context) => {
		showRules(context, operand === '' ? undefined : operand, mode);
		return undefined;
	};
}

type ServerWork = (servers: readonly ServerItem[], context: KeyContext) => Ask;

/** The servers at an address, with or without a port; the chosen rows where none is given. */
function withServers(work: ServerWork): OwnWord['does'] {
	return (operand, context, revertAfter) => {
		const state = context.get();
		const servers = operand === '' ? targetServers(state) : serversNamed(operand, state);
		if (servers.length === 0) {
			return operand === ''
				? 'the row is no real server: go to one, or give its address'
				: `no service has a real server ${operand}`;
		}
		context.apply(openAsk(reverting(work(servers, context), revertAfter)));
		return undefined;
	};
}

const serversNamed = (text: string, {sampler: {sample}}: TuiState): readonly ServerItem[] => {
	const [, wide, narrow, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? [];
	const address = parseIpv4(narrow ?? text) ?? parseIpv6(wide ?? text);
	if (sample === undefined || address === undefined) {
		return [];
	}
	return serversAt(sample, address).filter(
		({destination}) => port === undefined || destination.endsWith(`:${port}`),
	);
};
