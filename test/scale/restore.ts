import type {Guest} from '../lab/guest.ts';
import type {Cost} from './measure.ts';
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
		const least = await costOf(guest, [floor, requests]);
		// oxlint-disable-next-line no-await-in-loop -- as above
		const theirs = isTooLong ? undefined : await costOf(guest, [debian, '-R'], {rules, runs: 1});
		const name = `${services * rulesPerService} rules`;
		rows.push(
			[`${name}: floor (C)`, milliseconds(least.least), '', '', '', '', '', String(least.faults)],
			[
				`${name}: ipvsadm -R`,
				theirs === undefined ? 'with --full' : milliseconds(theirs.least),
				...Array<string>(5).fill(''),
				String(theirs?.faults ?? ''),
			],
		);
		for (const words of [
			[program, 'restore'],
			[persona, '-R'],
		]) {
			// oxlint-disable-next-line no-await-in-loop -- as above
			const ours = await costOf(guest, [node, ...words], {rules});
			rows.push([
				`${name}: ${words[1]}`,
				...ratios(ours.least, {
					empty: empty.least,
					theirs: theirs?.least ?? Number.NaN,
					floor: least.least,
				}),
				String(ours.faults),
			]);
		}
	}
	return tableText(
		`Restore into an empty table; an empty Node process takes ${milliseconds(empty.least)} and ${empty.faults} page faults`,
		[
			'',
			'time',
			'above Node',
			'ipvsadm:ours',
			'ipvsadm:above Node',
			'ours:floor',
			'above Node:floor',
			'page faults',
		],
		rows,
	);
};

/** The time of ours, without the start of Node too, beside those of the others; all in milliseconds. */
const ratios = (
	ours: number,
	others: {readonly empty: number; readonly theirs: number; readonly floor: number},
): readonly string[] => {
	const above = ours - others.empty;
	return [
		milliseconds(ours),
		milliseconds(above),
		times(others.theirs / ours),
		times(others.theirs / above),
		times(ours / others.floor),
		times(above / others.floor),
	];
};

/** The least of some runs, each in a network namespace of its own. */
const costOf = async (
	guest: Guest,
	words: readonly string[],
	{rules, runs = 3}: {readonly rules?: string; readonly runs?: number} = {},
): Promise<Pick<Cost, 'least' | 'faults'>> => {
	let least = Number.POSITIVE_INFINITY;
	let faults = Number.POSITIVE_INFINITY;
	for (let count = 0; count < runs; count += 1) {
		// oxlint-disable-next-line no-await-in-loop -- one after another is the point
		const cost = await costInGuest(guest, words, {
			isFresh: true,
			...(rules === undefined ? {} : {input: rules}),
		});
		least = Math.min(least, cost.least);
		faults = Math.min(faults, cost.faults);
	}
	return {least, faults};
};
