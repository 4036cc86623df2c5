import {describe, expect, test} from 'vitest';
import {runRestoreScript, runSaveScript} from '../../../source/cli/debian-scripts.ts';
import {chunks, run, startDirector} from './ipvsadm/running.ts';

/** ipvsadm on an embedded director, and all that it printed. */
const ipvsadm = (director = startDirector()) => {
	const printed = {stdout: '', stderr: ''};
	const calls: string[] = [];
	return {
		printed,
		calls,
		stderr: (text: string) => void (printed.stderr += text),
		ipvsadm: async (argv: readonly string[], input: AsyncIterable<Uint8Array> = chunks()) => {
			calls.push(argv.join(' '));
			const {stdout, stderr, exit} = await run(argv.join(' '), {...director, input});
			printed.stdout += stdout;
			printed.stderr += stderr;
			return exit;
		},
	};
};

const restore = async (director: ReturnType<typeof startDirector>, ...texts: readonly string[]) => {
	const program = ipvsadm(director);
	const exit = await runRestoreScript({...program, input: chunks(...texts)});
	const {stdout} = await run('-S -n', director);
	return {exit, after: stdout, ...program.printed, calls: program.calls};
};

describe('ipvsadm-save', () => {
	test.each([
		['', '-S'],
		['-n', '-S -n'],
		['-n -n', '-S -n'],
		['file', '-S'],
		['file -n', '-S -n'],
	])('%s', async (line, call) => {
		const program = ipvsadm();
		expect(await runSaveScript({...program, argv: line.split(' ')})).toBe(0);
		expect(program.calls).toEqual([call]);
	});

	test.each(['-x', '-n -x', '--help', '--', '-', '-nn'])('%s is not known', async line => {
		const program = ipvsadm();
		expect(await runSaveScript({...program, argv: line.split(' ')})).toBe(1);
		expect(program.calls).toEqual([]);
		expect(program.printed.stderr).toMatch(
			/^ipvsadm-save: Script to save the IPVS table to stdout\.\n.+\n$/,
		);
	});
});

describe('ipvsadm-restore', () => {
	test('clears the table first', async () => {
		const director = startDirector();
		await run('-A -f 1', director);
		expect(await restore(director, '-A -f 2\n')).toEqual({
			exit: 0,
			after: '-A -f 2 -s wlc\n',
			stdout: '',
			stderr: '',
			calls: ['-C', '-R'],
		});
	});

	test('lines that begin with # are dropped, also where chunks break; others are not', async () => {
		const director = startDirector();
		expect(
			await restore(director, '# one\n-A -f', ' 2\n', '#-A -f 3\n', '-A -f 4  '),
		).toMatchObject({
			exit: 0,
			after: '-A -f 2 -s wlc\n-A -f 4 -s wlc\n',
		});
		expect(await restore(director, '-A -f 2\n # x\n-A -f 3\n')).toMatchObject({
			exit: 255,
			after: '-A -f 2 -s wlc\n',
			stderr: "Try `ipvsadm -h' or 'ipvsadm --help' for more information.\n",
		});
	});

	test('a bad first line leaves an empty table, and so does nothing at all', async () => {
		const director = startDirector();
		await run('-A -f 1', director);
		expect(await restore(director, 'nonsense\n')).toMatchObject({exit: 255, after: ''});
		await run('-A -f 1', director);
		expect(await restore(director)).toMatchObject({exit: 0, after: '', stderr: ''});
	});

	test('what would be an option of echo alone is nothing', async () => {
		const director = startDirector();
		for (const text of ['-n', '-e\n', '-neE\n\n']) {
			// oxlint-disable-next-line no-await-in-loop -- one director
			expect(await restore(director, text), text).toMatchObject({exit: 0, stderr: ''});
		}
		expect(await restore(director, '-e x')).toMatchObject({stderr: 'unexpected argument x\n'});
	});

	test('input that breaks is restored as far as it came', async () => {
		const director = startDirector();
		const program = ipvsadm(director);
		expect(await runRestoreScript({...program, input: breaking()})).toBe(0);
		expect(await run('-S', director)).toMatchObject({stdout: '-A -f 7 -s wlc\n'});
	});

	test('endless input changes nothing', async () => {
		const program = ipvsadm();
		expect(await runRestoreScript({...program, input: endless()})).toBe(2);
		expect(program.calls).toEqual([]);
		expect(program.printed.stderr).toMatch(/^ipvsadm-restore: .*longer.*nothing was changed\n$/);
	});
});

async function* breaking(): AsyncGenerator<Uint8Array> {
	yield Buffer.from('-A -f 7\n');
	throw new Error('EISDIR');
}

async function* endless(): AsyncGenerator<Uint8Array> {
	const chunk = Buffer.alloc(64 * 1024 * 1024);
	for (;;) {
		yield chunk;
	}
}
