import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {build} from 'esbuild';
import {hostsText, servicesText} from '../../cases/case-files.ts';
import type {Guest} from '../guest.ts';
import {projectFolder} from '../root-folder.ts';
import type {Job, Report} from './job.ts';

/** Below the project, so that the bundle finds the native addon. */
const bundle = join(projectFolder, '.cache/lab/side-by-side.mjs');

/** Runs every job by both programs in the guest. */
export const runJobs = async (guest: Guest, jobs: readonly Job[]): Promise<readonly Report[]> => {
	await mkdir(join(projectFolder, '.cache/lab'), {recursive: true});
	await build({
		entryPoints: [join(import.meta.dirname, 'guest-program.ts')],
		outfile: bundle,
		bundle: true,
		format: 'esm',
		platform: 'node',
		target: 'node22',
	});
	await prepare(guest);
	const reports: Report[] = [];
	for (let start = 0; start < jobs.length; start += jobsAtOnce) {
		reports.push(...(await runSome(guest, jobs.slice(start, start + jobsAtOnce))));
	}
	return reports;
};

/** A minute or two of work, so that a guest that hangs is noticed. */
const jobsAtOnce = 100;

const runSome = async (guest: Guest, jobs: readonly Job[]): Promise<readonly Report[]> => {
	const name = `side-by-side-${process.pid}-${(count += 1)}`;
	const [jobsFile, reportFile] = [`${name}.json`, `${name}-report.json`];
	const {host, guest: inGuest} = guest.exchange;
	await writeFile(join(host, jobsFile), JSON.stringify(jobs));
	const {code, stdout, stderr} = await guest.run(
		`unshare --net bash -c '${namespace}; exec node "$@"' bash '${bundle}' ${inGuest}/${jobsFile} ${inGuest}/${reportFile}`,
		{timeout: 600_000},
	);
	if (code !== 0 || stderr !== '') {
		throw new Error(`the program in the guest failed with ${code}: ${stdout}${stderr}`);
	}
	const reports = JSON.parse(await readFile(join(host, reportFile), 'utf8')) as readonly Report[];
	await Promise.all([jobsFile, reportFile].map(async file => rm(join(host, file))));
	return reports;
};

let count = 0;

/** A network namespace has a director of its own. It gets an interface for daemons and traffic. */
const namespace = [
	'ip link set lo up',
	'ip link add d0 type dummy',
	'ip addr add 10.0.0.1/24 dev d0',
	'ip addr add 2001:db8::1/64 dev d0 nodad',
	'ip link set d0 up',
].join('; ');

/** The cases' own names, without DNS, which would be waited for. */
const prepare = async (guest: Guest): Promise<void> => {
	const {host, guest: inGuest} = guest.exchange;
	await writeFile(join(host, 'case-hosts'), hostsText());
	await writeFile(join(host, 'case-services'), servicesText());
	const {stderr} = await guest.run(`
		modprobe --all ipv6 ip_vs dummy
		cp ${inGuest}/case-hosts /etc/hosts
		cp ${inGuest}/case-services /etc/services
		printf 'hosts: files\\nservices: files\\n' >/etc/nsswitch.conf
	`);
	if (stderr !== '') {
		throw new Error(`cannot prepare the guest: ${stderr}`);
	}
};
