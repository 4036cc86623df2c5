import {isDeepStrictEqual} from 'node:util';
import type {Case} from '../../cases/case.ts';
import {writeCases} from '../../cases/write-cases.ts';
import {savedPart, type Job, type Report, type Side} from './job.ts';

/** Whether the programs printed something else, or left or saw another director. */
export const differs = ({debian, ours}: Report): boolean =>
	!isDeepStrictEqual(debian.outcomes, ours.outcomes) ||
	new Set([debian.seenByDebian, debian.seenByOurs, ours.seenByDebian, ours.seenByOurs]).size > 1;

/** A difference as a case that can be put into a file as it is, and what ours makes of it. */
export const differenceText = (job: Job, report: Report): string => {
	const {debian, ours} = report;
	const looks =
		ours.seenByOurs === debian.seenByDebian
			? ''
			: `\nseen by both:\n${debian.seenByDebian}\n${ours.seenByOurs}`;
	return `${writeCases([asCase(job, debian)])}\nours:\n${writeCases([asCase(job, ours)])}${looks}`;
};

const asCase = ({before, commands}: Job, {outcomes, seenByDebian}: Side): Case => ({
	title: 'a difference',
	notes: [],
	runsOn: 'both',
	before,
	steps: commands.map((command, index) => ({
		...command,
		expected: outcomes[index] ?? {stdout: '', stderr: '', exit: 0},
		compares: 'all',
	})),
	after: savedPart(seenByDebian),
});
