import {u16At} from '../bytes.ts';
import {
	align,
	attributeHeaderLength,
	attributeLength,
	attributeType,
	genericHeaderLength,
	headerLength,
} from '../netlink.ts';

/** From a message's first byte to the end of its content. */
export type Span = {readonly start: number; readonly end: number};

/** Where the attributes of a generic netlink message start, counted from its first byte. */
export const attributesStart = headerLength + genericHeaderLength;

/** The command of a generic netlink message, or -1 when it is too short to have one. */
export const commandAt = (view: DataView, start: number, end: number): number =>
	end - start < attributesStart ? -1 : view.getUint8(start + headerLength);

/** Offset of a top-level attribute with its header, the last one where it is repeated, or -1. */
export const findNest = (view: DataView, {start, end}: Span, wanted: number): number => {
	let found = -1;
	let offset = start + attributesStart;
	let length = attributeLength(view, offset, end);
	while (length > 0) {
		found = attributeType(view, offset) === wanted ? offset : found;
		offset += align(length);
		length = attributeLength(view, offset, end);
	}
	return found;
};

/** The content of an attribute. */
export const contentOf = (view: DataView, offset: number): Span => ({
	start: offset + attributeHeaderLength,
	end: offset + u16At(view, offset),
});

/** Copies an address of 4 to 16 bytes into the 16 cells of a row. */
// oxlint-disable-next-line max-params -- inner loop
export const copyAddress = (
	view: DataView,
	start: number,
	end: number,
	to: Uint8Array,
	row: number,
): void => {
	const length = Math.min(end - start, 16) & ~3;
	let cell = row * 16;
	for (let offset = start; offset < start + length; offset += 4, cell += 4) {
		const word = view.getInt32(offset);
		to[cell] = word >> 24;
		to[cell + 1] = word >> 16;
		to[cell + 2] = word >> 8;
		to[cell + 3] = word;
	}
};
