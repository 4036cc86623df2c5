/*
Writes what Debian's ipvsadm prints in the lab into the case files: node test/cases/refresh.ts [NAME…]
Look at the difference before committing it.
*/
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {findLab} from '../lab/find.ts';
import {bootGuest} from '../lab/guest.ts';
import {projectFolder} from '../lab/root-folder.ts';
import {job, savedPart} from '../lab/side-by-side/job.ts';
import {runJobs} from '../lab/side-by-side/run-jobs.ts';
import {caseFiles} from './case-files.ts';
import type {Case} from './case.ts';
import {writeCases} from './write-cases.ts';

const wanted = process.argv.slice(2);
const files = caseFiles().filter(({name}) => wanted.length === 0 || wanted.includes(name));
const lab = await findLab(join(projectFolder, '.cache/lab'));
if ('missing' in lab) {
	throw new Error(lab.missing);
}
const guest = await bootGuest(lab);
const cases = files.flatMap(file => file.cases);
const reports = await runJobs(
	guest,
	cases.map(({before, steps}) => job(before, steps)),
);
await guest.stop();

const refreshed = new Map<Case, Case>();
for (const [index, one] of cases.entries()) {
	const report = reports[index];
	if (report === undefined || report.prepared !== '') {
		throw new Error(`cannot prepare "${one.title}": ${report?.prepared}`);
	}
	const {outcomes, seenByDebian} = report.debian;
	const steps = one.steps.map((step, number) => ({
		...step,
		expected: outcomes[number] ?? step.expected,
	}));
	refreshed.set(one, {...one, steps, after: savedPart(seenByDebian)});
}
for (const {path, cases: old} of files) {
	writeFileSync(path, writeCases(old.map(one => refreshed.get(one) ?? one)));
}
