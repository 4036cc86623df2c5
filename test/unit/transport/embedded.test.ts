import {expect, test} from 'vitest';
import {openClient} from '../../../source/client/open.ts';
import {createEngine} from '../../../source/engine/engine.ts';
import type {Result} from '../../../source/model/failure.ts';
import {openEmbedded} from '../../../source/transport/embedded.ts';
import type {Transport} from '../../../source/transport/transport.ts';
import {createWriter, viewOf, written} from '../../../source/wire/bytes.ts';
import {command} from '../../../source/wire/ids.ts';
import {
	beginMessage,
	eachMessage,
	endMessage,
	messageFlag,
	putGenericHeader,
} from '../../../source/wire/netlink.ts';
import {command as run} from '../engine/director.ts';

const familyId = 28;
const {request, ack, dump} = messageFlag;

const requests = (...wanted: readonly (readonly [commandId: number, flags: number])[]) => {
	const writer = createWriter();
	wanted.forEach(([commandId, flags], index) => {
		const start = beginMessage(writer, {type: familyId, flags, sequence: index + 1});
		putGenericHeader(writer, commandId);
		endMessage(writer, start);
	});
	return written(writer);
};

const withServices = (count: number): Transport => {
	const engine = createEngine({now: () => 0});
	run(engine, Array.from({length: count}, (_, index) => `-A -t 192.0.2.1:${index + 1}`).join('\n'));
	return openEmbedded(engine);
};

const collect = async <Value>(items: AsyncIterable<Result<Value>>): Promise<Result<Value>[]> => {
	const all: Result<Value>[] = [];
	for await (const item of items) {
		all.push(item);
	}
	return all;
};

/** Sequence numbers and types of all messages that came. */
const messagesIn = (items: readonly Result<Uint8Array>[]): string[] => {
	const seen: string[] = [];
	for (const item of items) {
		if (item.ok) {
			eachMessage(viewOf(item.value), ({sequence, type}) => {
				seen.push(`${sequence}:${type}`);
			});
		} else {
			seen.push(item.failure.kind);
		}
	}
	return seen;
};

test('requests are answered in order, dumps among them to their end', async () => {
	const transport = withServices(2);
	const seen = messagesIn(
		await collect(
			transport.exchange(
				requests(
					[command.getInfo, request],
					[command.getService, request | dump],
					[command.getService, request | dump],
					[command.zero, request],
					[command.getConfig, request | ack],
				),
			),
		),
	);
	expect(seen).toEqual(['1:28', '2:28', '2:28', '2:3', '3:28', '3:28', '3:3', '5:28', '5:2']);
});

test('a dump comes in chunks between which other work goes on', async () => {
	const transport = withServices(2000);
	let turns = 0;
	let other = setImmediate(function count() {
		turns += 1;
		other = setImmediate(count);
	});
	const chunks = await collect(transport.exchange(requests([command.getService, request | dump])));
	clearImmediate(other);
	expect(turns).toBeGreaterThan(0);
	const sizes = chunks.map(chunk => (chunk.ok ? chunk.value.length : Number.NaN));
	expect(sizes.length).toBeGreaterThan(15);
	expect(Math.max(...sizes)).toBeLessThanOrEqual(32_448);
	expect(messagesIn(chunks)).toHaveLength(2001);
});

test('exchanges that overlap are served one after another', async () => {
	const transport = withServices(200);
	const both = await Promise.all(
		[1, 2].map(async () =>
			collect(transport.exchange(requests([command.getService, request | dump]))),
		),
	);
	expect(both.map(items => messagesIn(items).length)).toEqual([201, 201]);
});

test('a reader that leaves in the middle of a dump does no harm', async () => {
	const transport = withServices(500);
	for await (const chunk of transport.exchange(requests([command.getService, request | dump]))) {
		expect(chunk.ok).toBe(true);
		break;
	}
	const again = await collect(transport.exchange(requests([command.getService, request | dump])));
	expect(messagesIn(again)).toHaveLength(501);
});

test('an aborted exchange says so', async () => {
	const controller = new AbortController();
	const exchange = withServices(1).exchange(
		requests([command.zero, request | ack], [command.getInfo, request | ack]),
		{signal: controller.signal},
	);
	controller.abort();
	expect(messagesIn(await collect(exchange))).toEqual(['cancelled']);
});

test('a closed transport answers nothing more', async () => {
	const transport = withServices(1);
	transport.close();
	expect(messagesIn(await collect(transport.exchange(requests([15, request | ack]))))).toEqual([
		'cancelled',
	]);
	expect(messagesIn(await collect(transport.read('/proc/net/ip_vs')))).toEqual(['cancelled']);
});

test('requests that nobody could answer are a defect of the caller', () => {
	const transport = withServices(0);
	expect(() => transport.exchange(requests([command.getInfo, request]))).toThrow(TypeError);
	expect(() => transport.exchange(new Uint8Array(8))).toThrow(TypeError);
});

test('files are read in chunks, and unknown ones are not there', async () => {
	const transport = withServices(5000);
	const chunks = await collect(transport.read('/proc/net/ip_vs'));
	expect(chunks.length).toBeGreaterThan(1);
	const text = chunks.map(chunk => (chunk.ok ? Buffer.from(chunk.value).toString() : '')).join('');
	expect(text.split('\n')).toHaveLength(5004);
	expect(await collect(transport.read('/proc/net/ip_vs_nothing'))).toEqual([
		{ok: false, failure: {kind: 'system', syscall: 'open', code: 'ENOENT', errno: 2}},
	]);
});

test('errors do not repeat their requests, as on the sockets of the native addon', async () => {
	const [reply] = await collect(withServices(0).exchange(requests([99, request | ack])));
	expect(reply?.ok === true && reply.value.length).toBe(36);
});

test('a client finds its way', async () => {
	const client = openClient(withServices(3));
	const table = await client.table('dump');
	expect(table.ok && table.value.services.count).toBe(3);
	expect(await client.info()).toEqual({
		ok: true,
		value: {version: {major: 1, minor: 2, patch: 1}, connectionTableSize: 4096},
	});
});
