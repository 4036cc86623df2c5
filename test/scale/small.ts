import type {Guest} from '../lab/guest.ts';
import {megabytes, milliseconds, tableText} from './table.ts';
import {
	costHere,
	costInGuest,
	debian,
	emptyScript,
	node,
	persona,
	program,
	type Wanted,
} from './tools.ts';
import type {Cost} from './measure.ts';

type Command = {
	readonly name: string;
	readonly words: readonly string[];
	/** Exit code. */
	readonly exit?: number;
};

type Measure = (words: readonly string[], wanted: Wanted) => Promise<Cost>;

const server = ['-t', '10.0.0.1:80', '-r', '10.0.0.2:80', '-m', '-w'];

/** Commands on a table of two services, in the guest. */
export const smallInGuest = async (guest: Guest): Promise<string> => {
	for (const service of ['10.0.0.1:80', '10.0.0.1:443']) {
		// oxlint-disable-next-line no-await-in-loop -- two
		await guest.run(
			`${debian} -A -t ${service} -s wlc; ${debian} -a -t ${service} -r 10.0.0.2:80 -m`,
		);
	}
	const service = ['-t', '10.0.0.1:81', '-s', 'wlc'];
	return small(
		'Small commands in the guest, where a page fault takes 50 times longer than elsewhere',
		{
			measure: (words, wanted) => costInGuest(guest, words, wanted),
			runs: 12,
			commands: [
				{name: '-L -n of 2 services', words: [node, persona, '-L', '-n']},
				// Refused but for the first time, which is the same work.
				{name: '-A', words: [node, persona, '-A', ...service, '-b', 'flag-1'], exit: 255},
				{name: '-e', words: [node, persona, '-e', ...server, '2']},
				{name: "Debian's ipvsadm -L -n", words: [debian, '-L', '-n']},
			],
			before: () => guest.run(`${debian} -A ${service.join(' ')}`),
		},
	);
};

/** What can be run without IPVS, on this machine. */
export const smallHere = async (): Promise<string> =>
	small('Small commands on this machine, without IPVS', {
		measure: costHere,
		runs: 60,
		commands: [
			{name: '-v', words: [node, program, '-v']},
			{name: 'a usage error', words: [node, program, '-A', '-t', 'x:y:z'], exit: 2},
			{name: '-Ln of the embedded demo', words: [node, program, '--demo', 'empty', '-Ln']},
		],
	});

const small = async (
	title: string,
	{
		measure,
		runs,
		commands,
		before,
	}: {
		readonly measure: Measure;
		readonly runs: number;
		readonly commands: readonly Command[];
		readonly before?: () => Promise<unknown>;
	},
): Promise<string> => {
	await before?.();
	const empty = await measure([node, emptyScript], {runs});
	const rows = [
		[
			'an empty Node process',
			milliseconds(empty.least),
			milliseconds(empty.median),
			'',
			'',
			megabytes(empty.megabytes),
			'',
		],
	];
	for (const {name, words, exit = 0} of commands) {
		// oxlint-disable-next-line no-await-in-loop -- one after another is the point
		const cost = await measure(words, {runs, exit});
		rows.push([
			name,
			milliseconds(cost.least),
			milliseconds(cost.median),
			milliseconds(cost.least - empty.least),
			milliseconds(cost.median - empty.median),
			megabytes(cost.megabytes),
			megabytes(cost.megabytes - empty.megabytes),
		]);
	}
	return tableText(
		title,
		['', 'least', 'median', 'least above empty', 'median above', 'peak memory', 'above empty'],
		rows,
	);
};
