import {sample, tuple} from 'fast-check';
import {beforeAll, expect, test} from 'vitest';
import {caseFiles} from '../cases/case-files.ts';
import {compared, type Case} from '../cases/case.ts';
import {quoteWords} from '../cases/escapes.ts';
import {writeCases} from '../cases/write-cases.ts';
import {describeLab, labGuest} from './shared.ts';
import {beforehand, sequences} from './side-by-side/arbitrary.ts';
import {job, savedPart, type Job, type Report, type Side} from './side-by-side/job.ts';
import {runJobs} from './side-by-side/run-jobs.ts';

const files = caseFiles();
const cases = files.flatMap(file => file.cases);

describeLab('the cases, on a kernel', () => {
	let reports: ReadonlyMap<Case, Report>;

	beforeAll(async () => {
		const found = await runJobs(
			await labGuest(),
			cases.map(({before, steps}) => job(before, steps)),
		);
		reports = new Map(cases.map((one, index) => [one, found[index] as Report]));
	}, 600_000);

	for (const {name, cases: ofFile} of files) {
		test.each(ofFile)(`${name}: $title`, one => {
			const {prepared, debian, ours} = reports.get(one) as Report;
			expect(prepared).toBe('');
			expect(asObserved(one, debian), "Debian's ipvsadm departs from the file").toBe(
				writeCases([one]),
			);
			expect(asObserved(one, ours), 'ours departs from the file').toBe(writeCases([one]));
			// Each table is listed by both programs, whoever made it.
			expect(ours.seenByDebian).toBe(debian.seenByDebian);
			expect(debian.seenByOurs).toBe(debian.seenByDebian);
			expect(ours.seenByOurs).toBe(debian.seenByDebian);
		});
	}
});

/** How many sequences of command lines are made up; each is about six lines. */
const sequenceCount = process.env['LONG'] === '1' ? 1000 : 60;

describeLab('command lines made up at random', () => {
	test('do the same in both programs', {timeout: 3_600_000}, async () => {
		const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
		const jobs = sample(tuple(beforehand(), sequences()), {seed, numRuns: sequenceCount}).map(
			([before, commands]) => job(before, commands),
		);
		const reports = await runJobs(await labGuest(), jobs);
		const differences = jobs.flatMap((one, index) => difference(one, reports[index] as Report));
		expect(differences.slice(0, 5).join('\n'), `SEED=${seed}`).toBe('');
	});
});

/** The first command line of a sequence that the programs do not agree on, with all that led to it. */
const difference = ({before, commands}: Job, {debian, ours}: Report): readonly string[] => {
	const at = commands.findIndex(
		(_, index) => JSON.stringify(debian.outcomes[index]) !== JSON.stringify(ours.outcomes[index]),
	);
	const told = commands
		.slice(0, at === -1 ? undefined : at + 1)
		.map(({argv, stdin}) => `${quoteWords(argv)} ${stdin === '' ? '' : JSON.stringify(stdin)}`);
	if (at !== -1) {
		const [theirs, our] = [debian, ours].map(side => JSON.stringify(side.outcomes[at]));
		return [[before, ...told, `  debian ${theirs}`, `  ours   ${our}`].join('\n')];
	}
	const seen = [debian.seenByDebian, debian.seenByOurs, ours.seenByDebian, ours.seenByOurs];
	return new Set(seen).size === 1
		? []
		: [[before, ...told, 'the tables differ:', ...seen].join('\n')];
};

const asObserved = (one: Case, {outcomes, seenByDebian}: Side): string =>
	writeCases([
		{
			...one,
			after: savedPart(seenByDebian),
			steps: one.steps.map((step, index) => ({
				...step,
				expected: compared(step, outcomes[index] ?? step.expected),
			})),
		},
	]);
