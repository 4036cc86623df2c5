import {counterCount} from '../../model/table.ts';
import {littleEndian, u32At} from '../bytes.ts';
import {statisticsPad} from '../ids.ts';
import {align, attributeHeaderLength, attributeLength, attributeType} from '../netlink.ts';

/**
Fills the counters of a row; NaN where the message had none.

@param nest - offset of one of the two statistics nests with its header, or -1. The 64-bit one exists since Linux 4.1; the 32-bit one
has the same counters cut to 32 bits
@returns false when the nest is malformed
*/
// oxlint-disable-next-line max-params -- inner loop
export const readCounters = (
	view: DataView,
	nest: number,
	to: Float64Array,
	row: number,
): boolean => {
	const first = row * counterCount;
	let offset = nest + attributeHeaderLength;
	const end = nest < 0 ? offset : nest + attributeLength(view, nest, view.byteLength);
	if (offset === end) {
		to.fill(Number.NaN, first, first + counterCount);
		return true;
	}
	let length = attributeLength(view, offset, end);
	while (length > 0) {
		const id = attributeType(view, offset);
		const from = offset + attributeHeaderLength;
		if (id >= 1 && id < statisticsPad) {
			if (length >= attributeHeaderLength + 8) {
				// 64-bit payloads are only 4-aligned on most kernels: never a typed array over them.
				to[first + id - 1] = wideAt(view, from);
			} else if (length >= attributeHeaderLength + 4) {
				to[first + id - 1] = u32At(view, from);
			}
		}
		offset += align(length);
		length = attributeLength(view, offset, end);
	}
	return length === 0;
};

/** Exact to 2^53. */
const wideAt = (view: DataView, offset: number): number =>
	u32At(view, offset + (littleEndian ? 4 : 0)) * 0x1_0000_0000 +
	u32At(view, offset + (littleEndian ? 0 : 4));
