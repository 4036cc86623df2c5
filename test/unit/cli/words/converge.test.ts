import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {failed} from '../../../../source/model/failure.ts';
import {chunks, run, startDirector} from '../ipvsadm/running.ts';
import {runWord} from './running.ts';

type Director = ReturnType<typeof startDirector>;

const running = `-A -t 192.0.2.1:80 -s wlc
-a -t 192.0.2.1:80 -r 198.51.100.1:80 -m -w 1 -x 10 -y 5
-a -t 192.0.2.1:80 -r 198.51.100.2:80 -m -w 2
-a -t 192.0.2.1:80 -r 198.51.100.3:80 -m -w 3
-A -u 192.0.2.1:53 -s rr
`;

const wanted = `# what shall be
-A -t 192.0.2.1:80 -s wrr
-a -t 192.0.2.1:80 -r 198.51.100.1:80 -m -w 5 -x 10 -y 5
-a -t 192.0.2.1:80 -r 198.51.100.2:80 -m -w 1
-a -t 192.0.2.1:80 -r 198.51.100.4:80 -m -w 1
-A -f 7 -6 -s rr
`;

const steps = `+ -a -t 192.0.2.1:80 -r 198.51.100.4:80 -m -w 1
+ -A -f 7 -6 -s rr
~ -e -t 192.0.2.1:80 -r 198.51.100.1:80 -m -w 5 -x 10 -y 5
~ -E -t 192.0.2.1:80 -s wrr
~ -e -t 192.0.2.1:80 -r 198.51.100.2:80 -m -w 1
- -d -t 192.0.2.1:80 -r 198.51.100.3:80
- -D -u 192.0.2.1:53
`;

let director: Director;
beforeEach(async () => {
	director = startDirector();
	await run('-R', {...director, input: chunks(running)});
	director.batches.length = 0;
});

const word = async (line: string, text: string) =>
	runWord(line, {...director, input: chunks(text)});
const saved = async () => (await runWord('save --full', director)).stdout;

const sorted = (text: string): readonly string[] => text.split('\n').toSorted();

describe('diff', () => {
	test('prints the steps in their order, and returns 1', async () => {
		const {stdout, stderr, exit} = await word('diff -', wanted);
		expect(sorted(stdout)).toEqual(sorted(steps));
		expect(stdout.replaceAll(/^(.).*\n/gm, '$1')).toMatch(/^\+\+~~~--$/);
		expect({stderr, exit}).toEqual({stderr: '', exit: 1});
		expect(director.batches).toEqual([]);
	});

	test('returns 0 when nothing differs', async () => {
		expect(await word('diff -', await saved())).toEqual({stdout: '', stderr: '', exit: 0});
		expect(await word('diff -', running)).toEqual({stdout: '', stderr: '', exit: 0});
	});

	test.each([
		['no file', 'diff', '', 'a file with rules is needed, or - for standard input'],
		['two files', 'diff a b', '', 'diff takes one FILE, but got also b'],
		['an option', 'diff --dry-run -', '', 'diff has no option --dry-run'],
		['a bad line', 'diff -', '-A -f 1\n-A -f x\n', 'line 2: invalid fwmark value'],
		['a line twice', 'diff -', '-A -f 1\n-A -f 1\n', 'line 2: Service already exists: -A -f 1'],
		['a server of nothing', 'diff -', '-a -f 1 -r 192.0.2.1\n', 'line 1: Service not defined'],
		['counters', 'diff -', '-A -f 1\n-Z\n', 'line 2: counters are not part of what a table'],
		['nothing at all', 'diff -', '', 'standard input has no commands in it; a line -C says'],
	])('returns 2 for %s', async (_, line, text, sentence) => {
		const {stdout, stderr, exit} = await word(line, text);
		expect(stderr).toContain(sentence);
		expect({stdout, exit}).toEqual({stdout: '', exit: 2});
	});
});

describe('apply', () => {
	test('makes the table what the file says, and has nothing to do then', async () => {
		expect(await word('apply -', wanted)).toEqual({stdout: '', stderr: '', exit: 0});
		expect(director.batches.flat().length).toBe(7);
		director.batches.length = 0;
		expect(await word('apply -', wanted)).toEqual({stdout: '', stderr: '', exit: 0});
		expect(director.batches).toEqual([]);
		expect(await word('diff -', await saved())).toMatchObject({exit: 0});
	});

	test('only shows the steps with --dry-run', async () => {
		const before = await saved();
		const {stdout, exit} = await word('apply --dry-run -', wanted);
		expect(sorted(stdout)).toEqual(sorted(steps));
		expect(exit).toBe(0);
		expect(await saved()).toBe(before);
	});

	test('an empty table must be asked for', async () => {
		expect(await word('apply -', '# nothing\n')).toMatchObject({exit: 2});
		expect(await word('apply -', '-C\n')).toEqual({stdout: '', stderr: '', exit: 0});
		expect((await run('-Sn', director)).stdout).toBe('');
		expect(await word('apply -', '')).toEqual({stdout: '', stderr: '', exit: 0});
	});

	test('timeouts and daemons count only where the file has them', async () => {
		await runWord('restore', {
			...director,
			input: chunks('--set 100 200 300\n--start-daemon master --syncid 3\n'),
		});
		expect(await word('diff -', running)).toMatchObject({exit: 0});
		const other = `${running}--set 0 20 0\n--start-daemon master --syncid 4\n`;
		expect((await word('diff -', other)).stdout).toBe(
			'- --stop-daemon master\n~ --set 0 20 0\n+ --start-daemon master --mcast-interface eth0 --syncid 4\n',
		);
		expect(await word('apply -', other)).toMatchObject({exit: 0});
		expect(await word('diff -', other)).toMatchObject({exit: 0});
	});

	test('a refusal says what was done and what was not', async () => {
		const text = `${running}-A -f 1 -s rr\n-A -f 2 -s nosuch\n-A -f 3 -s rr\n`;
		expect(await word('apply -', text)).toEqual({
			stdout: '',
			stderr: [
				'-A -f 2 -s nosuch: Scheduler or persistence engine not found',
				'1 done, 1 refused, 1 not done',
				'done: + -A -f 1 -s rr',
				'not done: + -A -f 3 -s rr',
				'',
			].join('\n'),
			exit: 1,
		});
	});

	test('when the table cannot be read nothing is sent', async () => {
		const open = () => ({
			...director.open(),
			table: async () => failed({kind: 'no-permission', doing: 'read the table'} as const),
		});
		expect(await runWord('apply -', {open, input: chunks(wanted)})).toEqual({
			stdout: '',
			stderr: 'ipvs-tui: CAP_NET_ADMIN is needed to read the table: run with sudo\n',
			exit: 2,
		});
		expect(director.batches).toEqual([]);
	});
});

describe('files', () => {
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
	});
	afterEach(async () => rm(folder, {recursive: true}));

	test('are read by their names', async () => {
		await writeFile(join(folder, 'rules'), wanted);
		expect(await runWord(`apply ${folder}/rules`, director)).toMatchObject({exit: 0});
		expect(await runWord(`diff ${folder}/rules`, director)).toMatchObject({exit: 0});
	});

	test('that are not there, or folders, are not empty tables', async () => {
		expect((await runWord(`apply ${folder}/none`, director)).stderr).toBe(
			`cannot read ${folder}/none: there is no such file\nnothing was changed\n`,
		);
		expect((await runWord(`apply ${folder}`, director)).stderr).toContain('it is a folder');
	});
});
