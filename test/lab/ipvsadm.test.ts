import {beforeAll, expect, test} from 'vitest';
import {caseFiles} from '../cases/case-files.ts';
import {compared, type Case} from '../cases/case.ts';
import {writeCases} from '../cases/write-cases.ts';
import {describeLab, labGuest} from './shared.ts';
import {job, type Report, type Side} from './side-by-side/job.ts';
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
			const {debian, ours} = reports.get(one) as Report;
			expect(debian.prepared + ours.prepared).toBe('');
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

const asObserved = (one: Case, {outcomes, after}: Side): string =>
	writeCases([
		{
			...one,
			after,
			steps: one.steps.map((step, index) => ({
				...step,
				expected: compared(step, outcomes[index] ?? step.expected),
			})),
		},
	]);
