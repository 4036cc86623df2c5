import {createEngine, type Engine} from '../../../../source/engine/engine.ts';
import type {Result} from '../../../../source/model/failure.ts';
import {createWriter, viewOf, written} from '../../../../source/wire/bytes.ts';
import {command} from '../../../../source/wire/ids.ts';
import {
	beginMessage,
	eachMessage,
	endMessage,
	messageFlag,
	putGenericHeader,
} from '../../../../source/wire/netlink.ts';
import {command as run} from '../../engine/director.ts';

export const withServices = (count: number): Engine => {
	const engine = createEngine({now: () => 0});
	run(engine, Array.from({length: count}, (_, index) => `-A -t 192.0.2.1:${index + 1}`).join('\n'));
	return engine;
};

/** A dump of all services. */
export const dumpRequest = (): Uint8Array => {
	const writer = createWriter();
	const flags = messageFlag.request | messageFlag.dump;
	const start = beginMessage(writer, {type: 28, flags, sequence: 1});
	putGenericHeader(writer, command.getService);
	endMessage(writer, start);
	return written(writer);
};

/** How many messages an exchange yields; the end of a dump is one. A failure is told by its kind. */
export const count = async (items: AsyncIterable<Result<Uint8Array>>): Promise<number | string> => {
	let messages = 0;
	for await (const item of items) {
		if (!item.ok) {
			return item.failure.kind;
		}
		eachMessage(viewOf(item.value), () => {
			messages += 1;
		});
	}
	return messages;
};

export const textOf = async (items: AsyncIterable<Result<Uint8Array>>): Promise<string> => {
	const chunks: Uint8Array[] = [];
	for await (const item of items) {
		if (!item.ok) {
			return item.failure.kind;
		}
		chunks.push(item.value.slice());
	}
	return Buffer.concat(chunks).toString();
};
