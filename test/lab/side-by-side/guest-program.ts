/*
Runs in the guest: every command line by Debian's ipvsadm and by ours, on the same kernel, and writes down what each printed and what
table it left. Ours runs inside this process, because a Node takes most of a second to start there.
*/
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {openClient} from '../../../source/client/open.ts';
import {openKernel} from '../../../source/transport/kernel/kernel.ts';
import type {Outcome} from '../../cases/case.ts';
import {runOurs, type Command} from '../../cases/run-case.ts';
import {startDebian} from './debian.ts';
import type {Job, Report, Side} from './job.ts';

type Run = (commands: readonly Command[]) => Promise<readonly Outcome[]>;

const debian = startDebian();
const ours: Run = async commands => {
	const outcomes: Outcome[] = [];
	for (const command of commands) {
		outcomes.push(await runOurs(command, {open: () => openClient(openKernel())}));
	}
	return outcomes;
};

const restore = (stdin: string): Command => ({argv: ['-R'], stdin});

/** Everything that can be seen of a director. */
const look = async (run: Run): Promise<string> => {
	const [seen] = await run([restore(everything)]);
	return seen?.stdout ?? '';
};
const everything =
	'-S -n\n-L -n --thresholds\n-L -n --tun-info\n-L -n --persistent-conn\n-L --timeout\n-L --daemon\n';

/** What both programs saw alike. Debian's takes long to start, so it does not list again what ours shows as it was listed before. */
const agreed = new Set<string>();

const runSide = async (job: Job, run: Run): Promise<Side & {readonly prepared: string}> => {
	await ours([restore(job.hasDaemons ? `${stopDaemons}${reset}` : reset)]);
	const [prepared] = await ours([restore(job.before)]);
	const outcomes = await run(job.commands);
	const seenByOurs = await look(ours);
	const seenByDebian = agreed.has(seenByOurs) ? seenByOurs : await look(debian.run);
	if (seenByDebian === seenByOurs) {
		agreed.add(seenByOurs);
	}
	return {prepared: prepared?.stderr ?? '', outcomes, seenByDebian, seenByOurs};
};

const runApart = async (job: Job): Promise<Report> => {
	const {prepared, ...theirs} = await runSide(job, debian.run);
	return {prepared, debian: theirs, ours: await runSide(job, ours)};
};

/** Time goes on between two looks: what Debian's program says before or after ours counts as the same. */
const runTogether = async (job: Job, traffic: string): Promise<Report> => {
	const [, prepared] = await ours([restore(reset), restore(job.before)]);
	execFileSync('bash', ['-c', traffic], {stdio: ['ignore', 'ignore', 'inherit']});
	const sides = {debian: [] as Outcome[], ours: [] as Outcome[]};
	for (const command of job.commands) {
		const [first] = await debian.run([command]);
		const our = await runOurs(command, {open: () => openClient(openKernel())});
		const [second] = await debian.run([command]);
		sides.ours.push(our);
		sides.debian.push((second?.stdout === our.stdout ? second : first) ?? our);
	}
	const rest = {seenByDebian: '', seenByOurs: ''};
	return {
		prepared: prepared?.stderr ?? '',
		debian: {...rest, outcomes: sides.debian},
		ours: {...rest, outcomes: sides.ours},
	};
};

const stopDaemons = '--stop-daemon master\n--stop-daemon backup\n';
const reset = '-C\n--set 900 120 300\n-Z\n';

const [, , jobsFile = '', reportFile = ''] = process.argv;
const reports: Report[] = [];
for (const job of JSON.parse(readFileSync(jobsFile, 'utf8')) as readonly Job[]) {
	reports.push(await (job.traffic === undefined ? runApart(job) : runTogether(job, job.traffic)));
}
debian.stop();
writeFileSync(reportFile, JSON.stringify(reports));
process.exit(0);
