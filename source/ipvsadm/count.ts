import {put, putByte, putRight, type Page} from './page.ts';

export type CountWriter = (page: Page, value: number) => void;

/**
A counter in nine columns: in full below a hundred million, then in thousands (K), millions (M), 10^9 (G) and 10^12 (T), cut and not
rounded.
*/
export const putScaledCount: CountWriter = (page, value) => {
	let scale = 0;
	while (value >= (limits[scale] ?? Number.POSITIVE_INFINITY)) {
		scale += 1;
	}
	if (scale === 0) {
		putRight(page, value, 9);
		return;
	}
	putRight(page, Math.floor(value / (divisors[scale] ?? 1)), 8);
	put(page, units[scale] ?? '');
};

/** --exact: always in full, with at least one blank before it. */
export const putExactCount: CountWriter = (page, value) => {
	if (value < 1e8) {
		putRight(page, value, 9);
		return;
	}
	putByte(page, blank);
	put(page, String(value));
};

const limits = [1e8, 1e9, 1e11, 1e14];
const divisors = [1, 1e3, 1e6, 1e9, 1e12];
const units = ['', 'K', 'M', 'G', 'T'];
const blank = 32;
