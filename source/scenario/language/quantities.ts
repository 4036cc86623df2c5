/*
Quantities as a scenario writes them. Each reader gives undefined for what is none.
*/

const numberOf = (text: string): number | undefined =>
	/^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;

/** Seconds of `90s`, `1h30m`, `1.5d`, `200ms`; a bare 0 needs no unit. */
export const readTime = (text: string): number | undefined => {
	if (text === '0') {
		return 0;
	}
	if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) {
		return undefined;
	}
	let seconds = 0;
	for (const [, amount, unit] of text.matchAll(/([\d.]+)([a-z]+)/g)) {
		seconds += Number(amount) * (secondsIn[unit ?? ''] ?? Number.NaN);
	}
	return seconds;
};

const secondsIn: Readonly<Record<string, number>> = {ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400};

/** Bytes of `700`, `40k`, `1.5M`, `2GB`; a thousand of each is one of the next. */
export const readSize = (text: string): number | undefined => {
	const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([kMG]?)B?$/.exec(text) ?? [];
	return amount === undefined ? undefined : Number(amount) * (bytesIn[unit] ?? Number.NaN);
};

const bytesIn: Readonly<Record<string, number>> = {'': 1, k: 1e3, M: 1e6, G: 1e9};

/** Per second, of `14/s`, `30/m`, `0.5/h`. */
export const readRate = (text: string): number | undefined => {
	const [, amount, unit] = /^(\d+(?:\.\d+)?)\/([smhd])$/.exec(text) ?? [];
	return amount === undefined ? undefined : Number(amount) / (secondsIn[unit ?? ''] ?? Number.NaN);
};

/** 0 to 1, of `0%` to `100%`. */
export const readShare = (text: string): number | undefined => {
	const percent = text.endsWith('%') ? numberOf(text.slice(0, -1)) : undefined;
	return percent === undefined || percent > 100 ? undefined : percent / 100;
};

export const readCount = (text: string): number | undefined =>
	/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;

/** A number that is not negative. */
export const readNumber = (text: string): number | undefined => numberOf(text);
