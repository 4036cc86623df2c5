import {duplexPair, type Duplex} from 'node:stream';
import {expect, test} from 'vitest';
import {failed, success, type Result} from '../../../../source/model/failure.ts';
import {openEmbedded} from '../../../../source/transport/embedded.ts';
import {frameBytes, frameKind, window} from '../../../../source/transport/remote/frames.ts';
import {openRemote} from '../../../../source/transport/remote/remote.ts';
import {serve} from '../../../../source/transport/remote/serve.ts';
import type {Transport} from '../../../../source/transport/transport.ts';
import {count, dumpRequest, textOf, withServices} from './directors.ts';

const connected = (transport: Transport): {remote: ReturnType<typeof openRemote>; here: Duplex} => {
	const [here, there] = duplexPair();
	serve(there, transport);
	return {remote: openRemote(async () => success(here)), here};
};

const iterate = (items: AsyncIterable<Result<Uint8Array>>) => items[Symbol.asyncIterator]();

/** A transport that says how far it was read, and never ends by itself. */
const endless = () => {
	const seen = {chunks: 0, isLeft: false, isClosed: false};
	async function* read(
		_path: string,
		{signal}: {signal?: AbortSignal | undefined} = {},
	): AsyncGenerator<Result<Uint8Array>, void> {
		try {
			for (;;) {
				if (signal?.aborted === true) {
					return;
				}
				seen.chunks += 1;
				yield success(Buffer.alloc(1000, seen.chunks));
			}
		} finally {
			seen.isLeft = true;
		}
	}
	const transport: Transport = {
		kind: 'embedded',
		exchange: () => read(''),
		read,
		close: () => {
			seen.isClosed = true;
		},
	};
	return {transport, seen};
};

/** Lets everything happen that is under way between two streams in this process. */
const settle = async (): Promise<void> => {
	for (let turn = 0; turn < 50; turn += 1) {
		await new Promise(resolve => setImmediate(resolve));
	}
};

test('dumps and files come whole, side by side', async () => {
	const {remote} = connected(openEmbedded(withServices(5000)));
	const [services, text, nothing] = await Promise.all([
		count(remote.exchange(dumpRequest())),
		textOf(remote.read('/proc/net/ip_vs')),
		textOf(remote.read('/proc/net/nothing')),
	]);
	expect([services, text.split('\n').length, nothing]).toEqual([5001, 5004, 'system']);
});

test('settings are written, read back, and refused as the director refuses them', async () => {
	const {remote} = connected(openEmbedded(withServices(1)));
	const path = '/proc/sys/net/ipv4/vs/expire_quiescent_template';
	expect(await remote.write?.(path, '1\n')).toEqual({ok: true, value: undefined});
	expect(await textOf(remote.read(path))).toBe('1\n');
	expect(await remote.write?.(path, 'firm')).toEqual(
		failed({kind: 'system', syscall: 'write', code: 'EINVAL', errno: 22}),
	);
	expect(await remote.write?.('/proc/net/ip_vs', '')).toEqual(
		failed({kind: 'system', syscall: 'write', code: 'ENOENT', errno: 2}),
	);
});

test('what cannot be written says so', async () => {
	const {transport} = endless();
	const {remote} = connected(transport);
	expect(await remote.write?.('/proc/sys/net/ipv4/vs/conntrack', '1')).toEqual(
		failed({kind: 'system', syscall: 'write', code: 'EROFS', errno: 30}),
	);
});

test('a failure arrives as it was', async () => {
	const failure = {kind: 'kernel', errno: 17, doing: 'add the virtual service'} as const;
	const {transport} = endless();
	const {remote} = connected({
		...transport,
		async *read() {
			yield failed(failure);
		},
	});
	expect(await iterate(remote.read('x')).next()).toEqual({done: false, value: failed(failure)});
});

test('a reader that waits holds the other side up, and gets everything in the end', async () => {
	const {transport, seen} = endless();
	const {remote} = connected(transport);
	const chunks = iterate(remote.read('x'));
	await chunks.next();
	await settle();
	expect(seen.chunks).toBeLessThanOrEqual(window + 1);
	for (let wanted = 2; wanted < 100; wanted += 1) {
		const {value} = await chunks.next();
		expect(value?.ok === true && value.value[0]).toBe(wanted);
	}
	await chunks.return?.();
	await settle();
	expect(seen.isLeft).toBe(true);
});

