/*
What care costs: so many HTTP checks at an interval, against servers on this machine.

	node test/scale/care.ts [CHECKS] [INTERVAL] [SECONDS] [FILE OF THE BUILT PROGRAM] [SERVERS OF A SERVICE] [FAILING]

The first so many servers fail for three seconds and are well for three, by turns. Reads how much time of a core and how much memory the one process has taken that takes care; the servers and the demo, whose
table it keeps, are processes of their own.
*/
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {program} from './tools.ts';

const [
	checks = '2000',
	interval = '2s',
	seconds = '20',
	built = program,
	perService = '20',
	unsteady = '0',
] = process.argv.slice(2);
const serverPort = 19_080;

const httpServer = `require('node:net').createServer(socket => {
	socket.on('error', () => {});
	const [, , high, low] = socket.localAddress.split('.');
	if (high * 256 + Number(low) < ${unsteady} && Math.floor(Date.now() / 3000) % 2) { socket.destroy(); return; }
	socket.once('data', () => socket.end('HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nok'));
}).listen({port: ${serverPort}, backlog: 4096}, () => console.log('ready'))`;

/** Services of twenty servers, each an address of the loopback interface. */
const configuration = (): string => {
	const lines = [`interval ${interval}`, 'timeout 1s', 'rise 1', 'fall 1', 'last drop'];
	for (let at = 0; at < Number(checks); at += 1) {
		if (at % Number(perService) === 0) {
			lines.push(
				`service -t 192.0.2.1:${1000 + at / Number(perService)}`,
				'check http path /healthz',
			);
		}
		lines.push(`server 127.1.${at >> 8}.${at & 255}:${serverPort} -m`);
	}
	return `${lines.join('\n')}\n`;
};

/** Seconds of a core that a process has taken, and its memory in MB. */
const costOf = async (pid: number) => {
	const [stat, status] = await Promise.all(
		['stat', 'status'].map(async name => readFile(`/proc/${pid}/${name}`, 'utf8')),
	);
	const fields = (stat ?? '').slice((stat ?? '').lastIndexOf(')') + 2).split(' ');
	const ticks = Number(fields[11]) + Number(fields[12]);
	return {
		cpu: ticks / 100,
		memory: Number(/VmRSS:\s+(\d+)/.exec(status ?? '')?.[1]) / 1024,
		most: Number(/VmHWM:\s+(\d+)/.exec(status ?? '')?.[1]) / 1024,
	};
};

const folder = await mkdtemp(join(tmpdir(), 'ipvs-tui-scale-'));
const started: ChildProcess[] = [];
const start = (...words: readonly string[]): ChildProcess => {
	const child = spawn(process.execPath, words, {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {...process.env, XDG_STATE_HOME: folder},
	});
	started.push(child);
	return child;
};

try {
	await writeFile(join(folder, 'care'), configuration());
	await writeFile(join(folder, 'empty'), 'about an empty director\n-A -t 192.0.2.99:80\n');
	const server = start('-e', httpServer);
	await once(server.stdout as NodeJS.ReadableStream, 'data');
	const socket = join(folder, 'demo');
	const demo = start(built, '--demo', join(folder, 'empty'), '--listen', socket);
	await once(demo.stderr as NodeJS.ReadableStream, 'data');
	const care = start(
		built,
		'--connect',
		socket,
		'care',
		join(folder, 'care'),
		'--metrics',
		join(folder, 'metrics'),
	);
	let log = '';
	care.stdout?.on('data', chunk => (log += String(chunk)));
	care.stderr?.on('data', chunk => (log += String(chunk)));
	// The beginning is not what is measured.
	await setTimeout(8000);
	const before = await costOf(care.pid ?? 0);
	await setTimeout(Number(seconds) * 1000);
	const after = await costOf(care.pid ?? 0);
	const well = log.split('\n').filter(line => line.endsWith(' is well')).length;
	const failing = log.split('\n').filter(line => line.includes(' fails: ')).length;
	const share = ((after.cpu - before.cpu) / Number(seconds)) * 100;
	console.log(
		`${checks} http checks every ${interval}: ${share.toFixed(1)} % of a core, ${after.memory.toFixed(0)} MB, ${after.most.toFixed(0)} MB at most; ${well} servers became well, ${failing} failed`,
	);
} finally {
	await Promise.all(
		started.map(async child => {
			child.kill();
			await once(child, 'exit');
		}),
	);
	await rm(folder, {recursive: true, force: true});
}
