import {describe, expect, test} from 'vitest';
import {failed} from '../../../../source/model/failure.ts';
import {eventually} from '../../../eventually.ts';
import {chunks, listOf, run, startDirector} from './running.ts';

const rules = (count: number): string =>
	Array.from({length: count}, (_, index) => `-A -t 192.0.2.1:${index + 1}\n`).join('');

async function* breakingInput(): AsyncGenerator<Uint8Array> {
	yield Buffer.from('-A -f 7\n');
	throw new Error('EISDIR');
}

describe('-R', () => {
	test('sends what is at hand in batches', async () => {
		const director = startDirector();
		const {exit} = await run('-R', {...director, input: chunks(rules(10_000))});
		expect(exit).toBe(0);
		expect(director.batches.map(batch => batch.length)).toEqual([
			1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 784,
		]);
	});

	test('lines take effect while the pipe stays open', async () => {
		const director = startDirector();
		const seen: string[] = [];
		async function* input(): AsyncGenerator<Uint8Array> {
			yield Buffer.from('-A -t 192.0.2.1:80\n-A -t 192.0.2.2:');
			await eventually(async () =>
				expect((await run('-Sn', director)).stdout).toBe('-A -t 192.0.2.1:80 -s wlc\n'),
			);
			seen.push('first');
			yield Buffer.from('80\n');
			await eventually(async () =>
				expect((await run('-Sn', director)).stdout).toContain('192.0.2.2:80'),
			);
			seen.push('second');
		}
		await run('-R', {...director, input: input()});
		expect(seen).toEqual(['first', 'second']);
	});

	test('lists wait in blocks where standard output is no terminal, messages do not', async () => {
		const director = startDirector();
		const printedWith = async (isHeld: boolean, lists: number) => {
			let printed = '';
			await run('-R', {
				...director,
				isHeld,
				input: chunks('-Ln\n'.repeat(lists), '-D -f 1\n-Ln\n'),
				stdoutBytes: bytes => (printed += '.'.repeat(bytes.length)),
				stderr: () => (printed += '!'),
			});
			return printed.replaceAll(/\.+/g, dots => ` ${dots.length} `);
		};
		const list = (await run('-Ln', director)).stdout.length;
		expect(await printedWith(false, 1)).toBe(` ${list} ! ${list} `);
		expect(await printedWith(true, 1)).toBe(`! ${2 * list} `);
		expect(await printedWith(true, 50)).toBe(` 4096 ! ${51 * list - 4096} `);
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
				Promise.resolve(listOf(changes).map(() => failed({kind: 'lost-replies', doing: 'change'}))),
		});
		expect(await run('-R', {...director, input: chunks('-A -f 1\n-A -f 2\n')})).toEqual({
			stdout: '',
			stderr: 'No buffer space available\nNo buffer space available\n',
			exit: 255,
		});
	});
});
