import {isDeepStrictEqual} from 'node:util';
import type {Case, Outcome} from '../../cases/case.ts';
import {writeCases} from '../../cases/write-cases.ts';
import {savedPart, type Job, type Report, type Side} from './job.ts';

/** Whether the programs printed something else, or left or saw another director. */
export const differs = ({debian, ours}: Report): boolean =>
	!isDeepStrictEqual(debian.outcomes.map(withoutHelp), ours.outcomes.map(withoutHelp)) ||
	new Set([debian.seenByDebian, debian.seenByOurs, ours.seenByDebian, ours.seenByOurs]).size > 1;

/** Help is written in our own words, and the last thing that a run prints; its first line is the same. */
const withoutHelp = (outcome: Outcome): Outcome => ({
	...outcome,
	stdout: outcome.stdout.replace(/(?<=compiled with popt[^\n]*\n)[^]*/, ''),
});

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
