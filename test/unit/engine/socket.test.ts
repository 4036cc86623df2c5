import {expect, test} from 'vitest';
import {createEngine} from '../../../source/engine/engine.ts';
import {createSocket, type EngineSocket} from '../../../source/engine/socket.ts';
import {createWriter, littleEndian, viewOf, written} from '../../../source/wire/bytes.ts';
import {command as commandId} from '../../../source/wire/ids.ts';
import {
	beginMessage,
	eachMessage,
	endMessage,
	messageFlag,
	messageType,
	putGenericHeader,
} from '../../../source/wire/netlink.ts';
import {command} from './director.ts';

const {request, ack, dump} = messageFlag;

const engineWith = (services: number) => {
	const engine = createEngine({now: () => 0});
	command(
		engine,
		Array.from({length: services}, (_, index) => `-A -t 192.0.2.1:${index + 1}`).join('\n'),
	);
	return engine;
};

const ask = (socket: EngineSocket, id: number, flags: number): void => {
	const writer = createWriter(64);
	const start = beginMessage(writer, {type: 28, flags, sequence: 1});
	putGenericHeader(writer, id);
	endMessage(writer, start);
	socket.send(written(writer));
};

/** What a datagram holds: how many messages with data, or how it ends or refuses. */
const meaning = (datagram: Uint8Array | undefined): string => {
	if (datagram === undefined) {
		return 'nothing';
	}
	let data = 0;
	let end = '';
	const view = viewOf(datagram);
	eachMessage(view, ({type}, start) => {
		if (type === messageType.done || type === messageType.error) {
			const name = type === messageType.done ? 'done' : 'answer';
			end = `${name} ${view.getInt32(start + 16, littleEndian)}`;
		} else {
			data += 1;
		}
	});
	return end === '' ? `${data} messages` : end;
};

const take = (socket: EngineSocket): string[] => {
	const taken: string[] = [];
	for (let one = meaning(socket.receive()); one !== 'nothing'; one = meaning(socket.receive())) {
		taken.push(one);
	}
	return taken;
};

test('the first page is small, the others are large, and the end comes alone', () => {
	const socket = createSocket(engineWith(250));
	ask(socket, commandId.getService, request | dump);
	// 320 bytes a service on machines that need no padding.
	expect(take(socket)).toEqual([
		'11 messages',
		'101 messages',
		'101 messages',
		'37 messages',
		'done 0',
	]);
	ask(socket, commandId.getService, request | dump);
	expect(take(socket)).toEqual(['101 messages', '101 messages', '48 messages', 'done 0']);
});

test('an empty dump is its end alone', () => {
	const socket = createSocket(engineWith(0));
	ask(socket, commandId.getService, request | dump | ack);
	expect(take(socket)).toEqual(['done 0']);
});

test('a second dump has to wait, other requests do not', () => {
	const socket = createSocket(engineWith(50));
	ask(socket, commandId.getService, request | dump);
	ask(socket, commandId.getDaemon, request | dump);
	ask(socket, commandId.getInfo, request | ack);
	expect(take(socket)).toEqual([
		'11 messages',
		'answer -16',
		'1 messages',
		'answer 0',
		'39 messages',
		'done 0',
	]);
	ask(socket, commandId.getDaemon, request | dump);
	expect(take(socket)).toEqual(['done 0']);
});

test('two sockets have a dump each', () => {
	const engine = engineWith(50);
	const sockets = [createSocket(engine), createSocket(engine)];
	for (const socket of sockets) {
		ask(socket, commandId.getService, request | dump);
	}
	expect(sockets.map(take)).toEqual([
		['11 messages', '39 messages', 'done 0'],
		['11 messages', '39 messages', 'done 0'],
	]);
});

test('success says nothing unless asked, an error always', () => {
	const socket = createSocket(engineWith(0));
	ask(socket, commandId.flush, request);
	ask(socket, commandId.deleteService, request);
	ask(socket, commandId.flush, request | ack);
	expect(take(socket)).toEqual(['answer -22', 'answer 0']);
});

test('answers carry the number of the socket', () => {
	const socket = createSocket(engineWith(0), {port: 4711});
	ask(socket, commandId.getInfo, request);
	expect(viewOf(socket.receive()!).getUint32(12, littleEndian)).toBe(4711);
});
