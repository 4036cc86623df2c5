/*
Runs in the guest: every command line by Debian's ipvsadm and by ours, on the same kernel, and writes down what each printed and what
table it left. Ours runs inside this process, because a Node takes most of a second to start there.
*/
import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {openClient} from '../../../source/client/open.ts';
import {openKernel} from '../../../source/transport/kernel/kernel.ts';
import type {Outcome} from '../../cases/case.ts';
import {runOurs, type Command} from '../../cases/run-case.ts';
import type {Job, Report, Side} from './job.ts';

type Run = (command: Command) => Promise<Outcome>;

const debian: Run = async ({argv, stdin}) => {
	const {stdout, stderr, status, signal} = spawnSync('/usr/sbin/ipvsadm', argv, {
		argv0: 'ipvsadm',
		input: stdin,
		timeout: 20_000,
		encoding: 'utf8',
		maxBuffer: 1 << 28,
	});
	// A shell reports the end by a signal the same way.
	return {stdout, stderr, exit: status ?? (signal === 'SIGSEGV' ? 139 : 137)};
};

const ours: Run = command => runOurs(command, {open: () => openClient(openKernel())});

/** Everything that can be seen of a director. */
const look: Command = {
	argv: ['-R'],
	stdin:
		'-S -n\n-L -n --thresholds\n-L -n --tun-info\n-L -n --persistent-conn\n-L --timeout\n-L --daemon\n',
};

const runSide = async (job: Job, run: Run): Promise<Side> => {
	await debian({argv: ['-R'], stdin: job.hasDaemons ? `${stopDaemons}${reset}` : reset});
	const prepared = job.before === '' ? '' : (await run({argv: ['-R'], stdin: job.before})).stderr;
	const outcomes: Outcome[] = [];
	for (const command of job.commands) {
		outcomes.push(await run(command));
	}
	const after = (await debian({argv: ['-S', '-n'], stdin: ''})).stdout;
	return {
		prepared,
		outcomes,
		after,
		seenByDebian: (await debian(look)).stdout,
		seenByOurs: (await ours(look)).stdout,
	};
};

const stopDaemons = '--stop-daemon master\n--stop-daemon backup\n';
const reset = '-C\n--set 900 120 300\n-Z\n';

const [, , jobsFile = '', reportFile = ''] = process.argv;
const reports: Report[] = [];
for (const job of JSON.parse(readFileSync(jobsFile, 'utf8')) as readonly Job[]) {
	reports.push({debian: await runSide(job, debian), ours: await runSide(job, ours)});
}
writeFileSync(reportFile, JSON.stringify(reports));
process.exit(0);
