import type {Address} from '../../../model/address.ts';
import {addressText} from '../../../model/address.ts';
import type {WhenEmpty} from '../../../operator/drain.ts';
import type {Firmness, ServerWeight} from '../../../operator/intent.ts';
import {isServer, itemText, type Item, type ServerItem} from '../../../operator/item.ts';
import {counted} from '../../../operator/words.ts';
import {numberOfField, textOfField, type Field, type FormState} from '../../form/form.ts';
import {openDrains} from '../drains/state.ts';
import {confirmAsk} from './confirm-plan.ts';
import {fieldNames, revertValue} from './fields.ts';
import type {Ask, PlanDialog} from './state.ts';

/** `10.0.0.1:80 in tcp 192.0.2.1:80`, or how many. */
const subjectOf = (items: readonly Item[], word: string): string => {
	const [only] = items;
	return items.length === 1 && only !== undefined ? itemText(only) : counted(items.length, word);
};

type Host = {readonly address: Address; readonly places: number; readonly isPersistent: boolean};

export type DrainTargets = {
	/** The rows that were chosen. */
	readonly servers: readonly ServerItem[];
	/** The address of them all where it is one, and its places in the table, if there are more than the chosen ones. */
	readonly host?: Host | undefined;
	/** Whether the dialog begins with all places of the host. */
	readonly scope: 'rows' | 'host';
	/** Whether clients stick to the chosen servers: only there gentle and firm differ. */
	readonly isPersistent: boolean;
};

/** Weight 0, then watch until nothing is left. */
export const drainAsk = ({servers, host, scope, isPersistent}: DrainTargets): Ask => {
	/** The machine, when all of its places are meant. */
	const hostIn = (form: FormState): Host | undefined =>
		textOfField(form, 'scope') === 'host' ? host : undefined;
	const isSticky = (form: FormState): boolean => hostIn(form)?.isPersistent ?? isPersistent;
	return {
		title: `Drain ${host !== undefined && scope === 'host' ? addressText(host.address) : subjectOf(servers, 'server')}`,
		button: 'Drain',
		values: {scope, firmness: 'gentle', whenEmpty: 'ask', giveUp: 'never'},
		fields: ({form}) => [
			...(host === undefined ? [] : [scopeField(host.places)]),
			...(isSticky(form) ? [firmnessField] : []),
			whenEmptyField,
			giveUpField,
		],
		intent: form => {
			const machine = hostIn(form);
			const firmness: Firmness =
				isSticky(form) && textOfField(form, 'firmness') === 'firm' ? 'firm' : 'gentle';
			return machine === undefined
				? {kind: 'drain', servers, firmness}
				: {kind: 'maintain', address: machine.address, firmness};
		},
		act: ({operator, plan, form, revertAfter}) =>
			operator.startDrains(plan, {
				whenEmpty: textOfField(form, 'whenEmpty') as WhenEmpty,
				giveUpAfter: giveUpTimes[textOfField(form, 'giveUp')],
				revertAfter,
			}),
		canRevert: true,
		done: ({apply, ports}) => apply(openDrains(ports.operator?.get(), servers[0])),
	};
};

const scopeField = (places: number): Field => ({
	kind: 'choice',
	name: 'scope',
	label: 'Where',
	options: [
		{value: 'rows', label: 'this service'},
		{value: 'host', label: `all ${places} services with it`},
	],
});

const firmnessField: Field = {
	kind: 'choice',
	name: 'firmness',
	label: 'How',
	note: 'for sticky clients',
	options: [
		{value: 'gentle', label: 'gentle'},
		{value: 'firm', label: 'firm, the whole host'},
	],
};

const whenEmptyField: Field = {
	kind: 'choice',
	name: 'whenEmpty',
	label: 'When empty',
	options: [
		{value: 'hold', label: 'hold'},
		{value: 'ask', label: 'ask'},
		{value: 'remove', label: 'remove'},
	],
};

const giveUpTimes: Readonly<Record<string, number | undefined>> = {
	'10m': 600_000,
	'30m': 1_800_000,
	'2h': 7_200_000,
};

const giveUpField: Field = {
	kind: 'choice',
	name: 'giveUp',
	label: 'Give up',
	note: 'stays at weight 0',
	options: ['never', ...Object.keys(giveUpTimes)].map(value => ({value, label: value})),
};

export type ReturnTargets = {
	readonly servers: readonly ServerItem[];
	/** For the end of a whole server's maintenance. */
	readonly address?: Address | undefined;
	/** What other servers of these services have, for whom no weight is remembered. */
	readonly usualWeight: number | undefined;
};

/** The weight that a server had before, at once or in steps. */
export const returnAsk = ({servers, address, usualWeight}: ReturnTargets): Ask => {
	return {
		title: `Return ${address === undefined ? subjectOf(servers, 'server') : addressText(address)}`,
		button: 'Return',
		values: {[fieldNames.weight]: ''},
		fields: own => (needsWeight(own) ? [weightField(usualWeight)] : []),
		intent: form =>
			address === undefined
				? {kind: 'return', servers, weight: weightIn(form)}
				: {kind: 'end-maintenance', address, weight: weightIn(form)},
		act: ({operator, plan, revertAfter}) => operator.perform(plan, {revertAfter}),
		actSlowly: ({operator, plan}) => operator.startRamps(plan, {}),
		canRevert: true,
	};
};

