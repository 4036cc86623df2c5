import type {Change} from '../model/change.ts';
import {itemOfChange} from './affected.ts';
import {caredServer, type Care, type CaredServer, type CareMark} from './care.ts';
import {isServer, itemKey, itemText, type Item, type ServerItem} from './item.ts';
import type {Pin, Skipped, Step, Warning} from './preview.ts';
import {viewOf, type Situation} from './situation.ts';
import {named} from './words.ts';

type Wanted = {
	readonly changes: readonly Change[];
	/** Servers that shall have weight 0 and have it already. */
	readonly drained?: readonly Skipped[];
};

/**
What has to be said to who takes care of servers, so that the weights that a person gives them stay. A drain stays by itself, because
somebody did it; a server that has weight 0 because it fails would come back, and what is pinned otherwise would be put back.
*/
export const pinsFor = ({changes, drained = []}: Wanted, situation: Situation): readonly Pin[] => [
	...changes.flatMap((change): readonly Pin[] => {
		const cared = caredIn(itemOfChange(change), situation);
		if (change.kind !== 'edit-destination' || cared === undefined) {
			return [];
		}
		const {item, server} = cared;
		if (change.destination.weight === 0) {
			return server.mark === 'up' ? [{item, mark: 'down'}] : [];
		}
		return server.mark === 'down' ? [{item, mark: 'auto'}] : [];
	}),
	...drained.flatMap(({item: skipped}): readonly Pin[] => {
		const cared = caredIn(skipped, situation);
		return cared !== undefined && comesBack(cared.server) ? [{item: cared.item, mark: 'down'}] : [];
	}),
];

/** Whether a server with weight 0 gets its weight back when its checks pass. */
export const comesBack = ({role, mark, isHeld}: CaredServer): boolean =>
	role === 'server' && mark !== 'down' && !isHeld;

/** What a person has said of a server, and what was said of it before. */
export type Repin = {
	readonly item: ServerItem;
	readonly before: CareMark;
	readonly after: CareMark;
};

/** What pins change of what was said before. */
export const repinsOf = (pins: readonly Pin[], care: Care): readonly Repin[] =>
	pins.flatMap(({item, mark: after}) => {
		const before = caredServer(care, item)?.mark ?? 'auto';
		return before === after ? [] : [{item, before, after}];
	});

/** The pins that make `before` out of `after`, and what others said meanwhile, one sentence each. */
export const repinned = (
	repins: readonly Repin[],
	care: Care,
): {readonly pins: readonly Pin[]; readonly differences: readonly string[]} => {
	const pins: Pin[] = [];
	const differences: string[] = [];
	for (const {item, before, after} of repins) {
		const mark = caredServer(care, item)?.mark;
		if (mark === undefined) {
			differences.push(`nobody takes care of ${itemText(item)} now`);
			continue;
		}
		if (mark !== after) {
			differences.push(`${itemText(item)} ${marked[mark]} meanwhile`);
		}
		if (mark !== before) {
			pins.push({item, mark: before});
		}
	}
	return {pins, differences};
};

const marked: Readonly<Record<CareMark, string>> = {
	down: 'is pinned down',
	up: 'is pinned up',
	auto: 'is left to its checks',
};

type Facts = {
	readonly steps: readonly Step[];
	readonly pins: readonly Pin[];
	readonly situation: Situation;
};

/** What becomes of a plan with those who take care of its servers. */
export const careWarnings = (facts: Facts): readonly Warning[] => {
	const texts = new Map<string, string[]>();
	const add = (item: Item, text: string): void => {
		texts.set(text, [...(texts.get(text) ?? []), itemText(item)]);
	};
	const pinned = new Set(facts.pins.map(({item}) => itemKey(item)));
	const stepped = new Set(facts.steps.map(({item}) => item && itemKey(item)));
	for (const {item, mark} of facts.pins) {
		add(item, facts.steps.length === 0 ? `it ${marked[mark]}` : pinTexts[mark]);
	}
	for (const step of facts.steps) {
		if (step.item !== undefined && !pinned.has(itemKey(step.item))) {
			const text = textFor(step, facts.situation);
			if (text !== undefined) {
				add(step.item, text);
			}
		}
	}
	const isOne = new Set([...pinned, ...stepped]).size === 1;
	return [...texts].map(([text, names]) => ({
		kind: 'in-care',
		says: isOne ? `in care: ${text}` : `in care, ${named(names, 'item')}: ${text}`,
	}));
};

const pinTexts: Readonly<Record<Pin['mark'], string>> = {
	down: 'it is pinned down too, so that its checks do not bring it back',
	up: 'it is pinned up too',
	auto: 'its pin is taken off, so that the weight stays',
};

const textFor = ({change, item}: Step, situation: Situation): string | undefined => {
	if (change.kind === 'delete-service' && item !== undefined) {
		return situation.care.get(item.service)?.isInCare === true ? comesAgain : undefined;
	}
	const cared = caredIn(item, situation);
	if (cared === undefined) {
		return undefined;
	}
	if (change.kind === 'delete-destination') {
		return cared.server.role === 'retired' ? undefined : comesAgain;
	}
	return change.kind === 'edit-destination'
		? textForWeight(cared, change.destination.weight, situation)
		: undefined;
};

const textForWeight = (
	{item, server}: Cared,
	weight: number,
	situation: Situation,
): string | undefined => {
	const before = viewOf(situation, item.service)?.destinations.get(item.destination)?.weight;
	if (before === weight) {
		return undefined;
	}
	if (server.role !== 'server') {
		return 'it is not one of the checked servers: its weight is put back';
	}
	if (server.mark !== 'auto') {
		const isAsPinned = server.mark === 'down' && weight === 0;
		return isAsPinned ? undefined : `it is pinned ${server.mark}: its weight is put back`;
	}
	if (weight === 0) {
		return 'it stays drained whatever its checks say, until it is returned';
	}
	if (server.health === 'down') {
		return `its checks fail (${server.note}): it gets weight 0 again; pin it up to insist`;
	}
	return before === 0 || weight === server.fullWeight
		? undefined
		: 'the weight is kept or put back, as its file says (foreign)';
};

const comesAgain = 'it is put back as long as its file names it';

type Cared = {readonly item: ServerItem; readonly server: CaredServer};

const caredIn = (item: Item | undefined, {care}: Situation): Cared | undefined => {
	if (care.size === 0 || item === undefined || !isServer(item)) {
		return undefined;
	}
	const server = caredServer(care, item);
	return server === undefined ? undefined : {item, server};
};
