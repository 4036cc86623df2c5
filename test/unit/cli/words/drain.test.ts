import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {success} from '../../../../source/model/failure.ts';
import {eventually} from '../../../eventually.ts';
import {manualClock} from '../../../tui/manual-clock.ts';
import {tableOf} from '../../../tui/table-of.ts';
import {chunks, run, startDirector} from '../ipvsadm/running.ts';
import {runWord} from './running.ts';

const rules = `-A -t 192.0.2.1:80 -s wlc
-a -t 192.0.2.1:80 -r 198.51.100.1:8080 -m -w 7 -x 10 -y 5
-a -t 192.0.2.1:80 -r 198.51.100.2:80 -i -w 2 --tun-type gue --tun-port 6080 --tun-csum
-a -t 192.0.2.1:80 -r 198.51.100.3:81 -m -w 1
-a -t 192.0.2.1:80 -r 198.51.100.3:82 -m -w 1
-A -f 7 -6 -s rr
-a -f 7 -6 -r [2001:db8::1]:0 -g -w 4
`;

let director: ReturnType<typeof startDirector>;
let home: string;
beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
	director = startDirector();
	await run('-R', {...director, input: chunks(rules)});
});
afterEach(async () => rm(home, {recursive: true}));

const word = async (line: string) => runWord(line, {...director, environment: {HOME: home}});
const saved = async () =>
	(await runWord('save --full', director)).stdout.replace('--set 900 120 300\n', '');
const done = {stdout: '', stderr: '', exit: 0};

describe('drain and return', () => {
	test('change the weight and nothing else', async () => {
		const before = await saved();
		expect(await word('drain -t 192.0.2.1:80 -r 198.51.100.1:8080')).toEqual(done);
		expect(await word('drain -t 192.0.2.1:80 -r 198.51.100.2')).toEqual(done);
		expect(await word('drain -f 7 -6 -r 2001:db8::1')).toEqual(done);
		expect(await saved()).toBe(
			before.replace('-w 7', '-w 0').replace('-w 2', '-w 0').replace('-w 4', '-w 0'),
		);
		expect(await word('return -t 192.0.2.1:80 -r 198.51.100.1:8080')).toEqual(done);
		expect(await word('return -t 192.0.2.1:80 -r 198.51.100.2:80')).toEqual(done);
		expect(await word('return -f 7 -6 -r [2001:db8::1]:0')).toEqual(done);
		expect(await saved()).toBe(before);
	});

	test('the order of the arguments, long names and joined values do not matter', async () => {
		expect(await word('drain --real-server=198.51.100.2 --tcp-service 192.0.2.1:http')).toEqual(
			done,
		);
		expect(await word('return -r198.51.100.2 -t192.0.2.1:80 -w9')).toEqual(done);
		expect(await saved()).toContain('-r 198.51.100.2:80 -i -w 9');
	});

	test('the only server of an address needs no port', async () => {
		expect(await word('drain -t 192.0.2.1:80 -r 198.51.100.1')).toEqual(done);
		expect(await saved()).toContain('-r 198.51.100.1:8080 -m -w 0 -x 10 -y 5');
		expect((await word('drain -t 192.0.2.1:80 -r 198.51.100.3')).stderr).toBe(
			'ipvs-tui: the service has several servers 198.51.100.3, at the ports 81, 82: say which\n',
		);
	});

	test('draining twice keeps the weight of the first time', async () => {
		await word('drain -t 192.0.2.1:80 -r 198.51.100.1');
		await word('drain -t 192.0.2.1:80 -r 198.51.100.1');
		await word('return -t 192.0.2.1:80 -r 198.51.100.1');
		expect(await saved()).toContain('-r 198.51.100.1:8080 -m -w 7');
	});

	test('a weight is given back once', async () => {
		await word('drain -t 192.0.2.1:80 -r 198.51.100.1');
		await word('return -t 192.0.2.1:80 -r 198.51.100.1');
		expect(await word('return -t 192.0.2.1:80 -r 198.51.100.1')).toEqual({
			stdout: '',
			stderr:
				'ipvs-tui: no weight of 198.51.100.1:8080 is remembered: it was not drained here; give one with -w\n',
			exit: 2,
		});
	});

	test.each([
		['drain', 'a service and a server are needed'],
		['drain -t 192.0.2.1:80', 'a service and a server are needed'],
		['drain -r 192.0.2.1:80', 'a service and a server are needed'],
		['drain -t bad -r 192.0.2.1', 'illegal virtual server address[:port] specified'],
		['drain -t 192.0.2.1:80 -r bad:x', 'illegal real server address[:port] specified'],
		['drain -t 192.0.2.1:80 -u 192.0.2.1:80 -r 192.0.2.1', "multiple 'service-address' options"],
		['drain -t 192.0.2.1:80 -r 198.51.100.1 -w 1', '-w has no place here'],
		['drain -t 192.0.2.1:80 -r 198.51.100.1 -m', '-m has no place here'],
		['drain -t 192.0.2.1:80 -r 198.51.100.1 -D', '-D is a command of ipvsadm'],
		['drain -t 192.0.2.1:80 -r 198.51.100.1 --fast', '--fast: unknown option'],
		['drain -t 192.0.2.1:80 -r 198.51.100.1 now', 'unexpected argument now'],
		['drain -t 192.0.2.1:80 -r 198.51.100.1 --wait --timeout x', '--timeout takes seconds'],
		['drain -t 192.0.2.1:80 -r 198.51.100.1 --timeout 5', '--timeout is for --wait'],
		['drain -t 192.0.2.9:80 -r 198.51.100.1', 'there is no service tcp 192.0.2.9:80'],
		['drain -t 192.0.2.1:80 -r 198.51.100.9', 'the service has no server 198.51.100.9'],
		[
			'drain -t 192.0.2.1:80 -r 198.51.100.1:80',
			'the service has no server 198.51.100.1:80, but 198.51.100.1 at port 8080',
		],
		['return -t 192.0.2.1:80 -r 198.51.100.1 -w x', 'illegal weight specified'],
	])('%s', async (line, sentence) => {
		const before = await saved();
		const {stdout, stderr, exit} = await word(line);
		expect(stderr).toContain(sentence);
		expect(stderr).toMatch(/^ipvs-tui: [^\n]+\n$/);
		expect({stdout, exit}).toEqual({stdout: '', exit: 2});
		expect(await saved()).toBe(before);
	});
});

