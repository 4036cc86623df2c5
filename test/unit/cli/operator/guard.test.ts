import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openShared} from '../../../../source/cli/demo.ts';
import {guardPath, writeOrder} from '../../../../source/cli/operator/guard-folder.ts';
import {openGuards} from '../../../../source/cli/operator/guards.ts';
import {readOrder} from '../../../../source/operator/guard.ts';
import type {Client} from '../../../../source/client/client.ts';
import {configurationOf} from '../../../../source/plan/configuration.ts';
import {eventually} from '../../../eventually.ts';
import {changeOf} from '../../ipvsadm/parsing.ts';
import {valueOf} from '../../client/director.ts';

let home: string;
let socket: string;
let client: Client;
let children: ChildProcess[];

const start = async (script: string, words: readonly string[], awaited: string) => {
	const child = spawn(process.execPath, [join(import.meta.dirname, script), ...words], {
		env: {...process.env, HOME: home, XDG_STATE_HOME: ''},
		// A session of its own, so that a signal to its group is one to all that belongs to it.
		detached: true,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	children.push(child);
	const {promise, resolve, reject} = Promise.withResolvers<void>();
	child.stdout.on('data', (text: Buffer) => {
		if (String(text).includes(awaited)) {
			resolve();
		}
	});
	child.once('exit', () => reject(new Error(`${script} ended`)));
	await promise;
	return child;
};

beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
	socket = join(home, 'director');
	children = [];
	const rules = ['-A -t 192.0.2.1:80 -s rr', '-a -t 192.0.2.1:80 -r 10.0.0.1:80 -g -w 7 -x 9'];
	await start(
		'shared-director.ts',
		[socket, ...rules, '-a -t 192.0.2.1:80 -r 10.0.0.2:80 -m -w 3'],
		'ready',
	);
	const shared = await openShared(socket);
	if (typeof shared === 'string') {
		throw new Error(shared);
	}
	client = shared;
});
afterEach(async () => {
	client.close();
	for (const child of children) {
		child.kill('SIGKILL');
	}
	await rm(home, {recursive: true, maxRetries: 50});
});

const weights = async (): Promise<readonly number[]> => {
	const {services} = configurationOf(valueOf(await client.table('dump')));
	return [...(services.get('tcp 192.0.2.1:80')?.destinations.values() ?? [])]
		.map(({weight}) => weight)
		.toSorted((left, right) => left - right);
};

const drainFirst =
	'-e -t 192.0.2.1:80 -r 10.0.0.1:80 -g -w 0 -x 9 <> -e -t 192.0.2.1:80 -r 10.0.0.1:80 -g -w 7 -x 9';
const drainSecond =
	'-e -t 192.0.2.1:80 -r 10.0.0.2:80 -m -w 0 <> -e -t 192.0.2.1:80 -r 10.0.0.2:80 -m -w 3';

const state = (name: string): string => join(home, '.local/state/ipvs-tui', name);
/** What is left of the orders; whose is gone has written down what it reverted. */
const orders = async (...wanted: readonly string[]): Promise<void> =>
	eventually(async () => expect(await readdir(state('guards'))).toEqual(wanted));

const become = async (wanted: readonly number[]): Promise<void> =>
	eventually(async () => expect(await weights()).toEqual(wanted));

const ownGuards = () =>
	openGuards({
		program: [process.execPath, join(import.meta.dirname, 'words.ts')],
		leading: ['--connect', socket],
		environment: {...process.env, HOME: home, XDG_STATE_HOME: ''},
	});

/** The time is over, without waiting for it. */
const due = async (id: string): Promise<void> => {
	const order = readOrder(await readFile(state(`guards/${id}.json`), 'utf8'));
	if (order === undefined) {
		throw new Error(`no order ${id}`);
	}
	await ownGuards().amend({...order, deadline: 0});
};

test.each(['SIGKILL', 'SIGHUP'] as const)(
	'guards revert when the program that left them, and its whole session, got %s',
	async signal => {
		const careless = await start('careless.ts', [socket, drainFirst, drainSecond], 'waiting');
		expect(await weights()).toEqual([0, 0]);
		process.kill(-(careless.pid ?? 0), signal);
		await due('test-1');
		await become([0, 3]);
		await orders('test-0.json');
		await due('test-0');
		await become([3, 7]);
		await orders();
		const log = (await readFile(state('log.jsonl'), 'utf8')).trim().split('\n');
		expect(log.map(line => JSON.parse(line) as unknown)).toMatchObject([
			{actor: 'scheduled', result: 'done', line: '-e -t 192.0.2.1:80 -r 10.0.0.2:80 -m -w 3'},
			{actor: 'scheduled', result: 'done', line: '-e -t 192.0.2.1:80 -r 10.0.0.1:80 -g -w 7 -x 9'},
		]);
	},
);

test('who comes back finds what waits on this director, and on no other', async () => {
	await start('careless.ts', [socket, drainFirst, drainSecond], 'waiting');
	const ids = ownGuards()
		.waiting()
		.map(({id}) => id);
	expect(ids.toSorted()).toEqual(['test-0', 'test-1']);
	const elsewhere = openGuards({
		program: [],
		leading: [],
		environment: {...process.env, HOME: home, XDG_STATE_HOME: ''},
	});
	expect(elsewhere.waiting()).toEqual([]);
	await due('test-1');
	await due('test-0');
	await become([3, 7]);
	expect(ownGuards().waiting()).toEqual([]);
	await orders();
});

test('what is confirmed stays, whatever becomes of the other one', async () => {
	await start('careless.ts', [socket, drainFirst, drainSecond], 'waiting');
	expect(await ownGuards().confirm('test-0')).toBe('confirmed');
	await due('test-1');
	await become([0, 3]);
	expect(await ownGuards().confirm('test-1')).toBe('too late');
	expect(await ownGuards().confirm('test-0')).toBe('too late');
	await orders();
});

test('a guard that cannot reach the director says so, and leaves no order behind', async () => {
	const guards = openGuards({
		program: [process.execPath, join(import.meta.dirname, 'words.ts')],
		leading: ['--connect', join(home, 'nothing')],
		environment: {...process.env, HOME: home, XDG_STATE_HOME: ''},
	});
	const order = {id: 'x', what: 'x', deadline: Date.now() + 3_600_000, inverse: []};
	expect(await guards.arm(order)).toMatch(
		/^the guard ended at once: ipvs-tui: no demo is shared at/,
	);
	expect(existsSync(state('guards/x.json'))).toBe(false);
});

test.each([
	[
		'whom nobody hears, because its program was killed meanwhile, has nothing to revert',
		'director',
	],
	['that has no director to revert on goes, and its order with it', 'nowhere'],
])('a guard %s', async (_, place) => {
	const path = guardPath({XDG_STATE_HOME: join(home, '.local/state')}, 'lonely');
	const inverse = [changeOf('-d -t 192.0.2.1:80 -r 10.0.0.1:80')];
	const order = {id: 'lonely', what: 'drain', deadline: Date.now() + 3_600_000, inverse};
	expect(writeOrder(path, order)).toBe(undefined);
	const main = join(import.meta.dirname, '../../../../source/cli/main.ts');
	const child = spawn(process.execPath, [main, '--connect', join(home, place), 'guard', path], {
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	children.push(child);
	child.stdout.destroy();
	await once(child, 'exit');
	expect(await readdir(state('guards'))).toEqual([]);
	expect(await weights()).toEqual([3, 7]);
});
