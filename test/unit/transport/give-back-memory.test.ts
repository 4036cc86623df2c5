import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';
import {loadBinding} from '../../../source/transport/kernel/binding.ts';

const run = promisify(execFile);

/** Prints the bytes that a process has more after seven of eight of its buffers were freed. With glibc that is all 80 MB, unless it is told. */
const program = (path: string): string => `
	import {loadBinding} from ${JSON.stringify(path)};
	loadBinding().value.giveBackMemory();
	const before = process.memoryUsage.rss();
	let buffers = Array.from({length: 800}, () => new Uint8Array(100_000).fill(1));
	buffers = buffers.filter((_, at) => at % 8 === 7);
	gc();
	gc();
	console.log(process.memoryUsage.rss() - before, buffers.length);
`;

const reason = loadBinding().ok ? '' : ' (the native addon is not built here)';

test.skipIf(reason !== '')(
	`buffers that are freed between others go back to the system${reason}`,
	async () => {
		const {stdout} = await run(process.execPath, [
			'--expose-gc',
			'--input-type=module',
			'--eval',
			program(new URL('../../../source/transport/kernel/binding.ts', import.meta.url).href),
		]);
		expect(Number.parseInt(stdout, 10)).toBeLessThan(40 * 1024 * 1024);
	},
);
