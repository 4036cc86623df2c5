import {execFile} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {SimulatedService, Simulation} from '../../../../source/simulate/result.ts';
import {words} from '../../../../source/cli/words/table.ts';
import {openNames} from '../../../../source/cli/ipvsadm/names.ts';
import {chunks, noLookups, run, startDirector} from '../ipvsadm/running.ts';

const rules = `-A -t 192.0.2.1:80 -s wrr
-a -t 192.0.2.1:80 -r 10.0.0.1:8080 -m -w 3
-a -t 192.0.2.1:80 -r 10.0.0.2:8080 -m -w 1 -x 900
-A -t 192.0.2.1:53 -s rr
-a -t 192.0.2.1:53 -r 10.0.0.1:53 -m
-A -u 192.0.2.1:53 -s rr
-a -u 192.0.2.1:53 -r 10.0.0.1:53 -m -w 1
-a -u 192.0.2.1:53 -r 10.0.0.2:53 -m -w 1
`;
const scenario = `about a busy service
running 2m

${rules}
clients -t 192.0.2.1:80
	rate 4/s
	stay 5s
	from 198.51.100.1 500
`;
const drain = '-e -u 192.0.2.1:53 -r 10.0.0.2:53 -m -w 0';

let folder = '';
const file = (name: string): string => join(folder, name);
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
	await writeFile(file('rules'), rules);
	await writeFile(file('scenario'), scenario);
	await writeFile(file('bad'), `${rules}-a -t 192.0.2.1:80 -r 10.0.0.1:8080 -m\nnonsense\n`);
});
afterAll(async () => rm(folder, {recursive: true}));

/** What `ipvs-tui simulate` prints and its exit code; the table of `open` stands for the kernel's. */
const simulate = async (
	argv: readonly string[],
	{
		open = startDirector().open,
		input,
	}: {open?: ReturnType<typeof startDirector>['open']; input?: string} = {},
) => {
	let stdout = '';
	let stderr = '';
	const exit = await words.simulate({
		argv,
		wanted: {kind: 'demo', scenario: 'web'},
		open: async () => open(),
		stdout: text => (stdout += text),
		stderr: text => (stderr += text),
		names: openNames(noLookups),
		...(input === undefined ? {} : {input: chunks(input)}),
	});
	return {stdout, stderr, exit};
};

const short = ['--seeds', '2', '--for', '20'] as const;

test('a rules file, without rates: what is assumed is said', async () => {
	const {stdout, stderr, exit} = await simulate([
		'--from',
		file('rules'),
		'--change',
		drain,
		...short,
	]);
	expect({stderr, exit}).toEqual({stderr: '', exit: 0});
	expect(stdout).toMatch(
		/^Simulated: traffic with and without\n {2}-e -u 192\.0\.2\.1:53 -r 10\.0\.0\.2:53 -m -w 0\nin 2 random runs of 20 s\. Nothing is changed\.\n/,
	);
	expect(stdout).toContain('udp 192.0.2.1:53  rr, 10 connections/s (assumed), 10 s each');
	expect(stdout).toMatch(
		/^ {2}10\.0\.0\.1:53 +1 +1 +50% +100% .*\n {2}10\.0\.0\.2:53 +1 +0 +50% +0% /m,
	);
	expect(stdout).toMatch(/^ {2}- 10\.0\.0\.2:53 is empty after [\d.-]+ min\.$/m);
	expect(stdout).toContain('equal rates of 10');
	expect(stdout).not.toContain('tcp 192.0.2.1');
	expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
});

test('rates that a person gives, by name and with the protocol', async () => {
	const {stdout} = await simulate([
		'--from',
		file('rules'),
		'--rate',
		'192.0.2.1:80=25',
		'--rate',
		'udp 192.0.2.1:53=3',
		...short,
	]);
	expect(stdout).toContain('tcp 192.0.2.1:80  wrr, 25 connections/s (given)');
	expect(stdout).toContain('udp 192.0.2.1:53  rr, 3 connections/s (given)');
	expect(stdout).toMatch(/10\.0\.0\.1:8080 +3 +7[3-7]% /);
});

