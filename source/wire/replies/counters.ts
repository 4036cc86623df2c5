import {counterCount} from '../../model/table.ts';
import {littleEndian} from '../bytes.ts';
import {statisticsPad} from '../ids.ts';
import {eachAttribute} from '../netlink.ts';

/** One of the two statistics nests of a message. */
export type StatisticsSpan = {
	readonly start: number;
	readonly end: number;
	readonly isWide: boolean;
};

/** The 64-bit nest exists since Linux 4.1; the 32-bit one has the same counters cut to 32 bits. */
export const preferred = (present: StatisticsSpan, offered: StatisticsSpan): StatisticsSpan =>
	present.isWide ? present : offered;

/** Fills the counters of a row; NaN where the message had none. False when the nest is malformed. */
export const readCounters = (
	view: DataView,
	{start, end}: StatisticsSpan,
	{to, row}: {to: Float64Array; row: number},
): boolean => {
	if (start === end) {
		to.fill(Number.NaN, row * counterCount, (row + 1) * counterCount);
		return true;
	}
	return (
		eachAttribute(view, start, end, (id, from, till) => {
			const length = till - from;
			if (id < 1 || id >= statisticsPad) {
				return;
			}
			if (length >= 8) {
				// 64-bit payloads are only 4-aligned on most kernels: never a typed array over them.
				to[row * counterCount + id - 1] = wideAt(view, from);
			} else if (length >= 4) {
				to[row * counterCount + id - 1] = view.getUint32(from, littleEndian);
			}
		}) === -1
	);
};

/** Exact to 2^53. */
const wideAt = (view: DataView, offset: number): number =>
	view.getUint32(offset + (littleEndian ? 4 : 0), littleEndian) * 0x1_0000_0000 +
	view.getUint32(offset + (littleEndian ? 0 : 4), littleEndian);
