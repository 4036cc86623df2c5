import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {get} from 'node:http';
import {createServer, type AddressInfo, type Server} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {Client} from '../../../../source/client/client.ts';
import {openShared} from '../../../../source/cli/demo.ts';
import {eventually} from '../../../eventually.ts';
import {run} from '../ipvsadm/running.ts';

const main = join(import.meta.dirname, '../../../../source/cli/main.ts');
/** An address of this machine that nobody else uses: a port that is free stays so. */
const here = `127.77.${(process.pid >> 8) % 256}.${process.pid % 256}`;

let folder: string;
let started: ChildProcess[] = [];
let servers: Server[] = [];
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
});
afterEach(async () => {
	await Promise.all(
		started.map(async child => {
			if (child.exitCode === null && child.signalCode === null) {
				const exit = once(child, 'exit');
				child.kill('SIGKILL');
				await exit;
			}
		}),
	);
	servers.forEach(server => server.close());
	[started, servers] = [[], []];
	await rm(folder, {recursive: true, maxRetries: 50});
});

const start = (...words: readonly string[]) => {
	const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...words], {
		env: {...process.env, XDG_STATE_HOME: folder},
	});
	started.push(child);
	let log = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', chunk => (log += String(chunk)));
	}
	return {
		child,
		hasSaid: async (text: string | RegExp) =>
			eventually(() => expect(log).toEqual(expect.stringMatching(text))),
		forget: () => (log = ''),
		end: async (signal: NodeJS.Signals) => {
			const exit = once(child, 'exit');
			child.kill(signal);
			return (await exit) as unknown[];
		},
	};
};

/** A server that accepts, at a port of its own or that of another before it. */
const serve = async (port = 0): Promise<Server> => {
	const server = createServer(socket => socket.destroy());
	servers.push(server);
	await new Promise<void>(resolve => {
		server.listen(port, here, resolve);
	});
	return server;
};
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

test('looks after servers that go and come, also when it is killed, reloaded and started again', async () => {
	const [one, two] = [await serve(), await serve()];
	const [first, second] = [portOf(one), portOf(two)];
	const [socket, metrics, file] = ['demo', 'metrics', 'care'].map(name => join(folder, name)) as [
		string,
		string,
		string,
	];
	const configuration = `interval 500ms
timeout 500ms
rise 1
fall 2
service -t 192.0.2.1:80 -s wlc
	server ${here}:${first} -m -w 10
	server ${here}:${second} -m -w 20
`;
	await writeFile(file, configuration);
	await writeFile(join(folder, 'empty.scenario'), 'about nothing\n-A -t 192.0.2.9:80\n');
	const demo = start('--demo', join(folder, 'empty.scenario'), '--listen', socket);
	await demo.hasSaid('is shared');
	const rules = async (): Promise<string> => {
		const client = (await openShared(socket)) as Client;
		return (await run('-S -n', {open: () => client})).stdout;
	};
	const weights = async (): Promise<readonly (string | undefined)[]> => {
		const text = await rules();
		return [first, second].map(
			port => new RegExp(`-r ${here}:${port} -m -w (\\d+)`).exec(text)?.[1],
		);
	};
	const become = async (...wanted: readonly string[]): Promise<void> =>
		eventually(async () => expect(await weights()).toEqual(wanted));
	const care = () =>
		start('--connect', socket, 'care', file, '--metrics', metrics, '--clean-on-exit');

	let carer = care();
	await carer.hasSaid('added with weight 20');
	await become('10', '20');
	await carer.hasSaid(`${here}:${second} is well`);
	two.close();
	await become('10', '0');
	await carer.hasSaid(/:\d+ fails: connection refused/);

	// Nobody else may, and what is wrong with a new file is only told.
	const another = start('--connect', socket, 'care', file);
	await another.hasSaid('takes care of it already');
	await writeFile(file, `${configuration}quorum many\n`);
	carer.child.kill('SIGHUP');
	await carer.hasSaid(/everything goes on as before: .*line 8: "quorum" takes/);

	// Killed in the middle of a failure, and started again: the weight is not forgotten.
	await writeFile(file, configuration);
	await carer.end('SIGKILL');
	carer = care();
	await carer.hasSaid('begins with 1 service and 2 servers');
	expect(await weights()).toEqual(['10', '0']);
	await serve(second);
	await become('10', '20');

	// Another file: another weight.
	await writeFile(file, configuration.replace('-w 10', '-w 11'));
	carer.child.kill('SIGHUP');
	await become('11', '20');

	const told = await new Promise<string>((resolve, reject) => {
		get({socketPath: metrics, path: '/metrics'}, response => {
			let text = '';
			response.on('data', chunk => (text += String(chunk)));
			response.on('end', () => resolve(text));
		}).on('error', reject);
	});
	expect(told).toContain(
		`ipvs_care_server_weight{service="tcp 192.0.2.1:80",server="${here}:${first}"} 11\n`,
	);
	expect(await carer.end('SIGTERM')).toEqual([0, null]);
	expect(await rules()).toBe('-A -t 192.0.2.9:80 -s wlc\n');
});
