import type {Sample} from '../../../sampler/sample.ts';
import {sliceOf} from '../../store/slice.ts';
import type {Action, TuiState} from '../../store/state.ts';
import {itemText, type ItemKey} from './item.ts';
import {naturalOrder} from './natural-order.ts';

/** Something that is not in the table any more. */
export type Ghost = {
	readonly item: ItemKey;
	/** Place among the servers of its service, or among the services, in the order by name. */
	readonly place: number;
	/** Clock time in milliseconds. */
	readonly since: number;
};

/** What happened to rows lately, by `itemText`; times are of the clock, in milliseconds. */
export type Timeline = {
	readonly appeared: ReadonlyMap<string, number>;
	readonly ghosts: readonly Ghost[];
	/** Weight, forwarding method or thresholds became others. */
	readonly changed: ReadonlyMap<string, number>;
	/** Changed by someone else, as the operator's journal tells. */
	readonly foreign: ReadonlySet<string>;
	/** True while nothing of all that is there: nobody has to ask. */
	readonly isQuiet: boolean;
};

/** Nothing has happened. */
export const calm: Timeline = {
	appeared: new Map(),
	ghosts: [],
	changed: new Map(),
	foreign: new Set(),
	isQuiet: true,
};

export const timeline = sliceOf<Timeline>('timeline', calm);

/** How long a row is new, a ghost is shown and a change stands out, in milliseconds. */
const spans = {new: 60_000, ghost: 3000, changed: 6000} as const;

/** Rows that someone else changed, by `itemText`, until it is called again. */
export const setForeign = (items: ReadonlySet<string>): Action =>
	timeline.step(own => quietened({...own, foreign: items}));

export const isNew = ({appeared}: Timeline, item: string): boolean => appeared.has(item);
export const isChanged = ({changed}: Timeline, item: string): boolean => changed.has(item);
export const isForeign = ({foreign}: Timeline, item: string): boolean => foreign.has(item);

/** Takes note of a new reading. */
export const observeTimeline = (before: TuiState, after: TuiState): TuiState => {
	const earlier = before.sampler.sample;
	const sample = after.sampler.sample;
	// The first reading is not news.
	if (earlier === undefined || sample === undefined) {
		return after;
	}
	const own = timeline.of(after);
	const next =
		earlier.structure === sample.structure
			? noteChanges(own, earlier, sample)
			: noteRows(own, earlier, sample);
	return timeline.set(after, quietened(next));
};

/** Forgets what is old. */
export const ageTimeline = (state: TuiState): TuiState => {
	const own = timeline.of(state);
	if (own.isQuiet) {
		return state;
	}
	const {now} = state;
	const isOld =
		own.ghosts.some(({since}) => now - since >= spans.ghost) ||
		hasOld(own.appeared, now, spans.new) ||
		hasOld(own.changed, now, spans.changed);
	return isOld
		? timeline.set(
				state,
				quietened({
					...own,
					ghosts: own.ghosts.filter(({since}) => now - since < spans.ghost),
					appeared: withoutOld(own.appeared, now, spans.new),
					changed: withoutOld(own.changed, now, spans.changed),
				}),
			)
		: state;
};

const hasOld = (times: ReadonlyMap<string, number>, now: number, span: number): boolean =>
	times.values().some(time => now - time >= span);

const withoutOld = (
	times: ReadonlyMap<string, number>,
	now: number,
	span: number,
): ReadonlyMap<string, number> => new Map([...times].filter(([, time]) => now - time < span));

const quietened = (own: Timeline): Timeline => {
	const isQuiet =
		own.appeared.size === 0 &&
		own.ghosts.length === 0 &&
		own.changed.size === 0 &&
		own.foreign.size === 0;
	return own.isQuiet === isQuiet ? own : {...own, isQuiet};
};

/** The same rows: what of their configuration is another one. */
const noteChanges = (own: Timeline, {table: before}: Sample, sample: Sample): Timeline => {
	const {destinations} = sample.table;
	const {weight, method} = before.destinations;
	if (destinations.weight === weight && destinations.method === method) {
		return own;
	}
	let changed: Map<string, number> | undefined;
	for (let row = 0; row < destinations.count; row += 1) {
		if (destinations.weight[row] !== weight[row] || destinations.method[row] !== method[row]) {
			changed ??= new Map(own.changed);
			changed.set(itemText(destinationItem(sample, row)), sample.takenAt);
		}
	}
	return changed === undefined ? own : {...own, changed};
};

const destinationItem = ({structure}: Sample, row: number): ItemKey => ({
	service: structure.serviceKeys[structure.serviceOf[row] ?? 0] ?? '',
	destination: structure.destinationKey(row),
});

/** More at once is another table, or a restore: nobody wants to see all of it marked. */
const mostNews = 2000;

/** Other rows: which came and which went, service by service. */
const noteRows = (own: Timeline, before: Sample, after: Sample): Timeline => {
	const came = rowsMissingIn(before, after);
	const went = rowsMissingIn(after, before);
	const time = after.takenAt;
	const isBack = new Set(came.map(({item}) => itemText(item)));
	const appeared = new Map(own.appeared);
	if (came.length <= mostNews) {
		for (const {item} of came) {
			appeared.set(itemText(item), time);
		}
	}
	for (const {item} of went) {
		appeared.delete(itemText(item));
	}
	return {
		...own,
		appeared,
		ghosts: [
			...own.ghosts.filter(({item}) => !isBack.has(itemText(item))),
			...(went.length <= mostNews ? went.map(gone => ({...gone, since: time})) : []),
		],
	};
};

/** Rows of `sample` that `other` does not have. Servers of a service that is gone go with it. */
const rowsMissingIn = (
	other: Sample,
	sample: Sample,
): readonly {readonly item: ItemKey; readonly place: number}[] => {
	const {serviceKeys, destinationKey} = sample.structure;
	const {serviceRank, destinationRank} = naturalOrder(sample.structure, sample.table);
	return serviceKeys.flatMap((service, row) => {
		const there = other.structure.serviceRow.get(service);
		if (there === undefined) {
			return [{item: {service}, place: serviceRank[row] ?? 0}];
		}
		const known = new Set(keysOf(other, there));
		const first = sample.table.firstDestination[row] ?? 0;
		return keysOf(sample, row).flatMap((destination, place) =>
			known.has(destination)
				? []
				: [
						{
							item: {service, destination: destinationKey(first + place)},
							place: (destinationRank[first + place] ?? 0) - first,
						},
					],
		);
	});
};

const keysOf = (
	{structure: {destinationKey}, table: {firstDestination}}: Sample,
	row: number,
): readonly string[] => {
	const first = firstDestination[row] ?? 0;
	const count = (firstDestination[row + 1] ?? 0) - first;
	return Array.from({length: count}, (_, place) => destinationKey(first + place));
};
