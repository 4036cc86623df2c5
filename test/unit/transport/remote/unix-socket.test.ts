import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {spawnSync} from 'node:child_process';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openEmbedded} from '../../../../source/transport/embedded.ts';
import {openRemote} from '../../../../source/transport/remote/remote.ts';
import {
	connectTo,
	listen,
	type Listening,
} from '../../../../source/transport/remote/unix-socket.ts';
import type {Result} from '../../../../source/model/failure.ts';
import {count, dumpRequest, withServices} from './directors.ts';

let folder = '';
let path = '';
const open: (() => void)[] = [];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-'));
	path = join(folder, 'director');
});

afterEach(() => {
	for (const close of open.splice(0)) {
		close();
	}
	rmSync(folder, {recursive: true});
});

const start = async (services = 3): Promise<Result<Listening>> => {
	const engine = withServices(services);
	const listening = await listen(path, () => openEmbedded(engine));
	if (listening.ok) {
		open.push(listening.value.close);
	}
	return listening;
};

const remote = () => {
	const transport = openRemote(() => connectTo(path));
	open.push(transport.close);
	return transport;
};

const inUse = {
	ok: false,
	failure: {kind: 'system', syscall: 'bind', code: 'EADDRINUSE', errno: 98},
};

test('several callers at once, each with its own conversation', async () => {
	await start(4000);
	const callers = [remote(), remote(), remote()];
	const slow = callers[0]!.exchange(dumpRequest())[Symbol.asyncIterator]();
	await slow.next();
	const counts = callers.slice(1).map(caller => count(caller.exchange(dumpRequest())));
	expect(await Promise.all(counts)).toEqual([4001, 4001]);
});

test('only the owner may connect, whatever the umask', async () => {
	const before = process.umask(0);
	await start();
	expect(process.umask(before)).toBe(0);
	expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a socket on which somebody listens is left alone', async () => {
	await start();
	expect(await start()).toEqual(inUse);
	expect(await count(remote().exchange(dumpRequest()))).toBe(4);
});

test('a socket that a dead process has left is replaced', async () => {
	const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
	spawnSync(process.execPath, ['-e', script]);
	expect(statSync(path).isSocket()).toBe(true);
	expect((await start()).ok).toBe(true);
	expect(await count(remote().exchange(dumpRequest()))).toBe(4);
});

test('a file or a folder is never touched', async () => {
	writeFileSync(path, 'precious');
	expect(await start()).toMatchObject({failure: {code: 'EEXIST'}});
	expect(readFileSync(path, 'utf8')).toBe('precious');
	path = folder;
	expect(await start()).toMatchObject({failure: {code: 'EEXIST'}});
});

test('closing lets everybody go and removes the socket, but not what has come in its place', async () => {
	const first = await start();
	const caller = remote();
	await caller.connect();
	if (first.ok) {
		first.value.close();
	}
	expect(statSync(path, {throwIfNoEntry: false})).toBeUndefined();
	expect(await count(caller.exchange(dumpRequest()))).toBe('system');
	const second = await start();
	rmSync(path);
	writeFileSync(path, 'precious');
	if (second.ok) {
		second.value.close();
	}
	expect(readFileSync(path, 'utf8')).toBe('precious');
});

test('nobody there, and a path that is too long', async () => {
	expect(await remote().connect()).toMatchObject({failure: {syscall: 'connect', code: 'ENOENT'}});
	path = join(folder, 'x'.repeat(200));
	expect(await remote().connect()).toMatchObject({failure: {kind: 'system'}});
	expect(await start()).toMatchObject({failure: {kind: 'system'}});
});

test('garbage ends its own connection only', async () => {
	await start();
	const caller = remote();
	await caller.connect();
	const stranger = connect(path);
	const gone = new Promise(resolve => stranger.once('close', resolve));
	stranger.resume().write('hello?\n');
	await gone;
	expect(await count(caller.exchange(dumpRequest()))).toBe(4);
});
