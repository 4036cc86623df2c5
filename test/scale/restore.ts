import type {Guest} from '../lab/guest.ts';
import {rulesPerService} from './rules.ts';
import {milliseconds, tableText, times} from './table.ts';
import {
	costInGuest,
	debian,
	emptyScript,
	floor,
	node,
	persona,
	program,
	type Files,
} from './tools.ts';

/** Restore into an empty table, each time in a network namespace that has never had one. */
export const restoreSection = async (
	guest: Guest,
	files: Files,
	isFull: boolean,
): Promise<string> => {
	const empty = await costInGuest(guest, [node, emptyScript], {runs: 5});
	const rows: string[][] = [];
	for (const services of [1000, 5000]) {
		const {rules, requests} = files(services);
		const isTooLong = services > 1000 && !isFull;
		// oxlint-disable-next-line no-await-in-loop -- one after another is the point
		const costs = await measureAll(
			[
				[[floor, requests], ''],
				[[node, program, 'restore'], rules],
				[[node, persona, '-R'], rules],
				...(isTooLong ? [] : [[[debian, '-R'], rules] as const]),
			],
			guest,
		);
		const [least = 0, ours = 0, stream = 0, theirs = Number.NaN] = costs;
		rows.push([
			`${services * rulesPerService} rules`,
			milliseconds(least),
			milliseconds(ours),
			milliseconds(stream),
			isTooLong ? 'with --full' : milliseconds(theirs),
			times(theirs / ours),
			times(theirs / stream),
			times((ours - empty.least) / least),
			times((stream - empty.least) / least),
		]);
	}
	return tableText(
		`Restore into an empty table, whole processes; an empty Node process takes ${milliseconds(empty.least)} of it`,
		[
			'',
			'floor (C)',
			'restore',
			'-R',
			'ipvsadm -R',
			'ipvsadm:restore',
			'ipvsadm:-R',
			'restore above Node:floor',
			'-R above Node:floor',
		],
		rows,
	);
};

const measureAll = async (
	commands: readonly (readonly [words: readonly string[], input: string])[],
	guest: Guest,
): Promise<readonly number[]> => {
	const least: number[] = [];
	for (const [words, input] of commands) {
		const runs = words[0] === debian ? 1 : 3;
		let best = Number.POSITIVE_INFINITY;
		for (let count = 0; count < runs; count += 1) {
			// oxlint-disable-next-line no-await-in-loop -- one after another is the point
			const cost = await costInGuest(guest, words, {
				isFresh: true,
				...(input === '' ? {} : {input}),
			});
			best = Math.min(best, cost.least);
		}
		least.push(best);
	}
	return least;
};
