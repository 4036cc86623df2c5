import type {Address} from '../model/address.ts';
import {isDigit, isSpace} from './number.ts';

/**
IPv4 text as inet_aton takes it: one to four parts, decimal, octal (0) or hexadecimal (0x), the last one filling what is left
(`10.1` is 10.0.0.1); white space ends the text and the rest is ignored.

@source glibc 2.36 inet_aton, measured
*/
export const parseLooseIpv4 = (text: string): Address | undefined => {
	const bytes = new Uint8Array(4);
	let index = 0;
	for (let part = 0; part < 4; part += 1) {
		const {value, end} = readPart(text, index);
		if (value > 0xff_ff_ff_ff || end === index) {
			return undefined;
		}
		if (text.charCodeAt(end) !== dot) {
			return isOver(text, end) && fillRest(bytes, part, value)
				? {family: 'ipv4', bytes}
				: undefined;
		}
		if (value > 0xff) {
			return undefined;
		}
		bytes[part] = value;
		index = end + 1;
	}
	return undefined;
};

const readPart = (text: string, start: number): {readonly value: number; readonly end: number} => {
	if (!isDigit(text.charCodeAt(start))) {
		return {value: 0, end: start};
	}
	const isOctal = text.charCodeAt(start) === zero;
	const isHex = isOctal && (text.charCodeAt(start + 1) | 0x20) === letterX;
	const firstHexDigit = isHex ? digitOf(text.charCodeAt(start + 2)) : base.hex;
	// strtoul stops before the x when no digit follows it.
	const radix = firstHexDigit < base.hex ? base.hex : isOctal ? base.octal : base.decimal;
	let end = radix === base.hex ? start + 2 : start;
	let value = 0;
	for (;;) {
		const digit = digitOf(text.charCodeAt(end));
		if (digit >= radix) {
			return {value, end};
		}
		value = value * radix + digit;
		end += 1;
	}
};

/** 0–15, or something larger for what is no digit in any base. */
const digitOf = (code: number): number => {
	if (isDigit(code)) {
		return code - zero;
	}
	const letter = (code | 0x20) - 97;
	return letter >= 0 && letter < 6 ? letter + 10 : Number.POSITIVE_INFINITY;
};

const isOver = (text: string, end: number): boolean =>
	end === text.length || isSpace(text.charCodeAt(end));

const fillRest = (bytes: Uint8Array, part: number, value: number): boolean => {
	if (value >= 256 ** (4 - part)) {
		return false;
	}
	let rest = value;
	for (let index = 3; index >= part; index -= 1) {
		bytes[index] = rest % 256;
		rest = Math.floor(rest / 256);
	}
	return true;
};

const base = {octal: 8, decimal: 10, hex: 16} as const;
const dot = 46;
const zero = 48;
const letterX = 120;
