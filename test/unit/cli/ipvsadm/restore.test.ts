import {describe, expect, test} from 'vitest';
import {failed, success} from '../../../../source/model/failure.ts';
import {chunks, run, startDirector} from './running.ts';

const rules = (count: number): string =>
	Array.from({length: count}, (_, index) => `-A -t 192.0.2.1:${index + 1}\n`).join('');

async function* breakingInput(): AsyncGenerator<Uint8Array> {
	yield Buffer.from('-A -f 7\n');
	throw new Error('EISDIR');
}

const restore = async (text: string, director = startDirector()) =>
	run('restore', {...director, persona: 'ipvs-tui', input: chunks(text)});

describe('-R', () => {
	test('sends what is at hand in batches', async () => {
		const director = startDirector();
		const {exit} = await run('-R', {...director, input: chunks(rules(10_000))});
		expect(exit).toBe(0);
		expect(director.batches.map(batch => batch.length)).toEqual([4096, 4096, 1808]);
	});

	test('lines take effect while the pipe stays open', async () => {
		const director = startDirector();
		const seen: string[] = [];
		async function* input(): AsyncGenerator<Uint8Array> {
			yield Buffer.from('-A -t 192.0.2.1:80\n-A -t 192.0.2.2:');
			await expect
				.poll(async () => (await run('-Sn', director)).stdout, {interval: 1})
				.toBe('-A -t 192.0.2.1:80 -s wlc\n');
			seen.push('first');
			yield Buffer.from('80\n');
			await expect
				.poll(async () => (await run('-Sn', director)).stdout, {interval: 1})
				.toContain('192.0.2.2:80');
			seen.push('second');
		}
		await run('-R', {...director, input: input()});
		expect(seen).toEqual(['first', 'second']);
	});

	test('errors come in the order of their lines', async () => {
		const director = startDirector();
		const text = [
			'-D -f 1',
			'-A -f 2',
			'-A -f 2',
			'-A -f 3 --foo',
			'-A -f 4',
			'-D -f 5',
			'-q',
			'-A -f 6',
		];
		expect(await run('-R', {...director, input: chunks(`${text.join('\n')}\n`)})).toEqual({
			stdout: '',
			stderr: [
				'No such service',
				'Service already exists',
				'--foo: unknown option',
				'No such service',
				"Try `ipvsadm -h' or 'ipvsadm --help' for more information.",
				'',
			].join('\n'),
			exit: 255,
		});
		expect((await run('-Sn', director)).stdout).toBe('-A -f 2 -s wlc\n-A -f 4 -s wlc\n');
	});

	test('names are looked up once for all that has arrived', async () => {
		const director = startDirector();
		const {stderr} = await run('-R', {
			...director,
			input: chunks(
				'-A -t web:http\n-a -t web:http -r web\n',
				'-D -t web:http\n-A -t nobody:80\n-A -f 7\n',
			),
		});
		expect(stderr).toBe('illegal virtual server address[:port] specified\n');
		expect((await run('-Sn', director)).stdout).toBe('');
	});

	test('input that cannot be read is at its end', async () => {
		const director = startDirector();
		expect(await run('-R', {...director, input: breakingInput()})).toMatchObject({exit: 0});
		expect((await run('-Sn', director)).stdout).toBe('-A -f 7 -s wlc\n');
	});

	test('a line without an end is given up, what came before it stays', async () => {
		const director = startDirector();
		let sent = 0;
		async function* input(): AsyncGenerator<Uint8Array> {
			yield Buffer.from('-A -f 7\n');
			for (;;) {
				sent += 1;
				yield Buffer.alloc(65_536, 'x');
			}
		}
		expect(await run('-R', {...director, input: input()})).toEqual({
			stdout: '',
			stderr: 'a line is longer than 1048576 characters\n',
			exit: 2,
		});
		expect(sent).toBeLessThan(25);
		expect((await run('-Sn', director)).stdout).toBe('-A -f 7 -s wlc\n');
	});

	test('when the exchange breaks, every line says so', async () => {
		const director = startDirector({
			change: changes =>
				Promise.resolve(changes.map(() => failed({kind: 'lost-replies', doing: 'change'}))),
		});
		expect(await run('-R', {...director, input: chunks('-A -f 1\n-A -f 2\n')})).toEqual({
			stdout: '',
			stderr: 'No buffer space available\nNo buffer space available\n',
			exit: 255,
		});
	});
});

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
