import {sample, tuple} from 'fast-check';
import {beforeAll, expect, test} from 'vitest';
import {caseFiles} from '../cases/case-files.ts';
import {compared, type Case} from '../cases/case.ts';
import {writeCases} from '../cases/write-cases.ts';
import {describeLab, labGuest} from './shared.ts';
import {beforehand, sequences} from './side-by-side/arbitrary.ts';
import {differenceText, differs} from './side-by-side/difference.ts';
import {job, savedPart, type Job, type Report, type Side} from './side-by-side/job.ts';
import {runJobs} from './side-by-side/run-jobs.ts';
import {shrink} from './side-by-side/shrink.ts';

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

/** How many sequences of command lines are made up; each is about five lines. */
const sequenceCount = Number(
	process.env['SEQUENCES'] ?? (process.env['LONG'] === '1' ? 3000 : 100),
);

describeLab('command lines made up at random', () => {
	test('do the same in both programs', {timeout: 7_200_000}, async () => {
		const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
		console.log(`${sequenceCount} sequences of command lines, SEED=${seed}`);
		const jobs = sample(tuple(beforehand(), sequences()), {seed, numRuns: sequenceCount}).map(
			([before, commands]) => job(before, commands),
		);
		const guest = await labGuest();
		const run = async (some: readonly Job[]) => runJobs(guest, some);
		const reports = await run(jobs);
		const failing = jobs.filter((_, index) => differs(reports[index] as Report));
		const told: string[] = [];
		for (const one of failing.slice(0, 3)) {
			const smallest = await shrink(one, run, differs);
			const [report] = await run([smallest]);
			told.push(differenceText(smallest, report as Report));
		}
		expect(told.join('\n'), `SEED=${seed}, ${failing.length} sequences differ`).toBe('');
	});
});

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
