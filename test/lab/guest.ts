import {copyFile, mkdir, mkdtemp, rm, statfs, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {openChannel, type Channel} from './channel.ts';
import type {Lab} from './find.ts';
import {runJob, type RunOptions, type RunResult} from './job.ts';
import {openTerminal, type GuestTerminal, type TerminalOptions} from './terminal.ts';
import {quote} from './quote.ts';

/** A Linux of its own, with real IPVS, running as a process of this machine. */
export type Guest = {
	/** Runs a bash script as root in the guest. Many may run at once; what they start in the background goes on. */
	readonly run: (script: string, options?: RunOptions) => Promise<RunResult>;

	/** Runs a bash script on a real terminal of the guest that this process writes to and reads from. */
	readonly terminal: (script: string, options: TerminalOptions) => Promise<GuestTerminal>;

	/** The one folder that both sides can write to. */
	readonly exchange: {readonly host: string; readonly guest: string};

	/** What the guest's kernel and its first process have printed. */
	readonly console: () => string;

	/** Powers the guest off and removes the exchange folder. */
	readonly stop: () => Promise<void>;
};

export type GuestOptions = {
	/** How much memory the guest has, in MB. What it does not use costs nothing. @default 2048 */
	readonly memory?: number;

	/** How many terminals can be open at once. @default 4 */
	readonly terminals?: number;

	/** How long it may take until the guest takes orders, in milliseconds. @default 60_000 */
	readonly timeout?: number;
};

/** The project's folder, on the host and, under the same name, in the guest. */
export const projectFolder = dirname(dirname(import.meta.dirname));

/** Boots a guest; rejects with the last words of its console when that fails. */
export const bootGuest = async (lab: Lab, options: GuestOptions = {}): Promise<Guest> => {
	const {memory = 2048, terminals = 4, timeout = 60_000} = options;
	const folder = await mkdtemp(join(tmpdir(), 'ipvs-lab-'));
	try {
		await prepare(folder, lab, terminals);
		const channel = await openChannel(lab.kernel, {
			kernelArguments: kernelArguments(folder, memory),
			temporary: await memoryFolder(folder, memory),
			terminals,
			timeout,
		});
		return guestOn(channel, folder);
	} catch (error) {
		await rm(folder, {recursive: true, force: true});
		throw error;
	}
};

const prepare = async (folder: string, lab: Lab, terminals: number) => {
	const shared = join(folder, 'exchange/.lab');
	await mkdir(shared, {recursive: true});
	await mkdir(join(folder, 'uml'));
	const visible = [projectFolder, dirname(process.execPath)].map(quote).join(' ');
	await writeFile(
		join(shared, 'settings'),
		`layer=${quote(lab.layer)}\nterminals=${terminals}\nvisible=(${visible})\n`,
	);
	for (const name of ['init.sh', 'agent.sh']) {
		// oxlint-disable-next-line no-await-in-loop -- two small files
		await copyFile(join(import.meta.dirname, 'guest', name), join(shared, name));
	}
};

const kernelArguments = (folder: string, memory: number) => [
	`mem=${memory}M`,
	'rootfstype=hostfs',
	'ro',
	`init=${folder}/exchange/.lab/init.sh`,
	`uml_dir=${folder}/uml/`,
	'umid=lab',
	'quiet',
	`LAB_EXCHANGE=${folder}/exchange`,
];

/** The guest's memory is a file. /dev/shm keeps it out of the disk, but in a container it may be too small. */
const memoryFolder = async (folder: string, memory: number) => {
	const free = await statfs('/dev/shm').then(
		({bavail, bsize}) => bavail * bsize,
		() => 0,
	);
	return free > memory * 1024 * 1024 ? '/dev/shm' : folder;
};

const guestOn = (channel: Channel, folder: string): Guest => {
	const exchange = {host: join(folder, 'exchange'), guest: '/exchange'};
	const jobs = join(exchange.host, '.lab');
	return {
		run: async (script, options) => runJob(channel, jobs, {...options, script}),
		terminal: async (script, options) => openTerminal(channel, jobs, {...options, script}),
		exchange,
		console: channel.console,
		stop: async () => {
			await channel.stop();
			await rm(folder, {recursive: true, force: true});
		},
	};
};
