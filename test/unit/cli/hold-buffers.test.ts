import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';

/** Buffers that become old before others take their place, as those of readings do: eight megabytes are in use at any time. */
const program = `
	import {holdBuffers} from ${JSON.stringify(new URL('../../../source/cli/hold-buffers.ts', import.meta.url).href)};
	holdBuffers();
	const held = [];
	let most = 0;
	for (let reading = 0; reading < 120; reading += 1) {
		held[reading % 4] = Array.from({length: 5}, () => new Float64Array(50_000));
		// New objects beside them, most of which are gone at once.
		for (let part = 0; part < 4; part += 1) {
			Array.from({length: 30_000}, (_, row) => ({row}));
			await new Promise(resolve => setImmediate(resolve));
		}
		most = Math.max(most, process.memoryUsage().arrayBuffers);
	}
	console.log(most / 1024 / 1024);
`;

test('buffers of earlier readings do not come together', {timeout: 120_000}, async () => {
	const {stdout} = await promisify(execFile)(process.execPath, [
		'--input-type=module',
		'--eval',
		program,
	]);
	expect(Number(stdout)).toBeLessThan(34);
});
