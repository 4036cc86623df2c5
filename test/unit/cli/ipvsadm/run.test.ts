import {describe, expect, test} from 'vitest';
import {failed} from '../../../../source/model/failure.ts';
import {chunks, run, startDirector} from './running.ts';

const noModule = () => Promise.resolve(failed({kind: 'no-module'}));

const inVain = async () => {};
const yes = () => true;
const no = () => false;

const notWanted = () => {
	throw new Error('not wanted here');
};

describe('as ipvsadm', () => {
	test('nothing works without IPVS, and modprobe is tried once', async () => {
		let loads = 0;
		const {open} = startDirector({info: noModule});
		for (const line of ['-h', '-q', '-Ln']) {
			loads = 0;
			const loadModule = async () => void (loads += 1);
			expect(await run(line, {open, loadModule, mayOpenRawSockets: yes})).toEqual({
				stdout: '',
				stderr:
					"Can't initialize ipvs: Protocol not available\nAre you sure that IP Virtual Server is built in the kernel or as module?\n",
				exit: 2,
			});
			expect(loads).toBe(1);
		}
	});

	test('it works when modprobe helped', async () => {
		const director = startDirector();
		let isLoaded = false;
		const open = () => {
			const client = director.open();
			return {...client, info: async () => (isLoaded ? client.info() : noModule())};
		};
		const loadModule = async () => void (isLoaded = true);
		expect(await run('-S', {open, loadModule})).toEqual({stdout: '', stderr: '', exit: 0});
	});

	test('who is not root is told so, without modprobe', async () => {
		const {open} = startDirector({
			info: () => Promise.resolve(failed({kind: 'no-permission', doing: 'read'})),
		});
		expect(await run('-Ln', {open, loadModule: notWanted})).toMatchObject({
			stderr: expect.stringMatching(
				/^Can't initialize ipvs: Permission denied \(you must be root\)\n/,
			),
			exit: 2,
		});
	});

	test('without rights and module it is the rights that are missing', async () => {
		const {open} = startDirector({info: noModule});
		expect(await run('-Ln', {open, loadModule: inVain, mayOpenRawSockets: no})).toEqual({
			stdout: '',
			stderr:
				"Can't initialize ipvs: Permission denied (you must be root)\nAre you sure that IP Virtual Server is built in the kernel or as module?\n",
			exit: 2,
		});
	});

	test('the words of ipvs-tui are none of its', async () => {
		const {open} = startDirector();
		expect(await run('save', {open})).toMatchObject({exit: 255});
	});

	test('connections that cannot be read', async () => {
		const missing = {kind: 'system', syscall: 'open', code: 'ENOENT', errno: 2} as const;
		const {open} = startDirector({connections: () => Promise.resolve(failed(missing))});
		expect(await run('-Lnc', {open})).toEqual({
			stdout: '',
			stderr: 'cannot open file /proc/net/ip_vs_conn\n',
			exit: 1,
		});
		const odd = startDirector({
			connections: () => Promise.resolve(failed({kind: 'malformed', what: 'x', offset: 1})),
		});
		expect(await run('-Lnc', odd)).toMatchObject({
			stderr: 'unexpected input from /proc/net/ip_vs_conn\n',
			exit: 1,
		});
	});

	test('tables, timeouts and daemons that cannot be read', async () => {
		const {open} = startDirector({
			table: () => Promise.resolve(failed({kind: 'timeout', doing: 'read'})),
			timeouts: () => Promise.resolve(failed({kind: 'timeout', doing: 'read'})),
			daemons: () => Promise.resolve(failed({kind: 'timeout', doing: 'read'})),
		});
		expect(await run('-Ln', {open})).toEqual({
			stdout: '',
			stderr: 'Connection timed out\n',
			exit: 1,
		});
		expect(await run('-Sn', {open})).toMatchObject({exit: 1});
		// About these two it says nothing, as ipvsadm.
		expect(await run('-L --timeout', {open})).toEqual({stdout: '', stderr: '', exit: 1});
		expect(await run('-L --daemon', {open})).toEqual({stdout: '', stderr: '', exit: 1});
	});
});

describe('as ipvs-tui', () => {
	const persona = 'ipvs-tui';
	test('help, version and mistakes need no IPVS', async () => {
		expect(await run('-v', {persona, open: notWanted})).toMatchObject({exit: 0});
		expect(await run('-h', {persona, open: notWanted})).toMatchObject({exit: 0});
		expect(await run('-A -t x', {persona, open: notWanted})).toEqual({
			stdout: '',
			stderr: 'illegal virtual server address[:port] specified\n',
			exit: 2,
		});
	});
});

test('a whole table comes from /proc, and dumps only where it must', async () => {
	const director = startDirector();
	await run('-A -t 192.0.2.1:80', director);
	await run('-A -t 192.0.2.2:80', director);
	await run('-a -t 192.0.2.1:80 -r 198.51.100.1 -i', director);
	await run('-a -t 192.0.2.2:80 -r 198.51.100.1 -m', director);
	const details: unknown[] = [];
	const open = () => {
		const client = director.open();
		const table: typeof client.table = (detail, options) => {
			details.push(
				typeof detail === 'function'
					? ['tcp 192.0.2.1:80', 'tcp 192.0.2.2:80'].filter(detail)
					: detail,
			);
			return client.table(detail, options);
		};
		return {...client, table};
	};
	for (const line of ['-Ln', '-Ln --stats', '-Ln --tun-info', '-Sn']) {
		await run(line, {open});
	}
	expect(details).toEqual(['text', 'none', 'none', 'text', ['tcp 192.0.2.1:80']]);
});

test('a table with counters that is read in parts has the order of the whole', async () => {
	const director = startDirector();
	const rules = Array.from({length: 300}, (_, index) => {
		const service = `-t 10.${(index * 77) % 256}.${index >> 8}.1:80`;
		return `-A ${service}\n-a ${service} -r 198.51.100.2\n-a ${service} -r 198.51.100.1`;
	});
	await run('-R', {...director, input: chunks(`${rules.join('\n')}\n`)});
	const endpoints = async (line: string) =>
		(await run(line, director)).stdout
			.split('\n')
			.slice(3)
			.map(row => row.slice(0, 33).trim().split(' wlc')[0]);
	const whole = await endpoints('-Ln');
	expect(whole).toHaveLength(901);
	expect(await endpoints('-Ln --stats')).toEqual(whole);
	expect(await endpoints('-Ln --thresholds --nosort')).toEqual(await endpoints('-Ln --nosort'));
});
