import {describe, expect, test} from 'vitest';
import {failed, success} from '../../../../source/model/failure.ts';
import {chunks, run, startDirector} from '../ipvsadm/running.ts';
import {runWord} from './running.ts';

const rules = (count: number): string =>
	Array.from({length: count}, (_, index) => `-A -t 192.0.2.1:${index + 1}\n`).join('');

const restore = async (text: string, director = startDirector()) =>
	runWord('restore', {...director, input: chunks(text)});

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

	test('garbage ends after a hundred problems or one endless line', async () => {
		const many = await restore('garbage\n'.repeat(100_000));
		expect(many.stderr.split('\n').length).toBe(102);
		const endless = await restore('x'.repeat(2_000_000));
		expect(endless.stderr).toBe(
			'line 1: longer than 1048576 characters; this is no rules file\nnothing was changed\n',
		);
	});

	test('tells what the kernel refused and stops', async () => {
		const director = startDirector();
		await run('-A -f 7', director);
		expect(await restore('# first\n-A -f 6\n-A -f 7 -s rr\n-A -f 8\n', director)).toEqual({
			stdout: '',
			stderr: 'line 3: -A -f 7 -s rr: Service already exists\n2 applied, 1 refused, 0 not sent\n',
			exit: 1,
		});
	});

	test('does not send what follows a batch with refusals', async () => {
		const sizes: number[] = [];
		const director = startDirector({
			change: changes => {
				sizes.push(changes.length);
				return Promise.resolve(
					changes.map((_, index) =>
						index === 3 ? failed({kind: 'kernel', errno: 17, doing: 'add'}) : success(undefined),
					),
				);
			},
		});
		const {stderr} = await restore(rules(3000), director);
		expect(sizes).toEqual([1024]);
		expect(stderr).toContain('1023 applied, 1 refused, 1976 not sent\n');
	});
});
