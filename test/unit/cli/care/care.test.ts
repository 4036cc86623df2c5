import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {lockFolder} from '../../../../source/cli/care/lock.ts';
import {directorPrefix, folderName} from '../../../../source/cli/care/place.ts';
import {chunks, run, startDirector} from '../ipvsadm/running.ts';
import {runWord} from '../words/running.ts';

const file = `service -t 192.0.2.1:80 -s wlc
	server 10.0.0.1:80 -m -w 10
	server 10.0.0.2:80 -m -w 20
	check http path /healthz
`;
const rules = `-A -t 192.0.2.1:80 -s wlc
-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 10
-a -t 192.0.2.1:80 -r 10.0.0.2:80 -m -w 20
`;
const other = '-A -u 192.0.2.1:53 -s rr\n';

let director: ReturnType<typeof startDirector>;
let home: string;
let path: string;
beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
	path = join(home, 'care.conf');
	await writeFile(path, file);
	director = startDirector();
});
afterEach(async () => rm(home, {recursive: true}));

const word = async (line: string) =>
	runWord(line, {...director, environment: {XDG_STATE_HOME: home}});
const saved = async () => (await run('-S -n', director)).stdout;
const failsWith = (sentence: string) => ({stdout: '', stderr: `ipvs-tui: ${sentence}\n`, exit: 2});
const done = {stdout: '', stderr: '', exit: 0};