test('one call that nobody reads does not hold another one up', async () => {
	const {transport} = endless();
	const {remote} = connected({...transport, exchange: openEmbedded(withServices(2000)).exchange});
	await iterate(remote.read('x')).next();
	expect(await count(remote.exchange(dumpRequest()))).toBe(2001);
});

test('an aborted call is cancelled at both ends, the connection stays', async () => {
	const {transport, seen} = endless();
	const {remote} = connected(transport);
	const controller = new AbortController();
	const chunks = iterate(remote.read('x', {signal: controller.signal}));
	await chunks.next();
	controller.abort();
	expect((await chunks.next()).value).toEqual(failed({kind: 'cancelled'}));
	await settle();
	expect([seen.isLeft, seen.isClosed]).toEqual([true, false]);
	expect((await iterate(remote.read('y')).next()).value?.ok).toBe(true);
});

test('a connection that is lost fails what is under way, and is made again', async () => {
	const streams: Duplex[] = [];
	const remote = openRemote(async () => {
		const [here, there] = duplexPair();
		serve(there, openEmbedded(withServices(3)));
		streams.push(there);
		return success(here);
	});
	expect(await count(remote.exchange(dumpRequest()))).toBe(4);
	const under = remote.exchange(dumpRequest());
	streams[0]!.destroy();
	expect(await count(under)).toBe('system');
	const both = [remote.exchange(dumpRequest()), remote.exchange(dumpRequest())];
	expect(await Promise.all(both.map(count))).toEqual([4, 4]);
	expect(streams).toHaveLength(2);
});

test('a closed one answers nothing more, and lets the other side go', async () => {
	const {transport, seen} = endless();
	const {remote} = connected(transport);
	await remote.connect();
	remote.close();
	expect(await textOf(remote.read('x'))).toBe('cancelled');
	await settle();
	expect(seen.isClosed).toBe(true);
});

const hello = frameBytes(frameKind.hello, 1, Buffer.from('ipvs-tui'));
const read = frameBytes(frameKind.read, 7, Buffer.from('\0\0\0\0x'));

test.each([
	['no frame', [Buffer.from('GET / HTTP/1.1\r\n\r\n')], 'what came is no frame of this protocol'],
	['no hello', [read], 'a hello was expected first'],
	['a foreign hello', [frameBytes(0, 1, Buffer.from('telnet'))], 'a hello was expected first'],
	[
		'another version',
		[frameBytes(0, 9, Buffer.from('ipvs-tui'))],
		/speaks version 9; use the same ipvs-tui on both sides$/,
	],
	['an unknown kind', [hello, frameBytes(200 as 0, 1)], 'there is no call of kind 200'],
	['a short call', [hello, frameBytes(frameKind.read, 1)], 'a call was cut off'],
	['a call twice', [hello, read, read], 'call 7 is not over yet'],
	[
		'no netlink',
		[hello, frameBytes(frameKind.exchange, 1, Buffer.from('\0\0\0\0what'))],
		'The netlink request at byte 0 is not whole',
	],
	[
		'too many calls',
		[hello, ...Array.from({length: 300}, (_, id) => frameBytes(2, id, Buffer.from('\0\0\0\0x')))],
		'more than 256 calls at once',
	],
])('%s: the connection ends with a reason, the director is left', async (_, sent, sentence) => {
	const {transport, seen} = endless();
	const [here, there] = duplexPair();
	serve(there, {...transport, exchange: openEmbedded(withServices(0)).exchange});
	const received: Buffer[] = [];
	here.on('data', piece => received.push(piece));
	const ended = new Promise(resolve => here.once('end', resolve));
	here.write(Buffer.concat(sent));
	await ended;
	// Kind, id and sentence of the last frame.
	const text = Buffer.concat(received).toString();
	const reason = text.slice(text.lastIndexOf('\u0009\0\0\0\0') + 5);
	expect(reason).toMatch(sentence);
	expect(seen.isClosed).toBe(true);
});

test('another program at the other end is told from a director', async () => {
	const [here, there] = duplexPair();
	there.write('220 mail ready\r\n');
	expect(await openRemote(async () => success(here)).connect()).toEqual(
		failed({kind: 'unsupported', why: 'what came is no frame of this protocol'}),
	);
	const [other, far] = duplexPair();
	far.write(frameBytes(frameKind.refusal, 0, Buffer.from('go\u001b[2Jaway')));
	expect(await openRemote(async () => success(other)).connect()).toEqual(
		failed({kind: 'unsupported', why: 'go\ufffd[2Jaway'}),
	);
});
