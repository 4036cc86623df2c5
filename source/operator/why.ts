import {serverCauses, shareOf, type Cause, type WhyFacts} from './causes.ts';
import type {Item} from './item.ts';
import {percent} from './words.ts';

/** Why a row looks as it does. */
export type Explanation = {
	readonly item: Item;
	/** The row in one sentence: `gets 12 % of the new connections; its weight asks for 50 %`. */
	readonly says: string;
	readonly causes: readonly Cause[];
};

/** Why a row has this state and this share, the most likely cause first; undefined when the row is not there any more. */
export const why = (item: Item, facts: WhyFacts): Explanation | undefined => {
	const {table, structure} = facts.sample;
	const row = structure.serviceRow.get(item.service);
	if (row === undefined) {
		return undefined;
	}
	const first = table.firstDestination[row] ?? 0;
	const end = table.firstDestination[row + 1] ?? 0;
	const rows = Array.from({length: end - first}, (_, index) => first + index);
	if (item.destination === undefined) {
		return explainService(item, {...facts, row, rows});
	}
	const server = rows.find(at => structure.destinationKey(at) === item.destination);
	if (server === undefined) {
		return undefined;
	}
	const share = shareOf(server, {...facts, rows});
	return {
		item,
		says:
			share.total === 0
				? `no new connections come to this service; its weight asks for ${percent(share.fair)}`
				: `gets ${percent(share.actual)} of the ${share.of}; its weight asks for ${percent(share.fair)}`,
		causes: ranked(serverCauses(server, {...facts, row, rows})),
	};
};

type ServiceFacts = WhyFacts & {readonly row: number; readonly rows: readonly number[]};

/** A service is explained by the server that is furthest from its fair share. */
const explainService = (item: Item, facts: ServiceFacts): Explanation => {
	const {rows, sample} = facts;
	const {destinations} = sample.table;
	if (rows.length === 0) {
		const says = 'it has no server: connections to it are refused';
		return {item, says, causes: [{kind: 'no-server', says, rank: 1}]};
	}
	const serving = rows.filter(at => (destinations.weight[at] ?? 0) > 0);
	if (serving.length === 0) {
		const says = `all ${rows.length} servers have weight 0: new connections are refused`;
		return {item, says, causes: [{kind: 'no-server', says, rank: 1}]};
	}
	const shares = serving.map(at => ({at, ...shareOf(at, facts)}));
	const furthest = shares.reduce((worst, share) =>
		Math.abs(share.actual - share.fair) > Math.abs(worst.actual - worst.fair) ? share : worst,
	);
	const name = sample.structure.destinationKey(furthest.at);
	return {
		item,
		says:
			furthest.total === 0
				? `${serving.length} of ${rows.length} servers take new connections; none come`
				: `${serving.length} of ${rows.length} servers take new connections; ${name} is furthest from its share: ${percent(furthest.actual)} instead of ${percent(furthest.fair)}`,
		causes: ranked(serverCauses(furthest.at, facts)).map(cause => ({
			...cause,
			says: `${name}: ${cause.says}`,
		})),
	};
};

const ranked = (causes: readonly Cause[]): readonly Cause[] =>
	causes.toSorted((left, right) => right.rank - left.rank);