test('a scenario brings its clients, also one that is shipped', async () => {
	const {stdout} = await simulate(['--from', file('scenario'), ...short]);
	expect(stdout).toContain('tcp 192.0.2.1:80  wrr, 4 connections/s (scenario), 5 s each');
	const shipped = await simulate(['--from', 'uneven', '--json', '--seeds', '1', '--for', '1']);
	expect(JSON.parse(shipped.stdout).services[0].rateSource).toBe('scenario');
});

test('the running table, which stays as it is', async () => {
	const director = startDirector();
	await run('-R', {...director, input: chunks(rules)});
	const sent = director.batches.length;
	const argv = ['--from', 'kernel', '--json', '--change', drain, ...short];
	const {stdout, exit} = await simulate(argv, director);
	expect(exit).toBe(0);
	expect(director.batches.length).toBe(sent);
	const {kind: _, ...first}: Simulation & {kind?: string} = JSON.parse(stdout);
	expect(first).toMatchObject({seconds: 20, seeds: 2, leftOut: 0});
	expect(first.services.map(({service}) => service)).toEqual(['udp 192.0.2.1:53']);
	expect(first.services[0]?.servers[0]).toMatchObject({
		server: '10.0.0.2:53',
		weightNow: 1,
		weightThen: 0,
		shareNow: {low: 0.5, expected: 0.5, high: 0.5},
		shareThen: {low: 0, expected: 0, high: 0},
		emptying: {kind: 'empty'},
	});
	expect(await simulate(argv, director)).toMatchObject({stdout});
});

test('rules on standard input', async () => {
	const {stdout} = await simulate(['--from', '-', ...short], {input: rules});
	expect(stdout).toContain('tcp 192.0.2.1:53  rr');
});

test.each([
	[
		'-d -t 192.0.2.1:80 -r 10.0.0.2:8080',
		/- 10\.0\.0\.2:8080 is taken away: its \d+ connections are cut\./,
	],
	[
		'-e -t 192.0.2.1:80 -r 10.0.0.2:8080 -m -w 0',
		/- 10\.0\.0\.2:8080 is empty after [\d-]+ s, if all clients close: one that\n {4}vanishes holds it for 15 min\./,
	],
	[
		'-D -t 192.0.2.1:80',
		/- The service is gone: its clients are refused, and its connections are cut\n {4}\(\d+ now\)\./,
	],
	[
		'-e -t 192.0.2.1:80 -r 10.0.0.2:8080 -m -x 50',
		/- 10\.0\.0\.2:8080 is at its upper threshold of 50 connections from the\n {4}beginning\./,
	],
	[
		'-E -t 192.0.2.1:80 -s wrr -p 60',
		/- Persistence: clients go back to the server that they know for 60 s after/,
	],
	[
		'-E -t 192.0.2.1:80 -s wrr -p 60 -M 255.255.255.0',
		/- The persistence mask becomes 255\.255\.255\.0: clients of one network go to one\n {4}server together\. Of this traffic \(assumed\) nobody knows which clients are\n {4}neighbours, so the numbers here are without it: expect fewer and larger\n {4}groups than the 1000 of now, and shares that are less even\./,
	],
	[
		'-E -t 192.0.2.1:80 -s sh',
		/- The shares of sh depend on who comes: 1000 clients are assumed\./,
	],
	[
		'-e -t 192.0.2.1:53 -r 10.0.0.1:53 -m -w 0',
		/- Nobody who comes finds a server \(none without the changes\)\./,
	],
	[
		'-e -t 192.0.2.1:53 -r 10.0.0.1:53 -w 1',
		/10\.0\.0\.1:53 would also turn from masquerading to direct routing/,
	],
	['-Z', /This touches no service/],
])('what there is to say of %s', async (line, sentence) => {
	const {stdout} = await simulate(['--from', file('rules'), '--change', line, ...short]);
	expect(stdout).toMatch(sentence);
	expect(stdout.split('\n').filter(one => one.length > 80)).toEqual([]);
});

