import {join} from 'node:path';
import {beforeAll, expect, test} from 'vitest';
import {fileNames, readCases} from '../contract/packets/script.ts';
import {isSame, seenIn} from '../contract/packets/seen.ts';
import {playWithEngine} from '../contract/packets/with-engine.ts';
import {describeLab, labGuest} from './shared.ts';

type Texts =
	{readonly connections: string; readonly table: string} | {readonly rates: readonly number[]};

const cases = fileNames.flatMap(readCases);
const engine = cases.map(playWithEngine);

describeLab('the kernel and the engine do the same with packets', () => {
	let kernel: readonly (readonly (Texts | null)[] | null)[] = [];
	beforeAll(async () => {
		const guest = await labGuest();
		const scripts = cases.map(({steps}, index) =>
			steps.map(({step}, at) => ({
				...step,
				rows: engine[index]?.[at]?.filter(line => line.includes(' > ')).length,
			})),
		);
		const {stdout, stderr, code} = await guest.run(
			`modprobe --all ipv6 ip_vs ip_vs_rr veth iptable_mangle xt_mark; python3 -ES ${join(import.meta.dirname, 'packets.py')}`,
			{stdin: JSON.stringify(scripts), timeout: 300_000},
		);
		expect({stderr, code}).toEqual({stderr: '', code: 0});
		kernel = JSON.parse(stdout) as typeof kernel;
	});

	test.each(cases.map((one, index) => [one.name, one, index] as const))('%s', (_, one, index) => {
		const compared = one.steps.map(({line}, at) => {
			const texts = kernel[index]?.[at];
			const expected = engine[index]?.[at] ?? [];
			const seen = texts === undefined || texts === null ? [] : linesOf(texts);
			const isAlike =
				seen.length === expected.length && seen.every((row, i) => isSame(expected[i] ?? '', row));
			return {line, seen: isAlike ? expected : seen};
		});
		expect(compared).toEqual(
			one.steps.map(({line}, at) => ({line, seen: engine[index]?.[at] ?? []})),
		);
	});
});

const linesOf = (texts: Texts): readonly string[] =>
	'rates' in texts ? [texts.rates.join(' ')] : seenIn(texts.connections, texts.table);
