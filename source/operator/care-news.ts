import {inCare, type Care, type CaredServer} from './care.ts';
import {itemText} from './item.ts';
import type {Actor, NewEntry} from './journal.ts';
import {counted} from './words.ts';

export type CareNews = {
	readonly entries: readonly NewEntry[];
	/** What a person should hear at once. */
	readonly notice: string | undefined;
};

/** What became another between two looks at those who take care. */
export const careNews = (before: Care, after: Care, at: number): CareNews => {
	const entries: NewEntry[] = [];
	const add = (what: string, item: NewEntry['item'], actor: Actor = 'care'): void => {
		if (entries.length < mostEntries) {
			entries.push({at, actor, what, item, inverse: [], result: {kind: 'seen'}});
		}
	};
	let ended = 0;
	for (const [service, {isInCare, servers, pid}] of after) {
		const earlier = before.get(service);
		if (earlier === undefined) {
			continue;
		}
		if (isInCare !== earlier.isInCare) {
			ended += isInCare ? 0 : 1;
			add(`${service} is ${isInCare ? `in care of process ${pid}` : 'out of care'}`, {service});
		}
		for (const [destination, server] of servers) {
			const item = {service, destination};
			const known = earlier.servers.get(destination);
			for (const what of newsOf(known, server)) {
				add(`${itemText(item)} ${what}`, item);
			}
			if (known !== undefined && server.mark !== known.mark) {
				add(`${itemText(item)} ${markTexts[server.mark]}`, item, 'someone else');
			}
		}
	}
	const others = inCare(after);
	return {
		entries,
		notice:
			ended === 0
				? undefined
				: `nobody takes care of ${counted(ended, 'service')} any more: ${others === 0 ? 'weights stay as they are' : `${others} are still in care`}`,
	};
};

const newsOf = (before: CaredServer | undefined, after: CaredServer): readonly string[] => {
	if (before === undefined) {
		return [];
	}
	const texts: string[] = [];
	if (after.health === 'down' && before.health !== 'down') {
		texts.push(`fails its checks: ${after.note}`);
	}
	if (after.health === 'up' && before.health === 'down') {
		texts.push('passes its checks again');
	}
	return texts;
};

const markTexts: Readonly<Record<CaredServer['mark'], string>> = {
	up: 'is pinned up',
	down: 'is pinned down',
	auto: 'is left to its checks again',
};

/** Of one look. */
const mostEntries = 100;
