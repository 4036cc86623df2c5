import type {Command} from '../../cases/run-case.ts';
import {job, type Job, type Report} from './job.ts';

type Run = (jobs: readonly Job[]) => Promise<readonly Report[]>;

/**
The smallest job that still fails: leaves out one command line, rule, line of input or word after the other. All that could be left out
next is tried at once, because a run in the guest costs more than a job.
*/
export const shrink = async (
	failing: Job,
	run: Run,
	fails: (report: Report) => boolean,
): Promise<Job> => {
	let smallest = failing;
	for (let round = 0; round < mostRounds; round += 1) {
		const candidates = smaller(smallest);
		const reports = candidates.length === 0 ? [] : await run(candidates);
		const found = candidates.find((_, index) => {
			const report = reports[index];
			return report !== undefined && fails(report);
		});
		if (found === undefined) {
			break;
		}
		smallest = found;
	}
	return smallest;
};

const mostRounds = 40;

const smaller = ({before, commands}: Job): readonly Job[] => [
	...without(commands).map(fewer => job(before, fewer)),
	...withoutLine(before).map(less => job(less, commands)),
	...commands.flatMap((command, index) =>
		smallerCommands(command).map(one => job(before, commands.with(index, one))),
	),
];

const smallerCommands = ({argv, stdin}: Command): readonly Command[] => [
	...withoutLine(stdin).map(less => ({argv, stdin: less})),
	...without(argv).map(words => ({argv: words, stdin})),
	...stdin
		.split('\n')
		.flatMap((line, index, lines) =>
			without(line.split(' ')).map(words => lines.with(index, words.join(' ')).join('\n')),
		)
		.filter(text => text !== stdin)
		.map(text => ({argv, stdin: text})),
];

const without = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
	items.map((_, index) => items.toSpliced(index, 1));

const withoutLine = (text: string): readonly string[] =>
	text === '' ? [] : without(text.split(/(?<=\n)/)).map(lines => lines.join(''));
