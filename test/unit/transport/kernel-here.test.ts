import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {failed} from '../../../source/model/failure.ts';
import {openKernelHere} from '../../../source/transport/kernel/kernel-here.ts';
import {
	acknowledge,
	askAllFamilies,
	askFamily,
	askInVain,
	askNobody,
	builtBinding,
	contentOf,
	joined,
	outcomeOf,
	request,
} from './kernel-requests.ts';

const kernelTest = test.skipIf(!builtBinding().ok);
const done = 3;
const noentry = -2;

const folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-here-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
const large = join(folder, 'large');
const content = Array.from({length: 100_000}, (_, line) => `line ${line}\n`).join('');
writeFileSync(large, content);

kernelTest('dumps and other requests in one call are answered in order', async () => {
	const requests = joined([
		askFamily(1, request),
		askNobody(2),
		askAllFamilies(3),
		askAllFamilies(4),
		askFamily(5, request | acknowledge),
	]);
	const {answers, failure} = await outcomeOf(openKernelHere().exchange(requests));
	expect(failure).toBeUndefined();
	expect(answers.filter(({type}) => type === done).map(({sequence}) => sequence)).toEqual([3, 4]);
	expect(answers.find(({sequence}) => sequence === 2)?.error).toBe(noentry);
	expect(answers.at(-1)).toEqual({type: 2, sequence: 5, error: 0});
});

kernelTest('answers that fill the memory several times over are all there', async () => {
	const count = 10_000;
	const requests = joined(
		Array.from({length: count}, (_, index) =>
			askNobody(index + 1, index + 1 === count ? request | acknowledge : request),
		),
	);
	const {answers, chunks, failure} = await outcomeOf(openKernelHere().exchange(requests));
	expect(failure).toBeUndefined();
	expect(chunks).toBeGreaterThan(1);
	expect(answers.map(({sequence}) => sequence)).toEqual(
		Array.from({length: count}, (_, index) => index + 1),
	);
});

kernelTest('exchanges at the same time do not hear each other', async () => {
	const {exchange} = openKernelHere();
	const outcomes = await Promise.all(
		[1, 2, 3].map(sequence => outcomeOf(exchange(askAllFamilies(sequence)))),
	);
	for (const [index, {answers, failure}] of outcomes.entries()) {
		expect(failure).toBeUndefined();
		expect(new Set(answers.map(({sequence}) => sequence))).toEqual(new Set([index + 1]));
	}
});

kernelTest('silence ends an exchange, and the next one works', async () => {
	const {exchange} = openKernelHere();
	expect(await outcomeOf(exchange(askInVain(1), {timeout: 5}))).toEqual({
		answers: [],
		chunks: 0,
		failure: {kind: 'timeout', doing: 'wait for the kernel to answer'},
	});
	expect((await outcomeOf(exchange(askFamily(2)))).failure).toBeUndefined();
});

const withoutAddon = () => failed({kind: 'unsupported', why: 'as if it were not built'});

for (const {way, isThere, options} of [
	{way: 'with the addon', isThere: builtBinding().ok, options: {}},
	{way: 'without the addon', isThere: true, options: {load: withoutAddon}},
]) {
	const readTest = test.skipIf(!isThere);

	readTest(`${way}: a file of many chunks`, async () => {
		const {text, chunks, failure} = await contentOf(openKernelHere(options).read(large));
		expect(failure).toBeUndefined();
		expect(text).toBe(content);
		expect(chunks).toBeGreaterThan(1);
	});

	readTest(`${way}: a file that is not there`, async () => {
		const {failure} = await contentOf(openKernelHere(options).read(join(folder, 'none')));
		expect(failure).toEqual({kind: 'system', syscall: 'open', code: 'ENOENT', errno: 2});
	});
}

test('without the addon nothing is asked, and no other network namespace entered', async () => {
	const {exchange} = openKernelHere({load: withoutAddon});
	expect((await outcomeOf(exchange(askFamily(1)))).failure?.kind).toBe('unsupported');
	const {read} = openKernelHere({load: withoutAddon, networkNamespace: 'blue'});
	expect((await contentOf(read('/proc/net/dev'))).failure?.kind).toBe('unsupported');
});
