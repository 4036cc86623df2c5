import {weightReadingOf} from '../model/asked-share.ts';
import {serverCauses, type Cause, type WhyFacts} from './causes.ts';
import type {Item} from './item.ts';
import {heldOf, shareOf} from './shares.ts';
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
	const share = shareOf(server, {...facts, row, rows});
	const asks =
		table.destinations.weight[server] === 0
			? 'its weight 0 asks for'
			: askingIn(table.services.scheduler[row] ?? '');
	return {
		item,
		says:
			share.total === 0
				? `nothing comes to this service; ${asks} ${percent(share.fair)}`
				: `${share.of === 'connections' ? 'has' : 'gets'} ${percent(share.actual)} of the ${share.of}; ${asks} ${percent(share.fair)}`,
		causes: ranked(serverCauses(server, {...facts, row, rows})),
	};
};

/** Who wants the share that is called fair. */
const askingIn = (scheduler: string): string => {
	switch (weightReadingOf(scheduler)) {
		case 'shares':
			return 'its weight asks for';
		case 'on or off':
			return `${scheduler} gives each the same,`;
		case 'highest':
			return `${scheduler} gives all to the highest weight, here`;
	}
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
	const weighted = rows.filter(at => (destinations.weight[at] ?? 0) > 0);
	if (weighted.length === 0) {
		const says = `all ${rows.length} servers have weight 0: new connections are refused`;
		return {item, says, causes: [{kind: 'no-server', says, rank: 1}]};
	}
	const out = rows.flatMap(at =>
		serverCauses(at, facts)
			.filter(({kind}) => kind === 'weight-zero' || kind === 'over-threshold')
			.map(cause => named(cause, at, facts)),
	);
	const odd = oddest(weighted, facts);
	const isIdle = shareOf(rows[0] ?? 0, facts).total === 0;
	return {
		item,
		says: `${rows.length - out.length} of ${rows.length} servers take new connections; ${
			isIdle ? 'none come' : (odd?.says ?? 'each gets its share')
		}`,
		causes: [
			...ranked(
				odd === undefined
					? []
					: serverCauses(odd.at, facts)
							.filter(({kind}) => kind !== 'over-threshold')
							.map(cause => named(cause, odd.at, facts)),
			),
			...out.slice(0, mostOut),
		],
	};
};

/** How many servers that take nothing are explained. */
const mostOut = 4;

const named = (cause: Cause, at: number, {sample}: ServiceFacts): Cause => ({
	...cause,
	says: `${sample.structure.destinationKey(at)}: ${cause.says}`,
});

/** The server that is furthest from its share beyond chance or, where all have theirs, one that keeps its connections longer. */
const oddest = (
	rows: readonly number[],
	facts: ServiceFacts,
): {readonly at: number; readonly says: string} | undefined => {
	const furthest = rows
		.map(at => ({at, ...shareOf(at, facts)}))
		.filter(share => share.isBeyondChance)
		.toSorted((left, right) => awayBy(right) - awayBy(left))[0];
	const name = (at: number): string => facts.sample.structure.destinationKey(at);
	if (furthest !== undefined && awayBy(furthest) > worthSaying) {
		const {at, actual, fair} = furthest;
		return {
			at,
			says: `${name(at)} is furthest from its share: ${percent(actual)} instead of ${percent(fair)}`,
		};
	}
	const keeper = rows
		.map(at => ({at, ...heldOf(at, facts)}))
		.filter(({isOdd}) => isOdd)
		.toSorted((left, right) => right.held - left.held)[0];
	return keeper === undefined
		? undefined
		: {at: keeper.at, says: `${name(keeper.at)} keeps its connections longest`};
};

const awayBy = ({actual, fair}: {readonly actual: number; readonly fair: number}): number =>
	Math.abs(actual - fair);

/** A part of the whole; what is nearer to the fair share than this is as it should be. */
const worthSaying = 0.02;

const ranked = (causes: readonly Cause[]): readonly Cause[] =>
	causes.toSorted((left, right) => right.rank - left.rank);
