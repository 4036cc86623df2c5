import {familyNumber, ipv6Text} from '../model/address.ts';
import {encodeText} from './byte-text.ts';

/**
Text while it is written: bytes of one piece of memory, which is handed on when it is full and written over from its start. A large table
goes through little memory this way, and no text is made for each of its cells.
*/
export type Page = {
	readonly bytes: Uint8Array;
	/** Where the next byte goes. */
	at: number;
	/** Takes whole lines; the bytes are good until it returns. */
	readonly print: (bytes: Uint8Array) => void;
};

const pageLength = 64 * 1024;
/** Longer than all that a line has beside its texts. */
const margin = 1024;

export const openPage = (print: Page['print']): Page => ({
	bytes: new Uint8Array(pageLength),
	at: 0,
	print,
});

/** Before each line. */
export const startLine = (page: Page): void => {
	if (page.at > pageLength - margin) {
		handOn(page);
	}
};

/** Hands on what is left. */
export const handOn = (page: Page): void => {
	if (page.at > 0) {
		page.print(page.bytes.subarray(0, page.at));
		page.at = 0;
	}
};

/** What `write` writes, as a text. */
export const textOf = (write: (page: Page) => void): string => {
	let text = '';
	const decoder = new TextDecoder();
	const page = openPage(bytes => {
		text += decoder.decode(bytes, {stream: true});
	});
	write(page);
	handOn(page);
	return text;
};

export const put = (page: Page, text: string): void => {
	const {bytes} = page;
	const start = page.at;
	if (start + text.length > pageLength) {
		putLong(page, text);
		return;
	}
	for (let index = 0; index < text.length; index += 1) {
		const code = text.charCodeAt(index);
		if (code > 127) {
			putLong(page, text);
			return;
		}
		bytes[start + index] = code;
	}
	page.at = start + text.length;
};

/** Of any length and any characters. */
const putLong = (page: Page, text: string): void => {
	const bytes = encodeText(text);
	for (let from = 0; from < bytes.length;) {
		if (page.at === pageLength) {
			handOn(page);
		}
		const part = bytes.subarray(from, from + pageLength - page.at);
		page.bytes.set(part, page.at);
		page.at += part.length;
		from += part.length;
	}
};

export const putByte = (page: Page, code: number): void => {
	page.bytes[page.at] = code;
	page.at += 1;
};

/** A few, as they are. What every line repeats is kept as bytes for this: looking into a text takes ten times as long. */
export const putBytes = (page: Page, bytes: Uint8Array): void => {
	const {bytes: to, at} = page;
	for (let index = 0; index < bytes.length; index += 1) {
		to[at + index] = bytes[index] ?? 0;
	}
	page.at = at + bytes.length;
};

/** A whole number as String writes it. */
export const putNumber = (page: Page, value: number): void => {
	if (value >= 0 && value < 10) {
		putByte(page, zero + value);
	} else if (value >= 0 && value <= largestQuick) {
		const end = page.at + digitsOf(value);
		putDigits(page, value, end);
		page.at = end;
	} else {
		put(page, String(value));
	}
};

/** A whole number of at most so many digits, to the right of a cell. */
export const putRight = (page: Page, value: number, width: number): void => {
	const end = page.at + width;
	if (!(value >= 0 && value <= largestQuick) || digitsOf(value) > width) {
		put(page, String(value).padStart(width));
		return;
	}
	padTo(page, end);
	putDigits(page, value, end);
};

/** A whole number to the left of a cell, with blanks behind it. */
export const putLeft = (page: Page, value: number, width: number): void => {
	const start = page.at;
	putNumber(page, value);
	padTo(page, start + width);
};

/** Blanks up to a place. */
export const padTo = (page: Page, end: number): void => {
	const {bytes} = page;
	let {at} = page;
	for (; at < end; at += 1) {
		bytes[at] = blank;
	}
	page.at = at;
};

/** Takes back what goes past a place. */
export const cutAt = (page: Page, end: number): void => {
	if (page.at > end) {
		page.at = end;
	}
};

/** `192.0.2.1` or `2001:db8::1`. */
export const putAddress = (
	page: Page,
	family: number,
	address: Uint8Array,
	offset: number,
): void => {
	if (family === familyNumber.ipv6) {
		put(page, ipv6Text(address, offset));
		return;
	}
	for (let index = 0; index < 4; index += 1) {
		if (index > 0) {
			putByte(page, dot);
		}
		putNumber(page, address[offset + index] ?? 0);
	}
};

/** Digits backwards from a place. */
const putDigits = ({bytes}: Page, value: number, end: number): void => {
	let rest = value | 0;
	let at = end;
	do {
		const next = (rest / 10) | 0;
		at -= 1;
		bytes[at] = zero + rest - next * 10;
		rest = next;
	} while (rest > 0);
};

const digitsOf = (value: number): number => {
	let digits = 1;
	for (let limit = 10; value >= limit; limit *= 10) {
		digits += 1;
	}
	return digits;
};

/** What 32-bit arithmetic does. */
const largestQuick = 0x7f_ff_ff_ff;
const zero = 48;
const blank = 32;
const dot = 46;
