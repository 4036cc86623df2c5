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

type Run = (command: Command) => Promise<Outcome>;

const debian = startDebian();
const ours: Run = command => runOurs(command, {open: () => openClient(openKernel())});

const save: Command = {argv: ['-S', '-n'], stdin: ''};
/** Everything that can be seen of a director. */
const look: Command = {
	argv: ['-R'],
	stdin:
		'-S -n\n-L -n --thresholds\n-L -n --tun-info\n-L -n --persistent-conn\n-L --timeout\n-L --daemon\n',
};

const runSide = async (job: Job, run: Run): Promise<Side> => {
	await ours({argv: ['-R'], stdin: job.hasDaemons ? `${stopDaemons}${reset}` : reset});
	const prepared = job.before === '' ? '' : (await run({argv: ['-R'], stdin: job.before})).stderr;
	const outcomes: Outcome[] = [];
	for (const command of job.commands) {
		outcomes.push(await run(command));
	}
	return {
		prepared,
		outcomes,
		after: (await run(save)).stdout,
		seenByDebian: (await debian.run(look)).stdout,
		seenByOurs: (await ours(look)).stdout,
	};
};

/** Time goes on between two looks: what Debian's program says before or after ours counts as the same. */
const runTogether = async (job: Job, traffic: string): Promise<Report> => {
	await ours({argv: ['-R'], stdin: reset});
	const prepared = (await debian.run({argv: ['-R'], stdin: job.before})).stderr;
	execFileSync('bash', ['-c', traffic], {stdio: ['ignore', 'ignore', 'inherit']});
	const sides = {debian: [] as Outcome[], ours: [] as Outcome[]};
	for (const command of job.commands) {
		const first = await debian.run(command);
		const our = await ours(command);
		const second = await debian.run(command);
		sides.ours.push(our);
		sides.debian.push(second.stdout === our.stdout ? second : first);
	}
	const rest = {prepared, after: '', seenByDebian: '', seenByOurs: ''};
	return {
		debian: {...rest, outcomes: sides.debian},
		ours: {...rest, outcomes: sides.ours},
	};
};

const stopDaemons = '--stop-daemon master\n--stop-daemon backup\n';
const reset = '-C\n--set 900 120 300\n-Z\n';

const [, , jobsFile = '', reportFile = ''] = process.argv;
const reports: Report[] = [];
for (const job of JSON.parse(readFileSync(jobsFile, 'utf8')) as readonly Job[]) {
	reports.push(
		job.traffic === undefined
			? {debian: await runSide(job, debian.run), ours: await runSide(job, ours)}
			: await runTogether(job, job.traffic),
	);
}
debian.stop();
writeFileSync(reportFile, JSON.stringify(reports));
process.exit(0);
