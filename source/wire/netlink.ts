import {littleEndian, reserve, u16At, u32At, type Writer} from './bytes.ts';

/**
The netlink envelope.

@source kernel include/uapi/linux/netlink.h and genetlink.h: nlmsghdr {u32 length, u16 type, u16 flags, u32 sequence, u32 port},
genlmsghdr {u8 command, u8 version, u16 reserved}, nlattr {u16 length, u16 type}; everything padded to 4 bytes
*/
export const headerLength = 16;
export const genericHeaderLength = 4;
export const attributeHeaderLength = 4;

export const messageType = {noop: 1, error: 2, done: 3, overrun: 4, control: 16} as const;

export const messageFlag = {
	request: 0x1,
	multi: 0x2,
	ack: 0x4,
	dump: 0x300,
	/** In an answer: the failed request is not repeated in it (NETLINK_CAP_ACK). */
	capped: 0x100,
	/** In an answer: attributes with an explanation follow (NETLINK_EXT_ACK). */
	explained: 0x200,
} as const;

const nestedFlag = 0x8000;
/** The top two bits of an attribute's type say "nested" and "network order"; they are not part of the type. */
const attributeTypeMask = 0x3fff;

export type Header = {
	readonly length: number;
	readonly type: number;
	readonly flags: number;
	readonly sequence: number;
	readonly port: number;
};

export const align = (length: number): number => (length + 3) & ~3;

export const readHeader = (view: DataView, offset: number): Header => {
	const header = {length: 0, type: 0, flags: 0, sequence: 0, port: 0};
	readHeaderInto(header, view, offset);
	return header;
};

type MutableHeader = {-readonly [Field in keyof Header]: Header[Field]};

const readHeaderInto = (header: MutableHeader, view: DataView, offset: number): void => {
	header.length = u32At(view, offset);
	header.type = u16At(view, offset + 4);
	header.flags = u16At(view, offset + 6);
	header.sequence = u32At(view, offset + 8);
	header.port = u32At(view, offset + 12);
};

/**
Calls `visit` for each netlink message of a chunk with its offset and the end of its content.

@param visit - gets one header for all messages, valid only during the call
@returns offset of the first malformed message, or -1 when the chunk was well formed to its end
*/
export const eachMessage = (
	view: DataView,
	visit: (header: Header, start: number, end: number) => void,
): number => {
	const header = {length: 0, type: 0, flags: 0, sequence: 0, port: 0};
	const end = view.byteLength;
	let offset = 0;
	while (offset < end) {
		if (end - offset < headerLength) {
			return offset;
		}
		readHeaderInto(header, view, offset);
		const {length} = header;
		if (length < headerLength || length > end - offset) {
			return offset;
		}
		visit(header, offset, offset + length);
		offset += align(length);
	}
	return -1;
};

/**
Length of the attribute at `offset`, its header included; 0 when none begins there, where fewer than 4 trailing bytes are ignored, as the
kernel does; -1 when it is malformed. For walks over very many messages, where a function for each of them would be most of the garbage.
*/
export const attributeLength = (view: DataView, offset: number, end: number): number => {
	if (end - offset < attributeHeaderLength) {
		return 0;
	}
	const length = u16At(view, offset);
	return length < attributeHeaderLength || length > end - offset ? -1 : length;
};

export const attributeType = (view: DataView, offset: number): number =>
	u16At(view, offset + 2) & attributeTypeMask;

/**
Calls `visit` for each netlink attribute between `start` and `end`.

@param visit - gets the type and the payload's start and end offsets; the bytes are not copied or kept
@returns offset of the first malformed attribute, or -1 when all were well formed; fewer than 4 trailing bytes are ignored, as the kernel does
*/
export const eachAttribute = (
	view: DataView,
	start: number,
	end: number,
	visit: (type: number, start: number, end: number) => void,
): number => {
	let offset = start;
	let length = attributeLength(view, offset, end);
	while (length > 0) {
		visit(attributeType(view, offset), offset + attributeHeaderLength, offset + length);
		offset += align(length);
		length = attributeLength(view, offset, end);
	}
	return length === 0 ? -1 : offset;
};

