import {protocols, serviceFlag, type Service} from '../model/service.ts';
import type {Configuration} from '../plan/configuration.ts';
import {loadOfService} from './effect.ts';
import type {Intent} from './intent.ts';
import {isServer, itemKey, itemText} from './item.ts';
import {overloads} from './load-shift.ts';
import {careWarnings} from './care-plan.ts';
import type {Pin, Shift, Step, Warning} from './preview.ts';
import {emptyLoad, leftOf, totalWeight, viewOf, type Situation} from './situation.ts';
import {weightCautions} from './weight-caution.ts';
import {named} from './words.ts';

type Facts = {
	readonly intent: Intent;
	readonly steps: readonly Step[];
	readonly before: Configuration;
	readonly after: Configuration;
	readonly shifts: readonly Shift[];
	readonly pins: readonly Pin[];
	readonly situation: Situation;
};

/** What a person should know before saying yes. */
export const warningsOf = (facts: Facts): readonly Warning[] => [
	...lastServers(facts),
	...overloads(facts.shifts, facts.after, facts.situation),
	...cuts(facts),
	...draining(facts),
	...weightCautions(facts),
	...hostSwitch(facts.intent),
	...careWarnings(facts),
	...unread(facts),
	...managed(facts),
];

/** Services that had a server with a weight and would have none. */
export const emptied = ({before, after}: Pick<Facts, 'before' | 'after'>): readonly string[] =>
	[...after.services].flatMap(([key, {destinations}]) => {
		const earlier = before.services.get(key);
		return earlier !== undefined &&
			totalWeight(earlier.destinations.values()) > 0 &&
			totalWeight(destinations.values()) === 0
			? [key]
			: [];
	});

/** Connections and templates of servers and services that go. */
export const cutLoad = (steps: readonly Step[], situation: Situation): number => {
	let total = 0;
	for (const {change, item} of steps) {
		if (change.kind === 'flush') {
			for (const key of situation.structure.serviceKeys) {
				total += leftOf(loadOfService(situation, key));
			}
		} else if (change.kind === 'delete-service' && item !== undefined) {
			total += leftOf(loadOfService(situation, item.service));
		} else if (change.kind === 'delete-destination' && item?.destination !== undefined) {
			total += leftOf(viewOf(situation, item.service)?.loads.get(item.destination) ?? emptyLoad);
		}
	}
	return total;
};

const lastServers = (facts: Facts): readonly Warning[] =>
	emptied(facts).map(key => ({
		kind: 'last-server',
		says: `${key} would have no server left that takes new connections`,
	}));

const cuts = ({steps, situation}: Facts): readonly Warning[] => {
	const count = cutLoad(steps, situation);
	return count === 0
		? []
		: [
				{
					kind: 'cuts-connections',
					says: `${count} connections and templates lose their server: their packets are dropped until they time out, unless expire_nodest_conn is 1`,
				},
			];
};

/** What keeps traffic on a server although its weight is 0. */
const draining = ({intent, steps, before, situation}: Facts): readonly Warning[] => {
	const isFirm = 'firmness' in intent && intent.firmness === 'firm';
	const drained = steps.flatMap(({item, change}) =>
		item !== undefined &&
		isServer(item) &&
		change.kind === 'edit-destination' &&
		change.destination.weight === 0 &&
		(before.services.get(item.service)?.destinations.get(item.destination)?.weight ?? 0) > 0
			? [item]
			: [],
	);
	return [...new Set(drained.map(({service}) => service))].flatMap(key => {
		const service = before.services.get(key)?.service;
		const loads = viewOf(situation, key)?.loads;
		const sticky = drained
			.filter(item => item.service === key)
			.reduce((sum, {destination}) => sum + (loads?.get(destination)?.persistent ?? 0), 0);
		return service === undefined
			? []
			: [...stickyWarning(service, {key, sticky, isFirm}), ...datagramWarning(service, key)];
	});
};

const hostSwitch = (intent: Intent): readonly Warning[] =>
	(intent.kind === 'drain' || intent.kind === 'maintain') && intent.firmness === 'firm'
		? [
				{
					kind: 'host-switch',
					says: 'expire_quiescent_template is 1 for the whole host until the drain ends, then as it was',
				},
			]
		: [];

const stickyWarning = (
	{flags}: Service,
	{key, sticky, isFirm}: {readonly key: string; readonly sticky: number; readonly isFirm: boolean},
): readonly Warning[] => {
	if ((flags & serviceFlag.persistent) === 0 || sticky === 0) {
		return [];
	}
	return [
		{
			kind: 'sticky-clients',
			says: isFirm
				? `${key} is persistent: its ${sticky} sticky clients get another server with their next connection`
				: `${key} is persistent: ${sticky} sticky clients may come back as long as their templates live`,
		},
	];
};

const datagramWarning = ({match}: Service, key: string): readonly Warning[] =>
	match.kind === 'address' && match.protocol === protocols.udp
		? [
				{
					kind: 'datagrams',
					says: `${key} is UDP: every packet of a client renews its entry, so a busy client never leaves; a lower udp timeout or firm helps`,
				},
			]
		: [];

const managed = ({intent, situation: {managers}}: Facts): readonly Warning[] =>
	managers.map(({name, pid, says, insists}) => ({
		kind: 'managed',
		says:
			intent.kind === 'put-back' && insists
				? `${name} (process ${pid}) probably manages this table and will likely change this again: what shall last belongs into its configuration`
				: says,
	}));

/** What comes back with less than it had, because nobody had looked at all of it. */
const unread = ({intent, steps, situation: {displaced}}: Facts): readonly Warning[] => {
	const names = steps.flatMap(({item, change}) =>
		item !== undefined &&
		change.kind === 'add-destination' &&
		displaced.get(itemKey(item))?.isDetailed === false
			? [itemText(item)]
			: [],
	);
	return intent.kind !== 'put-back' || names.length === 0
		? []
		: [
				{
					kind: 'unread',
					says: `thresholds and tunnel options of ${named(names, 'server')} had not been read before: back without them`,
				},
			];
};
