import type {Connections} from '../../model/connections.ts';
import {isTemplate, stickyState} from './row-text.ts';
import {eachPart, type Work} from '../work.ts';

export type Part = {readonly name: string; readonly count: number};

/** How the rows that the filter lets through are spread. */
export type Histogram = {
	/** The most frequent first; sticky clients last. */
	readonly states: readonly Part[];
	/** Seconds until they expire. */
	readonly expires: readonly Part[];
	/** Empty when the file does not tell. */
	readonly origins: readonly Part[];
};

/** Seconds below which an entry belongs to the part; the last one has no end. */
const spans = [
	['< 10 s', 10],
	['< 1 min', 60],
	['< 2 min', 120],
	['< 5 min', 300],
	['< 15 min', 900],
	['longer', Number.POSITIVE_INFINITY],
] as const;

export function* histogramOf(connections: Connections, rows: Uint32Array): Work<Histogram> {
	const {state, stateNames, expires, origin} = connections;
	const states = new Uint32Array(stateNames.length + 1);
	const times = new Uint32Array(spans.length);
	const origins = new Uint32Array(3);
	const ends = spans.map(([, end]) => end);
	yield* eachPart(rows.length, (from, to) => {
		for (let place = from; place < to; place += 1) {
			const row = rows[place]!;
			states[isTemplate(connections, row) ? stateNames.length : state[row]!]! += 1;
			origins[origin[row]!]! += 1;
			const time = expires[row]!;
			let span = 0;
			while (time >= ends[span]!) {
				span += 1;
			}
			times[span]! += 1;
		}
	});
	const sticky = states[stateNames.length] ?? 0;
	return {
		states: [
			...stateNames
				.map((name, index) => ({name, count: states[index] ?? 0}))
				.filter(({count}) => count > 0)
				.toSorted((a, b) => b.count - a.count),
			...(sticky === 0 ? [] : [{name: stickyState, count: sticky}]),
		],
		expires: spans.map(([name], index) => ({name, count: times[index] ?? 0})),
		origins:
			(origins[1] ?? 0) + (origins[2] ?? 0) === 0
				? []
				: [
						{name: 'LOCAL', count: origins[1] ?? 0},
						{name: 'SYNC', count: origins[2] ?? 0},
					],
	};
}