export type Envelope = {
	readonly type: number;
	readonly flags: number;
	readonly sequence: number;
	/** 0 in requests; in answers the port of the socket that asked. */
	readonly port?: number;
};

/** Starts a message and returns its offset, which `endMessage` needs. */
export const beginMessage = (
	writer: Writer,
	{type, flags, sequence, port = 0}: Envelope,
): number => {
	const start = reserve(writer, headerLength);
	writer.view.setUint16(start + 4, type, littleEndian);
	writer.view.setUint16(start + 6, flags, littleEndian);
	writer.view.setUint32(start + 8, sequence, littleEndian);
	writer.view.setUint32(start + 12, port, littleEndian);
	return start;
};

/** Gives a message that was copied a number of its own. */
export const putSequence = ({view}: Writer, start: number, sequence: number): void => {
	view.setUint32(start + 8, sequence, littleEndian);
};

/** Makes the kernel acknowledge a request that is already written. */
export const askForAcknowledgement = ({view}: Writer, start: number): void => {
	const flags = view.getUint16(start + 6, littleEndian);
	view.setUint16(start + 6, flags | messageFlag.ack, littleEndian);
};

export const endMessage = (writer: Writer, start: number): void => {
	writer.view.setUint32(start, writer.length - start, littleEndian);
};

export const putGenericHeader = (writer: Writer, command: number, version = 1): void => {
	const start = reserve(writer, genericHeaderLength);
	writer.view.setUint8(start, command);
	writer.view.setUint8(start + 1, version);
};

/** Writes an attribute header with room for `length` payload bytes, zero padded; returns the offset of the payload. */
export const putAttribute = (writer: Writer, type: number, length: number): number => {
	const start = reserve(writer, attributeHeaderLength + align(length));
	writer.view.setUint16(start, attributeHeaderLength + length, littleEndian);
	writer.view.setUint16(start + 2, type, littleEndian);
	return start + attributeHeaderLength;
};

export const putU8 = (writer: Writer, type: number, value: number): void => {
	const at = putAttribute(writer, type, 1);
	writer.view.setUint8(at, value);
};

export const putU16 = (writer: Writer, type: number, value: number): void => {
	const at = putAttribute(writer, type, 2);
	writer.view.setUint16(at, value, littleEndian);
};

/** A port: network order inside a host-order protocol. */
export const putU16BigEndian = (writer: Writer, type: number, value: number): void => {
	const at = putAttribute(writer, type, 2);
	writer.view.setUint16(at, value);
};

export const putU32 = (writer: Writer, type: number, value: number): void => {
	const at = putAttribute(writer, type, 4);
	writer.view.setUint32(at, value, littleEndian);
};

/** An IPv4 address or mask as a number. */
export const putU32BigEndian = (writer: Writer, type: number, value: number): void => {
	const at = putAttribute(writer, type, 4);
	writer.view.setUint32(at, value);
};

export const putBytes = (writer: Writer, type: number, bytes: Uint8Array): void => {
	const at = putAttribute(writer, type, bytes.length);
	writer.bytes.set(bytes, at);
};

/** Text with its closing NUL; characters past one byte are cut to their low byte. */
export const putText = (writer: Writer, type: number, text: string): void => {
	const at = putAttribute(writer, type, text.length + 1);
	for (let index = 0; index < text.length; index += 1) {
		writer.bytes[at + index] = text.charCodeAt(index);
	}
};

/** Starts a nest and returns its offset, which `endNest` needs. libnl marks nests in requests, the kernel does not in answers. */
export const beginNest = (writer: Writer, type: number, isMarked: boolean): number =>
	putAttribute(writer, isMarked ? type | nestedFlag : type, 0) - attributeHeaderLength;

export const endNest = (writer: Writer, start: number): void => {
	writer.view.setUint16(start, writer.length - start, littleEndian);
};
