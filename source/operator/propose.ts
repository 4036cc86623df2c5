import {addressText} from '../model/address.ts';
import type {Change} from '../model/change.ts';
import type {Destination} from '../model/destination.ts';
import type {Match} from '../model/service.ts';
import type {Configuration} from '../plan/configuration.ts';
import {difference} from '../plan/difference.ts';
import {withWeight} from '../plan/drain.ts';
import {openLedger} from '../plan/ledger.ts';
import {itemOfChange, serversAt, servicesOf} from './affected.ts';
import {caredServer} from './care.ts';
import {pinsFor} from './care-plan.ts';
import {displacedAmong, displacedItems} from './displaced.ts';
import type {Intent} from './intent.ts';
import {isServer, itemKey, itemText, type Item, type ServerItem} from './item.ts';
import {after, makePlan, type Draft} from './make-plan.ts';
import type {Preview, Skipped} from './preview.ts';
import {putBackTarget} from './put-back.ts';
import {partOf, viewOf, type Situation} from './situation.ts';
import {counted, named} from './words.ts';

/**
What an intent would do to the table, or why it cannot be done; nothing happens. What it touches must have been read in full: the text of the
kernel leaves out thresholds and tunnels, and a change made from that would wipe them.
*/
export const propose = (intent: Intent, situation: Situation): Preview => {
	const services = servicesOf(intent, situation);
	const keys = services === 'all' ? situation.structure.serviceKeys : [...services];
	const unread = keys.find(key => viewOf(situation, key)?.isDetailed === false);
	if (unread !== undefined) {
		return {kind: 'impossible', why: `the settings of ${unread} could not be read in full`};
	}
	const draft = draftOf(intent, situation);
	return typeof draft === 'string'
		? {kind: 'impossible', why: draft}
		: makePlan(draft, intent, situation);
};

const draftOf = (intent: Intent, situation: Situation): Draft | string => {
	switch (intent.kind) {
		case 'drain':
			return drain(intent.servers, situation, serversText(intent.servers));
		case 'maintain': {
			const servers = serversAt(situation, intent.address);
			const address = addressText(intent.address);
			return servers.length === 0
				? `no service has a server ${address}`
				: drain(servers, situation, `${address} in ${counted(servers.length, 'service')}`);
		}
		case 'return':
			return giveBack(intent.servers, situation, {
				weight: intent.weight,
				text: serversText(intent.servers),
			});
		case 'end-maintenance': {
			const servers = serversAt(situation, intent.address);
			const address = addressText(intent.address);
			return servers.length === 0
				? `no service has a server ${address}`
				: giveBack(servers, situation, {
						weight: intent.weight,
						text: `${address} in ${counted(servers.length, 'service')}`,
					});
		}
		case 'weigh':
			return weigh(intent, situation);
		case 'remove':
			return remove(intent.items, situation);
		case 'put-back':
			return putBack(intent, situation);
		case 'change':
			return change(intent, situation);
	}
};

type Weighing = {
	readonly changes: Change[];
	readonly skipped: Skipped[];
	readonly weights: Map<string, number | undefined>;
};

const newWeighing = (): Weighing => ({changes: [], skipped: [], weights: new Map()});

const drain = (
	servers: readonly ServerItem[],
	situation: Situation,
	text: string,
): Draft | string => {
	const found = findServers(servers, situation);
	if (typeof found === 'string') {
		return found;
	}
	const {changes, skipped, weights} = newWeighing();
	for (const {item, match, destination} of found) {
		if (destination.weight === 0) {
			skipped.push({item, why: `${itemText(item)} has weight 0 already`});
			continue;
		}
		changes.push(withWeight(match, destination, 0));
		weights.set(itemKey(item), destination.weight);
	}
	const pins = pinsFor({changes, drained: skipped}, situation);
	return {what: `drain ${text}`, changes, skipped, weights, pins, mode: 'apart'};
};

const giveBack = (
	servers: readonly ServerItem[],
	situation: Situation,
	{weight: other, text}: {readonly weight: number | undefined; readonly text: string},
): Draft | string => {
	const found = findServers(servers, situation);
	if (typeof found === 'string') {
		return found;
	}
	const {changes, skipped, weights} = newWeighing();
	for (const {item, match, destination} of found) {
		const weight =
			situation.remembered(itemKey(item)) ?? other ?? caredServer(situation.care, item)?.fullWeight;
		if (destination.weight > 0) {
			skipped.push({item, why: `${itemText(item)} has weight ${destination.weight} already`});
		} else if (weight === undefined) {
			skipped.push({
				item,
				why: `no weight of ${itemText(item)} is remembered: it was not drained here; give one`,
				needs: 'weight',
			});
		} else {
			changes.push(withWeight(match, destination, weight));
			weights.set(itemKey(item), undefined);
		}
	}
	const pins = pinsFor({changes}, situation);
	return {what: `return ${text}`, changes, skipped, weights, pins, mode: 'apart'};
};

