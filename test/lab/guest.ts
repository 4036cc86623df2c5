import {mkdir, mkdtemp, rm, statfs} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {openChannel, type Channel} from './channel.ts';
import type {Lab} from './find.ts';
import {runJob, type RunOptions, type RunResult} from './job.ts';
import {openTerminal, type GuestTerminal, type TerminalOptions} from './terminal.ts';
import {writeRootFolder} from './root-folder.ts';

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

	/** True after it was stopped, has panicked or was killed. */
	readonly hasEnded: () => boolean;

	/** Powers the guest off and removes the exchange folder. */
	readonly stop: () => Promise<void>;
};

export type GuestOptions = {
	/** How much memory the guest has, in MB. What it does not use costs nothing. @default 2048 */
	readonly memory?: number;

	/** How many terminals can be open at once. @default 4 */
	readonly terminals?: number;

	/** How long it may take until the guest takes orders, in milliseconds. @default 120_000 */
	readonly timeout?: number;
};

/** Boots a guest; rejects with the last words of its console when that fails. */
export const bootGuest = async (lab: Lab, options: GuestOptions = {}): Promise<Guest> => {
	const {memory = 2048, terminals = 4, timeout = 120_000} = options;
	const folder = await mkdtemp(join(tmpdir(), 'ipvs-lab-'));
	try {
		const exchange = join(folder, 'exchange');
		await mkdir(join(folder, 'uml'));
		await writeRootFolder(exchange, {layer: lab.layer, terminals});
		const channel = await openChannel(lab.kernel, {
			kernelArguments: kernelArguments(folder, memory),
			folder,
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

const kernelArguments = (folder: string, memory: number) => [
	`mem=${memory}M`,
	'rootfstype=hostfs',
	'ro',
	`init=${folder}/exchange/.lab/init.sh`,
	`uml_dir=${folder}/uml/`,
	'umid=lab',
	'quiet',
	`LAB_SHARED=${folder}/exchange/.lab`,
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
		hasEnded: channel.hasEnded,
		stop: async () => {
			await channel.stop();
			await rm(folder, {recursive: true, force: true});
		},
	};
};
