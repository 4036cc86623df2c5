import {closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {failed} from '../../../source/model/failure.ts';
import {loadBindingFrom} from '../../../source/transport/kernel/binding.ts';
import {openKernel} from '../../../source/transport/kernel/kernel.ts';
import {askFamily, builtBinding, contentOf, outcomeOf} from './kernel-requests.ts';

const binding = builtBinding();
const folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-kernel-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const large = join(folder, 'large');
const content = Array.from({length: 100_000}, (_, line) => `line ${line}\n`).join('');
writeFileSync(large, content);

const withoutAddon = () => failed({kind: 'unsupported', why: 'as if it were not built'});

const loadFromEmptyFolder = () => loadBindingFrom(join(folder, 'empty'));

const ways = [
	{way: 'with the addon', isThere: binding.ok, options: {}},
	{way: 'without the addon', isThere: true, options: {load: withoutAddon}},
];

for (const {way, isThere, options} of ways) {
	const readTest = test.skipIf(!isThere);

	readTest(`${way}: a file of /proc`, async () => {
		const {text} = await contentOf(openKernel(options).read('/proc/net/dev'));
		expect(text).toMatch(/^Inter-\|/);
		expect(text).toContain(' lo:');
	});

	readTest(`${way}: a file of many chunks`, async () => {
		const kernel = openKernel(options);
		const {text, chunks, failure} = await contentOf(kernel.read(large));
		expect(failure).toBeUndefined();
		expect(text).toBe(content);
		expect(chunks).toBeGreaterThan(1);
	});

	readTest(`${way}: a reader that goes away early leaves no file open`, async () => {
		const kernel = openKernel(options);
		const free = lowestFreeDescriptor();
		for (let time = 0; time < 50; time += 1) {
			for await (const _ of kernel.read(large)) {
				break;
			}
		}
		// The plain way closes on another thread: a read to the end comes after that.
		await contentOf(kernel.read(large));
		expect(lowestFreeDescriptor()).toBeLessThan(free + 10);
	});

	readTest(`${way}: a file that is not there`, async () => {
		const {failure} = await contentOf(openKernel(options).read('/proc/net/absent'));
		expect(failure).toEqual({kind: 'system', syscall: 'open', code: 'ENOENT', errno: 2});
	});

	readTest(`${way}: a folder`, async () => {
		const {failure} = await contentOf(openKernel(options).read('/proc'));
		expect(failure).toMatchObject({kind: 'system', syscall: 'read', code: 'EISDIR'});
	});

	readTest(`${way}: a file above the limit`, async () => {
		const {failure} = await contentOf(openKernel({...options, byteLimit: 300_000}).read(large));
		expect(failure).toEqual({kind: 'too-large', limit: 300_000});
	});

	readTest(`${way}: an abort between two chunks`, async () => {
		const giveUp = new AbortController();
		const results = [];
		for await (const result of openKernel(options).read(large, {signal: giveUp.signal})) {
			results.push(result);
			giveUp.abort();
		}
		expect(results).toHaveLength(2);
		expect(results.at(-1)).toEqual(failed({kind: 'cancelled'}));
	});
}

test('where no addon is built an exchange says how to get one, and files of a namespace cannot be read', async () => {
	const kernel = openKernel({networkNamespace: 'blue', load: loadFromEmptyFolder});
	const {failure} = await outcomeOf(kernel.exchange(askFamily(1)));
	expect(failure).toMatchObject({
		kind: 'unsupported',
		why: expect.stringContaining('is not built'),
	});
	expect(failure).toMatchObject({why: expect.stringContaining('install.mjs --strict')});
	expect((await contentOf(kernel.read('/proc/net/dev'))).failure).toEqual(failure);
});

test('an addon that does not load is told from one that is not built', () => {
	const release = join(folder, 'build', 'Release');
	mkdirSync(release, {recursive: true});
	writeFileSync(join(release, 'netlink.node'), 'no shared object');
	expect(loadBindingFrom(folder)).toMatchObject({
		ok: false,
		failure: {kind: 'unsupported', why: expect.stringContaining('does not load (')},
	});
});

test.skipIf(!binding.ok)('wrong arguments end in a TypeError, not in a crash', async () => {
	const {openSocket, readFile} = binding.ok ? (binding.value as never) : ({} as Untyped);
	for (const wrong of [undefined, null, 3, {}, 'a\0b']) {
		expect(() => openSocket(wrong)).toThrow(TypeError);
		expect(() => readFile('/proc/net/dev', wrong, 5)).toThrow(TypeError);
	}
	for (const wrong of [undefined, '5', -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]) {
		expect(() => readFile('/proc/net/dev', '', wrong)).toThrow(TypeError);
	}
	const {socket} = await openSocket('');
	for (const wrong of [
		undefined,
		'text',
		new Uint8Array(),
		new Uint8Array(15),
		new Float64Array(4),
	]) {
		expect(() => socket.exchange(wrong, 5, 5)).toThrow(TypeError);
	}
	expect(() => socket.exchange(askFamily(1), 5, 5n)).toThrow(TypeError);
	socket.close();
	socket.close();
	expect(() => socket.exchange(askFamily(1), 5, 5)).toThrow(TypeError);
	const stream = readFile('/proc/net/dev', '', 1_000_000);
	const running = stream.next();
	expect(() => stream.next()).toThrow('already running');
	await running;
	stream.cancel();
	stream.cancel();
	expect(() => stream.next()).toThrow('has ended');
});

type Untyped = {
	// oxlint-disable-next-line typescript/no-explicit-any -- what a caller without types could do is the point
	readonly [name: string]: any;
};

const lowestFreeDescriptor = (): number => {
	const descriptor = openSync('/dev/null', 'r');
	closeSync(descriptor);
	return descriptor;
};