const weigh = (
	{weights: wanted, what: given}: Intent & {kind: 'weigh'},
	situation: Situation,
): Draft | string => {
	const found = findServers(wanted, situation);
	if (typeof found === 'string') {
		return found;
	}
	const {changes, skipped, weights} = newWeighing();
	for (const {item, match, destination} of found) {
		if (!isWeight(item.weight)) {
			return `a weight is a whole number from 0 to ${largestWeight}, not ${item.weight}`;
		}
		const {weight} = destination;
		if (weight === item.weight) {
			skipped.push({item, why: `${itemText(item)} has weight ${weight} already`});
			continue;
		}
		changes.push(withWeight(match, destination, item.weight));
		if (item.weight === 0 || weight === 0) {
			weights.set(itemKey(item), item.weight === 0 ? weight : undefined);
		}
	}
	const [first] = wanted;
	const isOneWeight = wanted.every(({weight}) => weight === first?.weight);
	const what =
		given ?? `weight of ${serversText(wanted)}${isOneWeight ? ` to ${first?.weight}` : ''}`;
	const pins = pinsFor({changes}, situation);
	return {what, changes, skipped, weights, pins, mode: 'apart'};
};

/** A server of a service that goes too needs no step of its own. */
const remove = (items: readonly Item[], situation: Situation): Draft | string => {
	const whole = new Set(
		items.flatMap(item => (item.destination === undefined ? item.service : [])),
	);
	const changes: Change[] = [];
	for (const item of items) {
		const view = viewOf(situation, item.service);
		if (view === undefined) {
			return noService(item);
		}
		const {match} = view.service;
		if (!isServer(item)) {
			changes.push({kind: 'delete-service', match});
		} else if (!whole.has(item.service)) {
			const server = view.destinations.get(item.destination);
			if (server === undefined) {
				return noServer(item);
			}
			const {address, port} = server;
			changes.push({kind: 'delete-destination', match, address, port});
		}
	}
	const what = `remove ${named(items.map(itemText), whole.size === 0 ? 'server' : whole.size === items.length ? 'service' : 'row')}`;
	return {what, changes, mode: 'apart'};
};

/** What others changed, as it was before. */
const putBack = (intent: Intent & {kind: 'put-back'}, situation: Situation): Draft | string => {
	const {displaced} = situation;
	const present = partOf(situation, servicesOf(intent, situation));
	const changes = difference(present, putBackTarget(present, displaced, intent.items));
	const items =
		intent.items === undefined
			? displacedItems(displaced)
			: displacedAmong(displaced, intent.items);
	const [only] = items;
	const what =
		items.length === 1 && only !== undefined
			? itemText(only)
			: `${counted(items.length, 'change')} by others`;
	return changes.length === 0
		? 'everything is as it was before others changed it'
		: {what: `put back ${what}`, changes, mode: 'apart'};
};

const change = (
	{changes, what}: Intent & {kind: 'change'},
	situation: Situation,
): Draft | string => {
	const present = partOf(situation, servicesOf({kind: 'change', changes}, situation));
	const [only] = changes;
	if (changes.length === 1 && only !== undefined && isAlready(only, present)) {
		return 'nothing would change: it is set up like this already';
	}
	return {
		what:
			what ??
			(changes.length === 1 && only !== undefined
				? changeText(only)
				: counted(changes.length, 'change')),
		changes,
		mode: 'chain',
	};
};

/** `edit the server 10.0.0.1:80 in tcp 192.0.2.1:80`. */
const changeText = (wanted: Change): string => {
	const item = itemOfChange(wanted);
	return item === undefined
		? changeWords[wanted.kind]
		: `${changeWords[wanted.kind]} ${itemText(item)}`;
};

/** Edits that set what is set already. */
const isAlready = (wanted: Change, present: Configuration): boolean =>
	(wanted.kind.startsWith('edit-') || wanted.kind === 'set-timeouts') &&
	difference(present, after(present, [wanted])).length === 0 &&
	openLedger(present).enter(wanted) === undefined;

type Found<Asked> = {
	readonly item: Asked;
	readonly match: Match;
	readonly destination: Destination;
};

/** All of them as they are set up, or a sentence about one that is gone. */
const findServers = <Asked extends ServerItem>(
	items: readonly Asked[],
	situation: Situation,
): readonly Found<Asked>[] | string => {
	const found: Found<Asked>[] = [];
	for (const item of items) {
		const view = viewOf(situation, item.service);
		const destination = view?.destinations.get(item.destination);
		if (view === undefined || destination === undefined) {
			return view === undefined ? noService(item) : noServer(item);
		}
		found.push({item, match: view.service.match, destination});
	}
	return found;
};

const noService = ({service}: Item): string => `there is no service ${service} any more`;

const noServer = ({service, destination}: ServerItem): string =>
	`${service} has no server ${destination} any more`;

const serversText = (servers: readonly ServerItem[]): string =>
	named(servers.map(itemText), 'server');

const isWeight = (weight: number): boolean =>
	Number.isInteger(weight) && weight >= 0 && weight <= largestWeight;

/** What ipvsadm takes; the kernel would take more. */
const largestWeight = 65_535;

const changeWords: Readonly<Record<Change['kind'], string>> = {
	'add-service': 'add the service',
	'edit-service': 'edit the service',
	'delete-service': 'remove the service',
	'add-destination': 'add the server',
	'edit-destination': 'edit the server',
	'delete-destination': 'remove the server',
	zero: 'zero the counters',
	flush: 'clear the table',
	'set-timeouts': 'set the timeouts',
	'start-daemon': 'start the synchronisation daemon',
	'stop-daemon': 'stop the synchronisation daemon',
};
