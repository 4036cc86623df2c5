import {eachAttribute, genericHeaderLength, headerLength} from '../netlink.ts';

/** From a message's first byte to the end of its content. */
export type Span = {readonly start: number; readonly end: number};

/** Where the attributes of a generic netlink message start, counted from its first byte. */
export const attributesStart = headerLength + genericHeaderLength;

/** The command of a generic netlink message, or -1 when it is too short to have one. */
export const commandAt = (view: DataView, start: number, end: number): number =>
	end - start < attributesStart ? -1 : view.getUint8(start + headerLength);

/** The content of a top-level attribute. */
export const findNest = (view: DataView, {start, end}: Span, wanted: number): Span | undefined => {
	let nest: Span | undefined;
	eachAttribute(view, start + attributesStart, end, (id, from, to) => {
		if (id === wanted) {
			nest = {start: from, end: to};
		}
	});
	return nest;
};

/** Copies an address of 4 to 16 bytes into the 16 cells of a row. */
export const copyAddress = (
	view: DataView,
	{start, end}: Span,
	{to, row}: {to: Uint8Array; row: number},
): void => {
	const length = Math.min(end - start, 16);
	for (let index = 0; index < length; index += 1) {
		to[row * 16 + index] = view.getUint8(start + index);
	}
};