describe('the remembered weights', () => {
	const drain = 'drain -t 192.0.2.1:80 -r 198.51.100.1';

	test('are in the state folder', async () => {
		await word(drain);
		const path = join(home, '.local/state/ipvs-tui/weights.json');
		expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
			'tcp 192.0.2.1:80 -> 198.51.100.1:8080': 7,
		});
		await runWord('drain -t 192.0.2.1:80 -r 198.51.100.2', {
			...director,
			environment: {XDG_STATE_HOME: join(home, 'state'), HOME: home},
			wanted: {kind: 'kernel', networkNamespace: 'blue'},
		});
		const other = join(home, 'state/ipvs-tui/weights.json');
		expect(JSON.parse(await readFile(other, 'utf8'))).toEqual({
			'netns /var/run/netns/blue tcp 192.0.2.1:80 -> 198.51.100.2:80': 2,
		});
	});

	test('a spoilt file counts as empty and is replaced', async () => {
		await word(drain);
		const path = join(home, '.local/state/ipvs-tui/weights.json');
		await writeFile(path, '{"tcp 192.0');
		expect(await word('return -t 192.0.2.1:80 -r 198.51.100.1')).toMatchObject({exit: 2});
		await word('return -t 192.0.2.1:80 -r 198.51.100.1 -w 5');
		await word(drain);
		expect(await word('return -t 192.0.2.1:80 -r 198.51.100.1')).toEqual(done);
		expect(await saved()).toContain('-w 5');
	});

	test('without a place for them nothing is drained', async () => {
		await writeFile(join(home, 'file'), '');
		const before = await saved();
		const {stderr, exit} = await runWord(drain, {
			...director,
			environment: {HOME: join(home, 'file')},
		});
		expect(stderr).toMatch(
			/^ipvs-tui: the weight cannot be remembered in .*; nothing was changed\n$/,
		);
		expect(exit).toBe(2);
		expect(await saved()).toBe(before);
	});
});

/** A server whose connections are these, one reading after the other; the last one stays. */
const waiting = (line: string, readings: readonly (readonly [number, number, number])[]) => {
	const clock = manualClock();
	let reading = 0;
	const open = () => ({
		...director.open(),
		service: async () => {
			const [active = 0, inactive = 0, persistent = 0] = readings[reading] ?? [];
			reading = Math.min(reading + 1, readings.length - 1);
			const server = {at: '198.51.100.2:80', weight: 2, active, inactive, persistent};
			return success(tableOf([{service: 'tcp 192.0.2.1:80', servers: [server]}]));
		},
	});
	let result: Awaited<ReturnType<typeof runWord>> | undefined;
	const over = runWord(line, {open, clock, isWatched: true, environment: {HOME: home}}).then(
		value => {
			result = value;
			return value;
		},
	);
	/** Lets the program come to rest, then moves its clock by two seconds. */
	const tick = async (): Promise<boolean> => {
		await eventually(() => expect(result !== undefined || clock.isWaiting(2000)).toBe(true), {
			interval: 1,
		});
		clock.advance(2000);
		return result === undefined;
	};
	return {over, tick};
};

describe('drain --wait', () => {
	test('ends when active, inactive and persistent are all zero', async () => {
		const {over, tick} = waiting('drain -t 192.0.2.1:80 -r 198.51.100.2 --wait', [
			[2, 1, 1],
			[2, 1, 1],
			[0, 1, 1],
			[0, 0, 1],
			[0, 0, 0],
		]);
		let ticks = 0;
		while (await tick()) {
			ticks += 1;
		}
		expect(ticks).toBe(3);
		const {stderr, exit} = await over;
		expect(exit).toBe(0);
		expect(stderr.split('\r').slice(1)).toEqual([
			'198.51.100.2:80 still has 2 active, 1 inactive, 1 persistent\u001b[K',
			'198.51.100.2:80 still has 0 active, 1 inactive, 1 persistent\u001b[K',
			'198.51.100.2:80 still has 0 active, 0 inactive, 1 persistent\u001b[K',
			'\u001b[K',
		]);
	});

	test('gives up in time, and says what is left', async () => {
		const line = 'drain -t 192.0.2.1:80 -r 198.51.100.2 --wait --timeout 5';
		const {over, tick} = waiting(line, [[3, 0, 1]]);
		let ticks = 0;
		while (await tick()) {
			ticks += 1;
		}
		expect(ticks).toBe(3);
		const {stderr, exit} = await over;
		expect(exit).toBe(1);
		expect(stderr).toMatch(
			/ipvs-tui: 198\.51\.100\.2:80 is not empty yet: 3 active, 0 inactive, 1 persistent\n$/,
		);
	});

	test('nobody watches: not a byte', async () => {
		expect(await word('drain -t 192.0.2.1:80 -r 198.51.100.2 --wait')).toEqual(done);
	});
});