const weightIn = (form: FormState): number | undefined => {
	const weight = numberOfField(form, fieldNames.weight);
	return Number.isNaN(weight) || weight > 65_535 ? undefined : weight;
};

/** Once it was asked for it stays. */
const needsWeight = ({preview, form}: PlanDialog): boolean =>
	textOfField(form, fieldNames.weight) !== '' ||
	form.focus === fieldNames.weight ||
	(preview?.kind === 'impossible' && preview.needs === 'weight') ||
	(preview?.kind === 'plan' && preview.skipped.some(({needs}) => needs === 'weight'));

const weightField = (usual: number | undefined): Field => ({
	kind: 'text',
	name: fieldNames.weight,
	label: 'Weight',
	width: 7,
	note: usual === undefined ? 'none is remembered' : `none is remembered; others have ${usual}`,
	check: weightFault,
});

const weightFault = (text: string): string | undefined =>
	text === '' || (/^\d{1,5}$/.test(text) && Number(text) <= 65_535)
		? undefined
		: 'a whole number from 0 to 65535';

/** A weight that is typed, for one server or for all marked ones. */
export const weighAsk = (servers: readonly ServerItem[], present: number | undefined): Ask => ({
	title: `Weight of ${subjectOf(servers, 'server')}`,
	button: 'Set',
	values: {[fieldNames.weight]: ''},
	focus: fieldNames.weight,
	fields: () => [
		{
			kind: 'text',
			name: fieldNames.weight,
			label: 'Weight',
			width: 7,
			note: present === undefined ? '0 to 65535' : `now ${present}`,
			check: weightFault,
		},
	],
	intent: form => {
		const weight = weightIn(form);
		return weight === undefined
			? undefined
			: {kind: 'weigh', weights: servers.map(server => ({...server, weight}))};
	},
	act: ({operator, plan, revertAfter}) => operator.perform(plan, {revertAfter}),
	canRevert: true,
});

/** All of a service to one server, for a while: unless that is confirmed, every weight comes back by itself. */
export const sorryAsk = (weights: readonly ServerWeight[], what: string): Ask => ({
	...confirmAsk({kind: 'weigh', weights, what}, {title: 'Sorry server', button: 'Swap'}),
	values: revertValue(sorryTime),
});

/** Milliseconds. */
const sorryTime = 300_000;

/** The rows, or all of the machine that took no connections and has none left, where that is more. */
export const removeAsk = (items: readonly Item[], emptied?: Emptied): Ask => ({
	...confirmAsk(
		{kind: 'remove', items},
		{
			title: `Remove ${subjectOf(items, items.every(isServer) ? 'server' : 'row')}`,
			button: 'Remove',
		},
	),
	...(emptied === undefined
		? {}
		: {
				values: {scope: emptied.scope},
				fields: () => [scopeField(emptied.places.length)],
				intent: (form: FormState) => ({
					kind: 'remove' as const,
					items: textOfField(form, 'scope') === 'host' ? emptied.places : items,
				}),
			}),
	advice: items.every(isServer) ? 'nothing is cut after a drain: Esc, then d' : undefined,
});

export type Emptied = {
	/** All places of the machine that are at weight 0 and empty. */
	readonly places: readonly ServerItem[];
	readonly scope: 'rows' | 'host';
};

/**
What others changed, as it was before.

@param here - what of it is of the chosen rows
@param count - how many others changed in all
*/
export const putBackAsk = (here: readonly Item[], count: number): Ask => ({
	...confirmAsk({kind: 'put-back'}, {title: 'Put back what others changed', button: 'Put back'}),
	...(here.length === 0 || here.length === count
		? {}
		: {
				values: {scope: 'rows'},
				fields: () => [putBackField(here, count)],
				intent: (form: FormState) => ({
					kind: 'put-back' as const,
					items: textOfField(form, 'scope') === 'all' ? undefined : here,
				}),
			}),
});

const putBackField = (here: readonly Item[], count: number): Field => ({
	kind: 'choice',
	name: 'scope',
	label: 'What',
	options: [
		{value: 'rows', label: here.length === 1 ? 'only this' : `only these ${here.length}`},
		{value: 'all', label: `all ${count} that others changed`},
	],
});

/** What undo or redo would do, where somebody else touched it or something is lost by it. */
export const undoAsk = (direction: 'undo' | 'redo'): Ask => ({
	title: direction === 'undo' ? 'Undo' : 'Redo',
	button: direction === 'undo' ? 'Undo' : 'Redo',
	intent: () => undefined,
	act: ({operator}) => operator[direction]('anyway'),
	canRevert: false,
});