describe('what is wrong is said in one sentence', () => {
	test.each([
		[
			['--rate', '192.0.2.9:80=5'],
			'--rate: there is no service 192.0.2.9:80; there are tcp 192.0.2.1:53, tcp 192.0.2.1:80, udp 192.0.2.1:53',
		],
		[
			['--rate', '192.0.2.1:53=5'],
			'--rate: 192.0.2.1:53 is more than one service: tcp 192.0.2.1:53, udp 192.0.2.1:53; write the protocol too',
		],
		[
			['--rate', '192.0.2.1:80=x'],
			'--rate takes a service and its connections a second, such as 192.0.2.1:80=25, not 192.0.2.1:80=x',
		],
		[['--change', '-D -t 192.0.2.9:80'], '--change: Service not defined: -D -t 192.0.2.9:80'],
		[
			['--change', '-a -t 192.0.2.1:80 -r 10.0.0.1:8080 -m'],
			'--change: Destination already exists: -a -t 192.0.2.1:80 -r 10.0.0.1:8080 -m -w 1',
		],
		[
			['--change', '-E -t 192.0.2.1:80 -s best'],
			'--change: Scheduler or persistence engine not found: -E -t 192.0.2.1:80 -s best',
		],
		[
			['--change', 'reboot now'],
			'--change: does not begin with a command such as -A or -a: reboot now',
		],
		[['--change', '-L -n'], '--change: --list changes nothing: -L -n'],
		[['--change', ''], '--change takes a command of ipvsadm, such as'],
		[['--seeds', '0'], '--seeds takes a whole number from 1 to 100'],
		[['--for', 'ever'], '--for takes seconds, from 1 to 86400'],
		[['now'], 'simulate takes no arguments, but got now'],
	])('%j', async (more, sentence) => {
		const {stdout, stderr, exit} = await simulate(['--from', file('rules'), ...more]);
		expect(stderr).toContain(`ipvs-tui: ${sentence}`);
		expect(stderr).toMatch(/^[^\n]+\n$/);
		expect({stdout, exit}).toEqual({stdout: '', exit: 2});
	});

	test('a file that is not there, or has mistakes', async () => {
		expect(await simulate(['--from', file('none')])).toMatchObject({
			stderr: `ipvs-tui: cannot read ${file('none')}: there is no such file\n`,
			exit: 2,
		});
		const {stderr, exit} = await simulate(['--from', file('bad')]);
		expect(stderr).toBe(
			'ipvs-tui: line 9: Destination already exists: -a -t 192.0.2.1:80 -r 10.0.0.1:8080 -m -w 1\nline 10: does not begin with a command such as -A or -a: nonsense\n',
		);
		expect(exit).toBe(2);
	});
});

/** By how much the first server has more or less than its three parts of four. */
const farOff = ({servers}: SimulatedService): number =>
	Math.abs(
		(servers.find(({server}) => server === '10.0.0.1:8080')?.shareThen.expected ?? 0) - 0.75,
	);

test('a mask that makes neighbours one group is in the numbers where a scenario says who they are', async () => {
	const line = '-E -t 192.0.2.1:80 -s wrr -p 60';
	const after = async (mask: string): Promise<SimulatedService> => {
		const {stdout} = await simulate([
			'--from',
			file('scenario'),
			'--json',
			'--change',
			`${line}${mask}`,
			...short,
		]);
		return (JSON.parse(stdout) as Simulation).services[0]!;
	};
	const single = await after('');
	const grouped = await after(' -M 255.255.255.0');
	expect(single).toMatchObject({netmaskNow: null, netmaskThen: '255.255.255.255'});
	expect(single).toMatchObject({networksNow: null, networksThen: null});
	// Both networks go to one server, or each to one: never three parts of four.
	expect(grouped).toMatchObject({netmaskThen: '255.255.255.0', networksNow: 500, networksThen: 2});
	expect(farOff(single)).toBeLessThan(0.1);
	expect(farOff(grouped)).toBeGreaterThan(0.1);
	const {stdout} = await simulate([
		'--from',
		file('scenario'),
		'--change',
		`${line} -M 255.255.255.0`,
		...short,
	]);
	expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
		'The 500 clients are 2 such networks, 500 now: that is in the numbers.',
	);
	expect(stdout.split('\n').filter(one => one.length > 80)).toEqual([]);
});

test('as a process, on a demo', async () => {
	const program = join(import.meta.dirname, '../../../../source/cli/main.ts');
	const argv = ['--demo', 'uneven', 'simulate', '--for', '5', '--seeds', '1'];
	const {stdout, stderr} = await promisify(execFile)(process.execPath, [program, ...argv]);
	expect(stderr).toBe('');
	expect(stdout).toContain('connections/s (measured)');
	expect(stdout).toMatch(/^tcp 192\.0\.2\.10:80 /m);
});
