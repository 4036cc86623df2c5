import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {openRulesFiles} from '../../../../source/cli/rules-files/open-rules-files.ts';
import {seen} from '../../../../source/doctor/evidence.ts';
import type {Reach} from '../../../../source/host/reach.ts';
import {chunks, run, startDirector} from '../ipvsadm/running.ts';
import {runWord} from './running.ts';

/** A machine that has these files. */
const machineWith = (files: Readonly<Record<string, string>>): Reach => ({
	readFile: async path => seen(files[path]),
	list: async () => seen([]),
	readLink: async () => undefined,
	run: async () => ({kind: 'absent'}),
	connect: async () => 'answers',
});

/** What is wrong with a file, by line, as `restore --dry-run` says it. */
const problemsOf = async (lines: readonly string[], word = 'restore --dry-run') => {
	const director = startDirector();
	const {stderr, exit} = await runWord(word, {...director, input: chunks(lines.join('\n'))});
	expect(director.batches).toEqual([]);
	const said = stderr.split('\n');
	expect({exit, end: said.slice(-2)}).toEqual({exit: 2, end: ['nothing was changed', '']});
	return said.slice(0, -2);
};

const numbersOf = async (lines: readonly string[], word?: string): Promise<readonly number[]> =>
	(await problemsOf(lines, word)).map(problem => Number(/^line (\d+): /.exec(problem)?.[1]));

const mixed = [
	'-A -t 192.0.2.1:80 -s rr',
	'-a -t 192.0.2.1:80 -r 10.0.1.1:80 -m -w ten',
	'-a -t 192.0.2.1:80 -r 10.0.1.2:80 -m -w 1',
	'-a -t 192.0.2.1:80 -r 10.0.1.2:80 -m -w 2',
	'-A -t 192.0.2.1:80 -s wlc',
	'foo',
	'-a -t 192.0.2.1:80 -r 10.0.1.3:80 -m -x 1 -y 2',
	'-a -t 192.0.2.1:80 -r 224.0.0.1:80 -m',
	'-a -t 192.0.2.1:80 -r 2001:db8::5 -m',
];

describe('all that is wrong with a file is said at once', () => {
	test.each(['restore --dry-run', 'restore', 'diff -', 'apply -', 'apply --dry-run -'])(
		'%s tells of what cannot be read and of what cannot be done, in the order of the lines',
		async word => {
			expect(await problemsOf(mixed, word)).toEqual([
				'line 2: illegal weight specified: -a -t 192.0.2.1:80 -r 10.0.1.1:80 -m -w ten',
				'line 4: Destination already exists: -a -t 192.0.2.1:80 -r 10.0.1.2:80 -m -w 2',
				'line 5: Service already exists: -A -t 192.0.2.1:80 -s wlc',
				'line 6: does not begin with a command such as -A or -a: foo',
				'line 7: the lower threshold is above the upper one: -a -t 192.0.2.1:80 -r 10.0.1.3:80 -m -w 1 -x 1 -y 2',
				'line 8: no real server can have this address: -a -t 192.0.2.1:80 -r 224.0.0.1:80 -m -w 1',
				'line 9: Different address family is allowed only for tunneling servers: -a -t 192.0.2.1:80 -r 2001:db8::5 -m',
			]);
		},
	);

	test('the terminal UI reads a file the same way', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-'));
		const path = join(folder, 'rules');
		writeFileSync(path, mixed.join('\n'));
		const read = await openRulesFiles({kind: 'kernel'}).read(path);
		rmSync(folder, {recursive: true});
		expect(read).toMatchObject({kind: 'problems', problems: {length: 7}});
	});

	test('what goes and what edits needs something that is there', async () => {
		const lines = [
			'-C',
			'-e -t 192.0.2.1:80 -r 10.0.1.1:80 -m',
			'-A -f 1',
			'-d -f 1 -r 10.0.1.1',
			'-e -f 1 -r 10.0.1.1',
			'-D -f 2',
			'-E -f 3 -s rr',
			'-A -f 4 -s wrong name',
			'-D -f 1',
			'-a -f 1 -r 10.0.1.1',
			'--start-daemon master',
			'--start-daemon master',
		];
		expect(await numbersOf(lines)).toEqual([2, 4, 5, 6, 7, 8, 10, 12]);
	});
});

