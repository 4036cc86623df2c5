import type {Guest} from '../lab/guest.ts';
import {rulesPerService} from './rules.ts';
import {systemCallsOf} from './system-calls.ts';
import {tableText} from './table.ts';
import {debian, node, persona, type Files} from './tools.ts';

const few = 2;
/** More for ours, whose own housekeeping would hide the few calls that a rule takes. */
const many = {ours: 1000, ipvsadm: 100} as const;

/** System calls per rule and per service: the difference between a small and a larger table, so that the start does not count. */
export const callsSection = async (guest: Guest, files: Files): Promise<string> => {
	const per = async (
		words: readonly string[],
		{most, isRestore}: {most: number; isRestore: boolean},
	): Promise<string> => {
		const counts: number[] = [];
		for (const services of [few, most]) {
			const {rules, requests} = files(services);
			// oxlint-disable-next-line no-await-in-loop -- one after another is the point
			const calls = await systemCallsOf(guest, words, isRestore ? {input: rules} : {requests});
			if (calls === undefined) {
				return 'no strace';
			}
			counts.push(calls);
		}
		const [small = 0, large = 0] = counts;
		return ((large - small) / (most - few) / (isRestore ? rulesPerService : 1)).toFixed(2);
	};

	const rows: string[][] = [];
	for (const {name, words, isRestore} of [
		{name: '-R, per rule', words: ['-R'], isRestore: true},
		{name: '-L -n, per service', words: ['-L', '-n'], isRestore: false},
		{
			name: '-L -n --stats, per service',
			words: ['-L', '-n', '--stats'],
			isRestore: false,
		},
		{name: '-S -n, per service', words: ['-S', '-n'], isRestore: false},
	]) {
		rows.push([
			name,
			// oxlint-disable-next-line no-await-in-loop -- one after another is the point
			await per([node, persona, ...words], {most: many.ours, isRestore}),
			// oxlint-disable-next-line no-await-in-loop
			await per([debian, ...words], {most: many.ipvsadm, isRestore}),
		]);
	}
	return tableText('System calls, counted by strace', ['', 'ours', 'ipvsadm'], rows);
};
