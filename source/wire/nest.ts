import {type Result, success} from '../model/failure.ts';
import {littleEndian, reserve, textAt, type Writer} from './bytes.ts';
import {malformed} from './failure.ts';
import {
	attributeHeaderLength,
	beginNest,
	eachAttribute,
	endNest,
	putAttribute,
	putBytes,
	putText,
	putU16,
	putU16BigEndian,
	putU32,
	putU32BigEndian,
	putU8,
} from './netlink.ts';
import {statisticsPad} from './ids.ts';
import type {AttributeType, Policy} from './policy.ts';

/** Offsets of a nest's content, for whoever knows its policy. */
export type Span = {readonly start: number; readonly end: number};
export type AttributeValue = number | string | Uint8Array | Span;
/** The attributes that were there, by name. A repeated attribute: the last one counts, as in the kernel. */
export type Attributes = ReadonlyMap<string, AttributeValue>;

const size: Readonly<Record<'u8' | 'u16' | 'u16be' | 'u32' | 'u32be' | 'u64', number>> = {
	u8: 1,
	u16: 2,
	u16be: 2,
	u32: 4,
	u32be: 4,
	u64: 8,
};

/**
Reads the attributes between `start` and `end` by the kernel's liberal rules: unknown numbers and trailing bytes are skipped,
too long scalars are cut, too short ones and texts without NUL are refused.

@returns `malformed` with the attribute's name and offset
*/
export const readAttributes = (
	view: DataView,
	{start, end}: Span,
	policy: Policy,
): Result<Attributes> => {
	const attributes = new Map<string, AttributeValue>();
	let problem: {what: string; offset: number} | undefined;
	const stopped = eachAttribute(view, start, end, (id, from, to) => {
		const known = policy.get(id);
		if (known === undefined || known.type.is === 'pad') {
			return;
		}
		const value = readValue(view, {start: from, end: to}, known.type);
		if (value === undefined) {
			problem ??= {what: known.name, offset: from - attributeHeaderLength};
			return;
		}
		attributes.set(known.name, value);
	});
	if (problem !== undefined) {
		return malformed(`attribute ${problem.what}`, problem.offset);
	}
	return stopped === -1 ? success(attributes) : malformed('attribute length', stopped);
};

const readValue = (
	view: DataView,
	{start, end}: Span,
	type: AttributeType,
): AttributeValue | undefined => {
	const length = end - start;
	switch (type.is) {
		case 'u8':
			return length < size.u8 ? undefined : view.getUint8(start);
		case 'u16':
			return length < size.u16 ? undefined : view.getUint16(start, littleEndian);
		case 'u16be':
			return length < size.u16be ? undefined : view.getUint16(start);
		case 'u32':
			return length < size.u32 ? undefined : view.getUint32(start, littleEndian);
		case 'u32be':
			return length < size.u32be ? undefined : view.getUint32(start);
		case 'u64':
			return length < size.u64 ? undefined : Number(view.getBigUint64(start, littleEndian));
		case 'nest':
			return length !== 0 && length < attributeHeaderLength ? undefined : {start, end};
		case 'bytes':
			return length > type.max
				? undefined
				: new Uint8Array(view.buffer, view.byteOffset + start, length).slice();
		case 'text': {
			const text = textAt(view, start, end);
			// A closing NUL must be there, but all that stands before the last byte counts, also behind an earlier NUL.
			const counted = length - (length > 0 && view.getUint8(end - 1) === 0 ? 1 : 0);
			return text.length === length || counted > type.max ? undefined : text;
		}
		case 'pad':
			return undefined;
	}
};

export type NestOptions = {
	/** Sets the nested bit, as libnl does in requests. */
	readonly isMarked?: boolean;
	/** Puts a padding attribute before 64-bit values so that they start at multiples of 8, as some kernels must. */
	readonly alignsWide?: boolean;
};

/**
What to write: names of the policy in the order of the bytes. (The counters are named by number, which JavaScript puts in ascending
order: theirs on the wire, too.)
*/
export type Content = Readonly<Record<string, number | string | Uint8Array>>;

/** Writes one nest with the given content; the inverse of `readAttributes`. */
export const putNest = (
	writer: Writer,
	id: number,
	{policy, content, options = {}}: {policy: Policy; content: Content; options?: NestOptions},
): void => {
	const nest = beginNest(writer, id, options.isMarked ?? false);
	putContent(writer, {policy, content, options});
	endNest(writer, nest);
};

/** Writes attributes without a nest around them. */
export const putContent = (
	writer: Writer,
	{policy, content, options = {}}: {policy: Policy; content: Content; options?: NestOptions},
): void => {
	const ids = idsOf(policy);
	for (const [name, value] of Object.entries(content)) {
		const id = ids.get(name);
		const known = id === undefined ? undefined : policy.get(id);
		if (id === undefined || known === undefined) {
			throw new Error(`no attribute ${name} in this policy`);
		}
		putValue(writer, id, {type: known.type, value, alignsWide: options.alignsWide ?? false});
	}
};

const putValue = (
	writer: Writer,
	id: number,
	{
		type,
		value,
		alignsWide,
	}: {type: AttributeType; value: number | string | Uint8Array; alignsWide: boolean},
): void => {
	if (typeof value === 'string') {
		putText(writer, id, value);
		return;
	}
	if (typeof value !== 'number') {
		putBytes(writer, id, value);
		return;
	}
	switch (type.is) {
		case 'u8':
			putU8(writer, id, value);
			return;
		case 'u16':
			putU16(writer, id, value);
			return;
		case 'u16be':
			putU16BigEndian(writer, id, value);
			return;
		case 'u32':
			putU32(writer, id, value);
			return;
		case 'u32be':
			putU32BigEndian(writer, id, value);
			return;
		case 'u64':
			putU64(writer, id, {value, alignsWide});
			return;
		default:
			throw new Error(`attribute ${id} is no number`);
	}
};

/** Writes a 64-bit number, exact to 2^53. */
export const putU64 = (
	writer: Writer,
	id: number,
	{value, alignsWide}: {value: number; alignsWide: boolean},
): void => {
	// An empty attribute of 4 bytes moves the payload of the next one onto a multiple of 8.
	if (alignsWide && writer.length % 8 === 0) {
		const pad = reserve(writer, attributeHeaderLength);
		writer.view.setUint16(pad, attributeHeaderLength, littleEndian);
		writer.view.setUint16(pad + 2, statisticsPad, littleEndian);
	}
	const at = putAttribute(writer, id, 8);
	writer.view.setUint32(at + (littleEndian ? 0 : 4), value % 0x1_0000_0000, littleEndian);
	writer.view.setUint32(
		at + (littleEndian ? 4 : 0),
		Math.floor(value / 0x1_0000_0000),
		littleEndian,
	);
};

const idTables = new WeakMap<Policy, ReadonlyMap<string, number>>();

const idsOf = (policy: Policy): ReadonlyMap<string, number> => {
	const known = idTables.get(policy);
	if (known !== undefined) {
		return known;
	}
	const ids = new Map([...policy].map(([id, {name}]) => [name, id]));
	idTables.set(policy, ids);
	return ids;
};