describe('no problem follows from another one', () => {
	test.each([
		[
			'a service with a bad option',
			['-A -t 192.0.2.1:80 -p soon', '-a -t 192.0.2.1:80 -r 10.0.1.1:80 -m'],
		],
		[
			'a service with a bad address',
			['-A -t 192.0.2.l:80', '-a -t 192.0.2.1:80 -r 10.0.1.1:80 -m'],
		],
		['a word that is no command', ['A -f 1', '-a -f 1 -r 10.0.1.1']],
		['an option that there is not', ['-A --foo -f 1', '-a -f 1 -r 10.0.1.1']],
		['a bad server', ['-A -f 1', '-a -f 1 -r 10.0.1.1 -w x', '-e -f 1 -r 10.0.1.1']],
		['a server of a bad service', ['-A -f 1', '-a -f l -r 10.0.1.1', '-e -f 1 -r 10.0.1.1']],
		['a removal', ['-A -f 1', '-D -f 1 -x', '-A -f 1']],
		['a removal of something', ['-A -f 1', '-D -f l', '-A -f 1']],
		[
			'a removal of a server',
			['-A -f 1', '-a -f 1 -r 10.0.1.1', '-d -f 1 -r 10.0.1.1 -w', '-a -f 1 -r 10.0.1.1'],
		],
		[
			'a service that goes and comes',
			['-A -f 1', '-a -f 1 -r 10.0.1.1', '-D -f 1 -x', '-A -f 1 -x', '-a -f 1 -r 10.0.1.1'],
		],
		['the table cleared', ['-A -f 1', '-C 1', '-A -f 1']],
		['a daemon', ['--start-daemon both', '--stop-daemon master']],
	])('%s', async (_, lines) => {
		for (const word of ['restore --dry-run', 'diff -']) {
			// oxlint-disable-next-line no-await-in-loop -- one after the other
			const found = await problemsOf(lines, word);
			expect(
				found.filter(problem => /already|not defined|No such|No daemon/.test(problem)),
			).toEqual([]);
			expect(found.length).toBeGreaterThan(0);
		}
	});

	test('but what is wrong whatever such a line was meant to say is a problem of its own', async () => {
		const lines = [
			'-A -f 1',
			'-A -f 2 -p soon',
			'-A -f 1',
			'-a -f 1 -r 10.0.1.1 -w x',
			'-a -f 1 -r 10.0.1.2',
			'-a -f 1 -r 10.0.1.2',
			'-a -f 3 -r 10.0.1.2',
			'-a -f 2 -r 10.0.1.2',
			'-a -f 2 -r 10.0.1.2',
		];
		expect(await numbersOf(lines, 'diff -')).toEqual([2, 3, 4, 6, 7, 9]);
	});
});

describe('where no kernel is asked', () => {
	test.each([
		['-A -f 1 -s wrrr', 'Linux has no scheduler wrrr, and this machine has no module for one'],
		[
			'-A -f 1 -p 60 --pe sipp',
			'Linux has no persistence engine sipp, and this machine has no module for one',
		],
	])('names that nothing goes by are a problem: %s', async (line, sentence) => {
		for (const word of ['restore --dry-run', 'diff -', 'apply --dry-run -']) {
			// oxlint-disable-next-line no-await-in-loop -- one after the other
			const [problem] = await problemsOf(['-A -f 7', line], word);
			expect(problem).toContain(`line 2: ${sentence}: -A -f 1`);
		}
	});

	test('a module of this machine, loaded or not, makes a name known', async () => {
		for (const [path, text] of [
			['/proc/modules', 'ip_vs_own 16384 0 - Live 0x0\n'],
			['/lib/modules/6.1.0/modules.dep', 'kernel/net/netfilter/ipvs/ip_vs_own.ko: \n'],
		] as const) {
			const files: Readonly<Record<string, string>> = {
				'/proc/modules': '',
				'/proc/sys/kernel/osrelease': '6.1.0\n',
				[path]: text,
			};
			// oxlint-disable-next-line no-await-in-loop -- one after the other
			const {exit} = await runWord('restore --dry-run', {
				...startDirector(),
				input: chunks('-A -f 1 -s own\n'),
				reach: machineWith(files),
			});
			expect(exit).toBe(0);
		}
	});

	test('a kernel that is asked decides itself', async () => {
		const director = startDirector();
		const {stderr, exit} = await runWord('restore', {
			...director,
			input: chunks('-A -f 1 -s own\n'),
		});
		expect(stderr).toContain('line 1: -A -f 1 -s own: Scheduler or persistence engine not found');
		expect(exit).toBe(1);
	});

	test('what is taken, but does something else than it says, is told beside', async () => {
		const {stdout, stderr, exit} = await runWord('restore --dry-run', {
			...startDirector(),
			input: chunks('-A -t 192.0.2.1:80\n-a -t 192.0.2.1:80 -r 10.0.1.1:8080 -g -w 1\n'),
		});
		expect(stderr).toBe(
			'line 2: port 8080 of the real server is not used: without masquerading (-m) packets arrive on port 80\n',
		);
		expect({stdout, exit}).toEqual({
			stdout: '2 commands, no problem found; nothing was changed\n',
			exit: 0,
		});
	});
});

test('what the table that runs decides is left to it', async () => {
	const director = startDirector();
	await run('-A -f 1', director);
	const lines = '-a -f 1 -r 10.0.1.1\n-e -f 1 -r 10.0.1.1 -w 0\n-E -f 1 -s rr\n';
	expect(await runWord('restore', {...director, input: chunks(lines)})).toMatchObject({exit: 0});
});
