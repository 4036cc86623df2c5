import {describe, expect, test} from 'vitest';
import {failed, success} from '../../../../source/model/failure.ts';
import {chunks, listOf, run, startDirector} from '../ipvsadm/running.ts';
import {runWord} from './running.ts';

const rules = (count: number): string =>
	Array.from({length: count}, (_, index) => `-A -t 192.0.2.1:${index + 1}\n`).join('');

const restore = async (text: string, director = startDirector()) =>
	runWord('restore', {...director, input: chunks(text)});

async function* broken(): AsyncGenerator<Uint8Array> {
	yield Buffer.from('-A -f 7\n');
	throw Object.assign(new Error('EIO: i/o error, read'), {code: 'EIO'});
}

describe('the word restore', () => {
	test('takes comments and blank lines', async () => {
		const director = startDirector();
		const text = '# ipvsadm.rules\n\n  # more\r\n-A -f 7\r\n-a -f 7 -r 192.0.2.1';
		expect(await restore(text, director)).toEqual({stdout: '', stderr: '', exit: 0});
		expect((await run('-Sn', director)).stdout).toContain('-a -f 7 -r 192.0.2.1:0 -g -w 1\n');
	});

	test('says all that is wrong, with line numbers, and changes nothing', async () => {
		const director = startDirector();
		const text = [
			'-A -f 7',
			'-A -f 0',
			'foo',
			'-Ln',
			'-A -f 8 --foo',
			'-v',
			`-A -t ${'x'.repeat(200)}:80`,
			'',
		].join('\n');
		const {stderr, exit} = await restore(text, director);
		expect(stderr.split('\n')).toEqual([
			"line 2: invalid fwmark value `0' specified: -A -f 0",
			'line 3: does not begin with a command such as -A or -a: foo',
			'line 4: --list changes nothing and has no place in a rules file: -Ln',
			'line 5: --foo: unknown option: -A -f 8 --foo',
			'line 6: --version changes nothing and has no place in a rules file: -v',
			expect.stringMatching(/^line 7: illegal virtual server .*: -A -t x{93}…$/),
			'nothing was changed',
			'',
		]);
		expect(exit).toBe(2);
		expect(director.batches).toEqual([]);
	});

	test('garbage ends after a thousand problems or one endless line', async () => {
		const many = await restore('garbage\n'.repeat(100_000));
		expect(many.stderr.split('\n').length).toBe(1003);
		expect(many.stderr).toContain('these are 1000 problems; the rest was not looked at\n');
		const endless = await restore('x'.repeat(2_000_000));
		expect(endless.stderr).toBe(
			'line 1: longer than 1048576 characters; this is no rules file\nnothing was changed\n',
		);
	});

	test('a gigabyte of garbage is not read to its end', async () => {
		let sent = 0;
		async function* garbage(byte: string): AsyncGenerator<Uint8Array> {
			for (sent = 0; sent < 16_384; sent += 1) {
				yield Buffer.alloc(65_536, byte);
			}
		}
		for (const byte of ['\0', 'x', '-A -f 0\n', '\u00ff\n']) {
			const {exit, stderr} = await runWord('restore', {
				open: startDirector().open,
				input: garbage(byte),
			});
			expect(exit).toBe(2);
			expect(stderr).toMatch(/nothing was changed\n$/);
			expect(sent).toBeLessThan(32);
		}
		// Empty lines and comments are no garbage: they are read, and nothing of them is kept.
		const {exit} = await runWord('restore --dry-run', {
			open: startDirector().open,
			input: (async function* (): AsyncGenerator<Uint8Array> {
				for (let index = 0; index < 256; index += 1) {
					yield Buffer.alloc(65_536, '# nothing\n');
				}
			})(),
		});
		expect(exit).toBe(0);
	});

	test('bytes that are no text, long words, carriage returns and a missing last line end', async () => {
		const director = startDirector();
		const {stderr} = await restore('-A -f 7\0\n-A -f \u001b[2J\n', director);
		expect(stderr.split('\n')).toEqual([
			'line 1: has a NUL byte in it; this is no text: -A -f 7',
			"line 2: invalid fwmark value `\ufffd[2J' specified: -A -f \ufffd[2J",
			'nothing was changed',
			'',
		]);
		expect(await restore('-A -f 7\r\n\r\n-A -f 8', director)).toMatchObject({exit: 0});
		expect((await run('-Sn', director)).stdout).toBe('-A -f 7 -s wlc\n-A -f 8 -s wlc\n');
	});

	test('input that cannot be read is not taken for its end', async () => {
		const director = startDirector();
		expect(await runWord('restore', {...director, input: broken()})).toEqual({
			stdout: '',
			stderr: 'cannot read standard input: EIO: i/o error, read\nnothing was changed\n',
			exit: 2,
		});
		expect(director.batches).toEqual([]);
	});

	test('stops at what the kernel refuses, and tells what was applied and what was not', async () => {
		const director = startDirector();
		await run('-A -f 7', director);
		const text = '# first\n-A -f 5\n-A -f 6\n-A -f 7 -s rr\n-A -f 8\n-A -f 9\n';
		expect(await restore(text, director)).toEqual({
			stdout: '',
			stderr:
				'line 4: -A -f 7 -s rr: Service already exists\n2 applied (lines 2 to 3), 1 refused, 2 not sent (lines 5 to 6)\n',
			exit: 1,
		});
		expect((await run('-Sn', director)).stdout).toBe(
			'-A -f 5 -s wlc\n-A -f 6 -s wlc\n-A -f 7 -s wlc\n',
		);
	});

	test.each([
		['an unknown scheduler', '-A -f 2 -s nosuch'],
		['an unknown persistence engine', '-A -f 2 -p 60 --pe nosuch'],
		['a service that is not there', '-d -f 4 -r 192.0.2.1'],
	])('nothing that comes after %s is done', async (_, bad) => {
		const director = startDirector();
		expect(await restore(`-A -f 1\n${bad}\n-A -f 3\n`, director)).toMatchObject({exit: 1});
		expect((await run('-Sn', director)).stdout).toBe('-A -f 1 -s wlc\n');
	});

	test('large files go in batches, none after one with refusals', async () => {
		const sizes: number[] = [];
		const director = startDirector({
			change: changes => {
				sizes.push(changes.length);
				return Promise.resolve(
					listOf(changes).map((_, index) =>
						index === 3 ? failed({kind: 'kernel', errno: 12, doing: 'add'}) : success(undefined),
					),
				);
			},
		});
		const {stderr} = await restore(rules(3000), director);
		// The first service of a scheduler goes alone: the kernel may not have it.
		expect(sizes).toEqual([1, 1024]);
		expect(stderr).toContain('line 5: -A -t 192.0.2.1:5 -s wlc: Memory allocation problem\n');
		expect(stderr).toContain('1024 applied (lines 1 to 1025), 1 refused, 1975 not sent');
	});

	test('lost answers are neither success nor refusal', async () => {
		const director = startDirector({
			change: changes =>
				Promise.resolve(listOf(changes).map(() => failed({kind: 'timeout', doing: 'change'}))),
		});
		expect(await restore('-A -f 1\n-A -f 2\n', director)).toEqual({
			stdout: '',
			stderr:
				'line 1: -A -f 1 -s wlc: Connection timed out\n0 applied, 0 refused, 1 not sent (line 2), 1 without an answer: perhaps applied, perhaps not\n',
			exit: 1,
		});
	});
});