describe('care', () => {
	test('--run-once makes the table what the file says, and --clean takes that away and nothing else', async () => {
		await run('-R', {...director, input: chunks(other)});
		expect(await word(`care ${path} --run-once`)).toMatchObject({exit: 0, stderr: ''});
		expect(await saved()).toBe(rules + other);
		const again = await word(`care ${path} --run-once`);
		expect(again).toEqual(done);
		expect(await word(`care ${path} --clean`)).toEqual(done);
		expect(await saved()).toBe(other);
		expect(await word(`care ${path} --clean`)).toEqual(done);
		expect((await word('care status')).stdout).toBe('nobody takes care of anything here\n');
	});

	test('tells what it does by lines of JSON', async () => {
		const {stdout} = await word(`care ${path} --run-once --log json`);
		const lines = stdout
			.trim()
			.split('\n')
			.map(line => JSON.parse(line));
		expect(lines).toMatchObject([
			{level: 'info', kind: 'created', service: 'tcp 192.0.2.1:80'},
			{kind: 'added', server: '10.0.0.1:80', says: 'added with weight 10: it is not checked yet'},
			{kind: 'added', server: '10.0.0.2:80'},
		]);
		expect(Number.isNaN(Date.parse(lines[0].time))).toBe(false);
	});

	test('takes the flags of lvscare for one service', async () => {
		const flags =
			'--vs 192.0.2.9:6443 --rs 10.0.0.1:6443 --rs 10.0.0.2:6443 --interval 5 --mode route --health-path /readyz --health-schem https --health-req-headers A=b,C=d --health-status 401';
		expect(await word(`care --run-once ${flags}`)).toMatchObject({exit: 0, stderr: ''});
		expect(await saved()).toBe(`-A -t 192.0.2.9:6443 -s rr
-a -t 192.0.2.9:6443 -r 10.0.0.1:6443 -m -w 1
-a -t 192.0.2.9:6443 -r 10.0.0.2:6443 -m -w 1
`);
		expect((await word('care status')).stdout).toContain('checked by https /readyz');
		expect(await word('care -C --vs 192.0.2.9:6443 --logger DEBG')).toEqual(done);
		expect(await saved()).toBe('');
	});

	test('takes the scheduler and the log level of lvscare', async () => {
		const line = 'care --run-once --vs 192.0.2.9:80 --rs 10.0.0.1:80 --scheduler wlc --logger INFO';
		expect(await word(line)).toMatchObject({exit: 0, stderr: ''});
		expect(await saved()).toContain('-A -t 192.0.2.9:80 -s wlc\n');
	});

	test.each([
		[
			'care',
			'care takes a FILE that says what to take care of, or --vs and --rs; see "ipvs-tui care --help"',
		],
		['care --rs 10.0.0.1:80', '--rs needs --vs too, such as --vs 192.0.2.1:80'],
		['care --vs 192.0.2.1:80', 'this service has no server, such as "server 10.0.0.1:80 -m"'],
		[
			'care --vs here --rs 10.0.0.1:80',
			'names are not looked up here, write numbers: "-A -t here -s rr"',
		],
		[
			'care --vs 192.0.2.1:80 --rs 10.0.0.1:80 --mode link',
			'link mode is prepared by "ipvs-tui setup --link-mode"; leave --mode away here',
		],
		[
			'care --vs 192.0.2.1:80 --rs 10.0.0.1:80 -i lvscare',
			'--iface is about link mode, which "ipvs-tui setup --link-mode" prepares with an interface and marks of its own; leave it away',
		],
		[
			'care --vs 192.0.2.1:80 --rs 10.0.0.1:80 --masqueradebit 1',
			'--masqueradebit is about link mode, which "ipvs-tui setup --link-mode" prepares with an interface and marks of its own; leave it away',
		],
		[
			'care --vs 192.0.2.1:80 --rs 10.0.0.1:80 --ip 10.0.0.254',
			'routes are not made here: run "ip route add 192.0.2.1/32 via 10.0.0.254 metric 50" once, and leave --ip away',
		],
		[
			'care --vs 192.0.2.1:80 --rs 10.0.0.1:80 --logger loud',
			'--logger takes INFO or DEBG, not loud',
		],
		[
			'care --vs 192.0.2.1:80 --rs 10.0.0.1:80 --interval soon',
			'"interval" takes the time from one check to the next, 100ms at least, as in "interval 2s", not "soon"',
		],
		['care a b', 'care takes one FILE, but got b'],
		['care -t 192.0.2.1:80', 'care takes one FILE, but got 192.0.2.1:80'],
		['care a --vs 192.0.2.1:80', '--vs is for one service without a file; leave it or a away'],
		['care a --log xml', '--log takes text or json, not xml'],
		[
			'care a --clean --run-once',
			'--clean takes everything away and --run-once puts it there; leave one away',
		],
		['care /nowhere/care', 'cannot read /nowhere/care: there is no such file'],
		[
			'care a --metrics 192.0.2.1:9101',
			'--metrics takes a loopback address with a port, such as 127.0.0.1:9101, or a path, not 192.0.2.1:9101',
		],
		['care status --log json', '--log has no place here'],
		['care pin', 'say what it is to be at the end: up, down, or auto (as the checks say)'],
		[
			'care pin -t 192.0.2.1:80 -r 10.0.0.1 down',
			'nobody takes care of tcp 192.0.2.1:80 here; "ipvs-tui care status" lists what is in care',
		],
	])('%s is refused', async (line, sentence) => {
		expect(await word(line)).toEqual(failsWith(sentence));
		expect(await saved()).toBe('');
	});

	test('tells what is wrong with a file, by line, and touches nothing', async () => {
		await writeFile(path, `${file}inteval 5s\nrise never\n`);
		expect(await word(`care ${path}`)).toMatchObject({
			exit: 2,
			stderr: expect.stringMatching(
				/^ipvs-tui: \S+ has 2 mistakes\n {2}line 5: "inteval" begins no line; .*\n {2}line 6: "rise" takes /,
			),
		});
		expect(await saved()).toBe('');
	});

	test('leaves a service alone that another process takes care of', async () => {
		const prefix = directorPrefix({kind: 'kernel'});
		const folder = join(home, 'ipvs-tui/care', folderName(prefix, 'tcp 192.0.2.1:80'));
		const held = lockFolder(folder);
		expect(held.kind).toBe('held');
		expect(await word(`care ${path} --run-once`)).toEqual(
			failsWith(`tcp 192.0.2.1:80: process ${process.pid} takes care of it already`),
		);
		// What a process that was killed has left, whose number another one has by now.
		await writeFile(join(folder, 'lock'), `${process.pid} 12\n`);
		expect(await word(`care ${path} --run-once`)).toMatchObject({exit: 0});
	});

	test('a pinned server stays where it was pinned', async () => {
		await word(`care ${path} --run-once`);
		expect(await word('care pin -t 192.0.2.1:80 -r 10.0.0.9 down')).toEqual(
			failsWith(
				'tcp 192.0.2.1:80 has no server 10.0.0.9:80 in care; it has 10.0.0.1:80, 10.0.0.2:80',
			),
		);
		expect(await word('care pin -t 192.0.2.1:80 -r 10.0.0.1 down')).toEqual(done);
		await word(`care ${path} --run-once`);
		expect(await saved()).toContain('-r 10.0.0.1:80 -m -w 0');
		const [status] = JSON.parse((await word('care status --json')).stdout);
		expect(status).toMatchObject({
			service: 'tcp 192.0.2.1:80',
			isInCare: false,
			checks: ['http /healthz'],
			servers: [
				{server: '10.0.0.1:80', weight: 0, fullWeight: 10, note: 'pinned down'},
				{server: '10.0.0.2:80', weight: 20, fullWeight: 20, note: ''},
			],
		});
		expect(await word('care pin -t 192.0.2.1:80 -r 10.0.0.1 up')).toEqual(done);
		await word(`care ${path} --run-once`);
		expect(await saved()).toBe(rules);
	});

	test('a server that a person drained with this program stays drained, also where foreign changes are put back', async () => {
		await writeFile(path, `foreign correct\n${file}`);
		await word(`care ${path} --run-once`);
		await word('drain -t 192.0.2.1:80 -r 10.0.0.1');
		await run('-e -t 192.0.2.1:80 -r 10.0.0.2:80 -m -w 7', director);
		await word(`care ${path} --run-once`);
		await word(`care ${path} --run-once`);
		expect(await saved()).toContain('-r 10.0.0.1:80 -m -w 0');
		await word('return -t 192.0.2.1:80 -r 10.0.0.1');
		await word(`care ${path} --run-once`);
		expect(await saved()).toContain('-r 10.0.0.1:80 -m -w 10');
	});

	test('exit code 1 says that the director refused something', async () => {
		const refusing = startDirector({
			change: async changes =>
				Array.from({length: changes.length}, () => ({
					ok: false as const,
					failure: {kind: 'no-permission' as const, doing: 'add the virtual service'},
				})),
		});
		const {exit, stdout} = await runWord(`care ${path} --run-once`, {
			...refusing,
			environment: {XDG_STATE_HOME: home},
		});
		expect(exit).toBe(1);
		expect(stdout).toContain(
			'error tcp 192.0.2.1:80 CAP_NET_ADMIN is needed to add the virtual service: run with sudo\n',
		);
	});

	test('--print-unit prints a unit with the file as it can be found from anywhere', async () => {
		const {stdout, exit} = await word('care care.conf --print-unit --metrics 127.0.0.1:9101');
		expect(exit).toBe(0);
		expect(stdout).toMatch(/^ExecStart=\S+ .*care \/\S+\/care\.conf --metrics 127\.0\.0\.1:9101$/m);
		expect(stdout).toMatch(/^ExecReload=\/bin\/kill -HUP \$MAINPID$/m);
		expect(stdout).not.toContain('CAP_SYS_ADMIN');
	});

	test('--print-unit of another network namespace goes there', async () => {
		const {stdout} = await runWord('care /etc/care --print-unit', {
			...director,
			wanted: {kind: 'kernel', networkNamespace: String(process.pid)},
		});
		expect(stdout).toMatch(new RegExp(`^ExecStart=.* --netns ${process.pid} care /etc/care$`, 'm'));
		expect(stdout).toMatch(/^CapabilityBoundingSet=.* CAP_SYS_ADMIN$/m);
	});
});
