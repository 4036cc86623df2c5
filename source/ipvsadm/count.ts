/**
A counter in nine columns: in full below a hundred million, then in thousands (K), millions (M), 10^9 (G) and 10^12 (T), cut and not
rounded.
*/
export const scaledCount = (value: number): string => {
	let scale = 0;
	while (value >= (limits[scale] ?? Number.POSITIVE_INFINITY)) {
		scale += 1;
	}
	return `${Math.floor(value / (divisors[scale] ?? 1))}${units[scale]}`.padStart(9);
};

/** --exact: always in full, with at least one blank before it. */
export const exactCount = (value: number): string => {
	const text = String(value);
	return text.length < 9 ? text.padStart(9) : ` ${text}`;
};

const limits = [1e8, 1e9, 1e11, 1e14];
const divisors = [1, 1e3, 1e6, 1e9, 1e12];
const units = ['', 'K', 'M', 'G', 'T'];
