/**
A whole text as C's strtol reads it in base 10: white space, one sign, digits and nothing after them.

@returns undefined for anything else; numbers beyond 2^53 lose precision, which no option's range reaches
*/
export const wholeNumber = (text: string): number | undefined => {
	const start = startOfDigits(text);
	let value = 0;
	for (let index = start; index < text.length; index += 1) {
		const digit = text.charCodeAt(index) - 48;
		if (digit < 0 || digit > 9) {
			return undefined;
		}
		value = value * 10 + digit;
	}
	if (start === text.length) {
		return undefined;
	}
	return value !== 0 && text.charCodeAt(start - 1) === minus ? -value : value;
};

export const numberWithin = (text: string, lowest: number, highest: number): number | undefined => {
	const value = wholeNumber(text);
	return value !== undefined && value >= lowest && value <= highest ? value : undefined;
};

/** C's atoi: the number a text begins with, cut to 32 bits, 0 when it begins with none. */
export const leadingNumber = (text: string): number => {
	const start = startOfDigits(text);
	let end = start;
	while (isDigit(text.charCodeAt(end))) {
		end += 1;
	}
	if (end === start) {
		return 0;
	}
	const size = BigInt(text.slice(start, end));
	const signed = text.charCodeAt(start - 1) === minus ? -size : size;
	const clamped = signed > longest ? longest : signed < -longest ? -longest - 1n : signed;
	return Number(BigInt.asIntN(32, clamped));
};

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** C's isspace in the C locale. */
export const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

const startOfDigits = (text: string): number => {
	let start = 0;
	while (isSpace(text.charCodeAt(start))) {
		start += 1;
	}
	const sign = text.charCodeAt(start);
	return sign === minus || sign === plus ? start + 1 : start;
};

const plus = 43;
const minus = 45;
const longest = 2n ** 63n - 1n;
