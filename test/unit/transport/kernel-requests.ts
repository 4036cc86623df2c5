import {execFileSync} from 'node:child_process';
import {endianness} from 'node:os';
import {join} from 'node:path';
import type {Failure, Result} from '../../../source/model/failure.ts';
import {type Binding, loadBinding} from '../../../source/transport/kernel/binding.ts';

const isLittleEndian = endianness() === 'LE';

const root = join(import.meta.dirname, '..', '..', '..');

/** The addon of this checkout, built if need be, or why there is none. */
export const builtBinding = (): Result<Binding> => {
	execFileSync(process.execPath, [join(root, 'native', 'install.mjs'), '--quiet']);
	return loadBinding();
};

export const request = 0x1;
export const acknowledge = 0x4;
export const dump = 0x300;

type Request = {
	readonly type?: number;
	readonly flags: number;
	readonly sequence: number;
	readonly payload: readonly number[];
};

/** The family that knows the families; every Linux has it, and anybody may ask it. */
const nlctrl = 16;
const getFamily = [3, 1, 0, 0];

export const encode = ({type = nlctrl, flags, sequence, payload}: Request): Uint8Array => {
	const bytes = new Uint8Array(16 + Math.ceil(payload.length / 4) * 4);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, 16 + payload.length, isLittleEndian);
	view.setUint16(4, type, isLittleEndian);
	view.setUint16(6, flags, isLittleEndian);
	view.setUint32(8, sequence, isLittleEndian);
	bytes.set(payload, 16);
	return bytes;
};

export const joined = (parts: readonly Uint8Array[]): Uint8Array =>
	new Uint8Array(Buffer.concat(parts));

/** Asks for the family "nlctrl" by name. */
export const askFamily = (sequence: number, flags = request | acknowledge): Uint8Array => {
	const name = [...new TextEncoder().encode('nlctrl\0'), 0];
	const length = isLittleEndian ? [11, 0, 2, 0] : [0, 11, 0, 2];
	return encode({flags, sequence, payload: [...getFamily, ...length, ...name]});
};

export const askAllFamilies = (sequence: number): Uint8Array =>
	encode({flags: request | dump, sequence, payload: getFamily});

/** Fails with ENOENT: no family has this number. */
export const askNobody = (sequence: number, flags = request): Uint8Array =>
	encode({type: 0xfff0, flags, sequence, payload: [1, 1, 0, 0]});

/** Without NLM_F_REQUEST the kernel neither does anything nor answers. */
export const askInVain = (sequence: number): Uint8Array =>
	encode({flags: dump, sequence, payload: getFamily});

export type Answer = {
	readonly type: number;
	readonly sequence: number;
	/** Of NLMSG_ERROR: 0 for an acknowledgement, else a negative errno. */
	readonly error: number | undefined;
};

export type Outcome = {
	readonly answers: readonly Answer[];
	readonly chunks: number;
	readonly failure: Failure | undefined;
};

/** Reads an exchange to its end. */
export const outcomeOf = async (exchange: AsyncIterable<Result<Uint8Array>>): Promise<Outcome> => {
	const answers: Answer[] = [];
	let chunks = 0;
	let failure: Failure | undefined;
	for await (const result of exchange) {
		if (result.ok) {
			chunks += 1;
			answers.push(...answersIn(result.value));
		} else {
			failure = result.failure;
		}
	}
	return {answers, chunks, failure};
};

const answersIn = (bytes: Uint8Array): readonly Answer[] => {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const answers: Answer[] = [];
	for (let offset = 0; offset < view.byteLength;) {
		const type = view.getUint16(offset + 4, isLittleEndian);
		answers.push({
			type,
			sequence: view.getUint32(offset + 8, isLittleEndian),
			error: type === 2 ? view.getInt32(offset + 16, isLittleEndian) : undefined,
		});
		offset += Math.ceil(view.getUint32(offset, isLittleEndian) / 4) * 4;
	}
	return answers;
};

/** Reads a file to its end. */
export const contentOf = async (
	read: AsyncIterable<Result<Uint8Array>>,
): Promise<{
	readonly text: string;
	readonly chunks: number;
	readonly failure: Failure | undefined;
}> => {
	const parts: Uint8Array[] = [];
	let failure: Failure | undefined;
	for await (const result of read) {
		if (result.ok) {
			parts.push(result.value.slice());
		} else {
			failure = result.failure;
		}
	}
	return {text: Buffer.concat(parts).toString(), chunks: parts.length, failure};
};
