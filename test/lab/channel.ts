import {spawn, type ChildProcess} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import type {Readable, Writable} from 'node:stream';

/** The line between this process and the agent in the guest. */
export type Channel = {
	/** A name for the next order. */
	readonly nextId: () => string;

	/** Gives an order and waits for the exit code; rejects when the guest ends before. */
	readonly order: (verb: 'run' | 'terminal', id: string, terminal?: number) => Promise<number>;

	/** Makes the agent end all that an order has started; the order then answers with 137. */
	readonly kill: (id: string) => void;

	readonly console: () => string;
	readonly hasEnded: () => boolean;
	readonly lines: readonly Line[];
	readonly stop: () => Promise<void>;
};

/** The host's end of one of the guest's terminals. */
export type Line = {readonly number: number; readonly input: Writable; readonly output: Readable};

export type ChannelOptions = {
	readonly kernelArguments: readonly string[];
	/** Holds all the guest's files; is removed when the guest ends. */
	readonly folder: string;

	/** Where the guest's memory is kept, a file without a name. */
	readonly temporary: string;

	readonly terminals: number;
	readonly timeout: number;
};

type Waiting = {readonly resolve: (code: number) => void; readonly reject: (error: Error) => void};

/** Starts the kernel and waits until the agent in it answers. */
export const openChannel = async (kernel: string, options: ChannelOptions): Promise<Channel> => {
	const child = startKernel(kernel, options);
	const [, kernelOutput, kernelErrors, orders, answers, ...ends] = child.stdio as Stdio;
	const janitor = startJanitor(child, options.folder);

	let printed = '';
	for (const stream of [kernelOutput, kernelErrors]) {
		stream.setEncoding('utf8').on('data', (text: string) => {
			printed = (printed + text).slice(-64 * 1024);
		});
	}

	const waiting = new Map<string, Waiting>();
	let ended: Error | undefined;
	const exited = new Promise<void>(resolve => {
		const end = (how: string) => {
			janitor.stdin.end();
			ended = new Error(`the guest ended (${how}). Its last words:\n${lastWords(printed)}`);
			for (const {reject} of waiting.values()) {
				reject(ended);
			}
			waiting.clear();
			resolve();
		};
		child.once('close', (code, signal) => end(signal ?? `exit code ${code}`));
		child.once('error', error => end(error.message));
	});
	// Orders may be written while the guest ends; the exit says it better than EPIPE.
	orders.on('error', () => {});

	const expect = async (id: string) =>
		new Promise<number>((resolve, reject) => {
			if (ended === undefined) {
				waiting.set(id, {resolve, reject});
			} else {
				reject(ended);
			}
		});
	createInterface({input: answers}).on('line', line => {
		const [, id = 'ready', code = '0'] = line.split(' ');
		waiting.get(id)?.resolve(Number(code));
		waiting.delete(id);
	});

	const deadline = setTimeout(() => {
		printed += `\nlab: not ready after ${options.timeout} ms`;
		killGroup(child);
	}, options.timeout);
	await expect('ready').finally(() => clearTimeout(deadline));

	let count = 0;
	return {
		nextId: () => String(++count),
		order: async (verb, id, terminal) => {
			const answer = expect(id);
			orders.write(`${verb} ${id} ${terminal ?? ''}\n`);
			return answer;
		},
		kill: id => orders.write(`kill ${id}\n`),
		console: () => printed,
		hasEnded: () => ended !== undefined,
		lines: Array.from({length: options.terminals}, (_, index) => ({
			number: index + 2,
			input: ends[index * 2] as Writable,
			output: ends[index * 2 + 1] as Readable,
		})),
		stop: async () => {
			orders.end('stop\n');
			const impatient = setTimeout(() => killGroup(child), 10_000);
			await exited;
			clearTimeout(impatient);
		},
	};
};

type Stdio = [null, Readable, Readable, Writable, Readable, ...(Readable | Writable)[]];

/**
Each terminal of the guest is a pair of pipes. Terminal 0 gets the kernel's own messages and nothing else does; terminal 1 is the agent's, the others are for programs.
*/
const startKernel = (kernel: string, options: ChannelOptions): ChildProcess => {
	const terminals = Array.from(
		{length: options.terminals},
		(_, index) => `con${index + 2}=fd:${5 + index * 2},fd:${6 + index * 2}`,
	);
	const consoles = ['con=null', 'con0=null,fd:1', 'con1=fd:3,fd:4', ...terminals, 'ssl=null'];
	const [program, ...before] = onOneProcessor(kernel);
	return spawn(program, [...before, ...options.kernelArguments, ...consoles], {
		env: {PATH: process.env['PATH'], TMPDIR: options.temporary, HOME: options.folder},
		// Should the kernel leave a core file, then there.
		cwd: options.folder,
		detached: true,
		stdio: ['ignore', ...Array.from({length: 4 + options.terminals * 2}, () => 'pipe' as const)],
	});
};

/**
The guest has one processor, but its processes are processes of the host, and moving between the host's processors makes each of their
system calls up to three times dearer.
*/
const onOneProcessor = (kernel: string): readonly [string, ...string[]] => {
	const allowed = /^Cpus_allowed_list:\s*(\S+)$/m.exec(
		readFileSync('/proc/self/status', 'utf8'),
	)?.[1];
	const last = allowed?.split(/[-,]/).at(-1);
	return last === undefined || !existsSync(taskset)
		? [kernel]
		: [taskset, '--cpu-list', last, kernel];
};

const taskset = '/usr/bin/taskset';

/** Removes the guest's folder when the guest has ended, and ends the guest when this process has, however that comes. */
const startJanitor = (kernel: ChildProcess, folder: string) => {
	// A kernel that was killed or has panicked leaves processes of its group behind.
	const script = 'read -r _; kill -KILL -- "-$1"; rm -rf "$0"';
	const janitor = spawn('sh', ['-c', script, folder, String(kernel.pid)], {
		// Control-C is for the tests, not for the one that tidies up after them.
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
	});
	janitor.unref();
	return janitor;
};

const killGroup = (kernel: ChildProcess) => {
	if (kernel.pid !== undefined && kernel.exitCode === null && kernel.signalCode === null) {
		process.kill(-kernel.pid, 'SIGKILL');
	}
};

/** Without the stack: what the kernel was doing tells nobody here anything. */
const lastWords = (text: string) =>
	text
		.trimEnd()
		.split('\n')
		.filter(line => !line.startsWith(' [<') && !/^(R[A-Z0-9]+|E?FLAGS|C[SR]\d?):/.test(line))
		.slice(-30)
		.join('\n');
