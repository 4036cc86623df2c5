import {littleEndian} from '../../wire/bytes.ts';

const headerLength = 16;
const acknowledge = 0x4;
const dump = 0x300;

/**
Throws a TypeError unless the bytes are what an exchange can send: whole netlink messages, each starting on a multiple of 4 bytes,
of which the last asks for an acknowledgement or a dump and has a sequence number of its own. These are defects of
the caller, and the kernel would answer them with silence.

@source kernel include/uapi/linux/netlink.h, struct nlmsghdr: length u32, type u16, flags u16, sequence u32, port u32, host order
*/
export const checkRequests = (requests: Uint8Array): void => {
	const view = new DataView(requests.buffer, requests.byteOffset, requests.byteLength);
	let last = -1;
	let sequence = -1;
	let isAscending = true;
	for (let offset = 0; offset < view.byteLength;) {
		const length = lengthAt(view, offset);
		const before = sequence;
		last = offset;
		sequence = view.getUint32(offset + 8, littleEndian);
		isAscending &&= sequence > before;
		offset += length;
	}
	if (last === -1) {
		throw new TypeError('There is no netlink request');
	}
	const flags = view.getUint16(last + 6, littleEndian);
	if ((flags & acknowledge) === 0 && (flags & dump) !== dump) {
		throw new TypeError('The last netlink request must carry NLM_F_ACK or NLM_F_DUMP');
	}
	if (isAscending) {
		return;
	}
	for (let offset = 0; offset < last; offset += lengthAt(view, offset)) {
		// An error for the earlier one would pass for the end of the exchange.
		if (view.getUint32(offset + 8, littleEndian) === sequence) {
			throw new TypeError(
				`The netlink request at byte ${offset} has the sequence number of the last`,
			);
		}
	}
};

/** Length of the message at `offset`, padded to 4 bytes. */
const lengthAt = (view: DataView, offset: number): number => {
	const left = view.byteLength - offset;
	const length = left < headerLength ? 0 : view.getUint32(offset, littleEndian);
	if (length < headerLength || length > left) {
		throw new TypeError(`The netlink request at byte ${offset} is not whole`);
	}
	return (length + 3) & ~3;
};
