/** Netlink integers are in host order unless a format says otherwise. */
export const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Bytes under construction. `length` is what has been written; the arrays behind it are replaced when they grow. */
export type Writer = {bytes: Uint8Array<ArrayBuffer>; view: DataView<ArrayBuffer>; length: number};

export const createWriter = (capacity = 4096): Writer => {
	const bytes = new Uint8Array(capacity);
	return {bytes, view: new DataView(bytes.buffer), length: 0};
};

/** Makes room for `count` more zero bytes, and returns the offset of the first. */
export const reserve = (writer: Writer, count: number): number => {
	const start = writer.length;
	const needed = start + count;
	if (needed > writer.bytes.length) {
		const larger = new Uint8Array(Math.max(needed, writer.bytes.length * 2));
		larger.set(writer.bytes.subarray(0, start));
		writer.bytes = larger;
		writer.view = new DataView(larger.buffer);
	}
	writer.length = needed;
	return start;
};

/** Takes back what was written, so that the next message starts over in the same memory. */
export const clear = (writer: Writer): void => {
	writer.bytes.fill(0, 0, writer.length);
	writer.length = 0;
};

/** What was written, without copying: valid until the next write. */
export const written = (writer: Writer): Uint8Array<ArrayBuffer> =>
	writer.bytes.subarray(0, writer.length);

/** Numbers in host order. V8's middle compiler has the signed reads built in, and calls a function for the others. */
export const u16At = (view: DataView, offset: number): number =>
	view.getInt16(offset, littleEndian) & 0xffff;
export const u32At = (view: DataView, offset: number): number =>
	view.getInt32(offset, littleEndian) >>> 0;

export const viewOf = (bytes: Uint8Array): DataView =>
	new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** ASCII text up to the first NUL or `end`. Kernel names are ASCII; other bytes come through as Latin-1. */
export const textAt = (view: DataView, start: number, end: number): string => {
	let text = '';
	for (let offset = start; offset < end; offset += 1) {
		const code = view.getUint8(offset);
		if (code === 0) {
			break;
		}
		text += String.fromCharCode(code);
	}
	return text;
};

/**
The same for a column of texts of which few are different: taken from `known` when it is there and added when it is not, because a new text for
every row would cost more than the rest of it.
*/
// oxlint-disable-next-line max-params -- inner loop
export const commonTextAt = (
	view: DataView,
	start: number,
	end: number,
	known: string[],
): string => {
	for (let index = 0; index < known.length; index += 1) {
		const text = known[index] ?? '';
		if (isTextAt(view, start, end, text)) {
			return text;
		}
	}
	const text = textAt(view, start, end);
	if (known.length < mostKnown) {
		known.push(text);
	}
	return text;
};

/** Looking through more would cost more than making the text. */
const mostKnown = 24;

// oxlint-disable-next-line max-params -- inner loop
const isTextAt = (view: DataView, start: number, end: number, text: string): boolean => {
	const after = start + text.length;
	if (after > end || (after < end && view.getUint8(after) !== 0)) {
		return false;
	}
	for (let index = 0; index < text.length; index += 1) {
		if (view.getUint8(start + index) !== text.charCodeAt(index)) {
			return false;
		}
	}
	return true;
};
