import {
	kindOfServer,
	kindOfService,
	mostSchedulers,
	rowWord,
	wordsOfRow,
	type OpenRoll,
} from '../model/change-roll.ts';
import {forwarding} from '../model/destination.ts';
import {protocols} from '../model/service.ts';
import {asciiBytes} from './byte-text.ts';

/**
Reads a line, which lies between two places of `bytes`, into the next row; false leaves the roll as it is.

@param number - of the line in its file
*/
export type ReadPlainRule = (
	line: {readonly bytes: Uint8Array; readonly start: number; readonly end: number},
	number?: number,
) => boolean;

/** What large rules files consist of, as -S -n writes them: `?` is any byte, `#` a decimal number. */
const patterns = {
	service: '-A -? #.#.#.#:# -s ',
	server: '-a -? #.#.#.#:# -r #.#.#.#:# -? -w #',
} as const;

/**
Makes a reader of plain rules. It does what the grammar does, from bytes to numbers, and makes nothing in between: fresh memory is
what a large restore costs. False stands for any other form, right or wrong, which is for `parse` to read.

@param roll - must have room for one more row
*/
export const plainRuleReader = (roll: OpenRoll): ReadPlainRule => {
	const {words, schedulers} = roll;

	/** A number for the name that ends the line; -1 when there is none, or anything that could be more than a word. */
	const schedulerIn = (bytes: Uint8Array, start: number, end: number): number => {
		for (let at = start; at < end; at += 1) {
			const code = bytes[at] ?? 0;
			if (code < letterA || code > letterZ) {
				return -1;
			}
		}
		if (end === start || end - start > longestName) {
			return -1;
		}
		for (let known = schedulers.length - 1; known >= 0; known -= 1) {
			if (
				schedulers[known]?.length === end - start &&
				isNameAt(bytes, start, schedulers[known] ?? '')
			) {
				return known;
			}
		}
		return schedulers.length < mostSchedulers
			? schedulers.push(String.fromCharCode(...bytes.subarray(start, end))) - 1
			: -1;
	};

	return ({bytes, start, end}, number = 0) => {
		const isServer = bytes[start + 1] === letterSmallA;
		const at = matchEnd(bytes, start, isServer ? server : service);
		if (at < 0 || at > end) {
			return false;
		}
		const protocol = protocolOfLetter(found[0] ?? 0);
		const port = found[5] ?? 0;
		if (protocol < 0 || port > largestPort || !isAddress(1)) {
			return false;
		}
		const row = roll.length * wordsOfRow;
		if (isServer) {
			const method = methodOfLetter(found[11] ?? 0);
			const serverPort = found[10] ?? 0;
			// Only masquerading can change the port.
			const isPort = serverPort === port || method === forwarding.masquerading;
			if (at !== end || method < 0 || serverPort > largestPort || !isPort || !isAddress(6)) {
				return false;
			}
			words[row + rowWord.kind] = kindOfServer(protocol, method);
			words[row + rowWord.ports] = port | (serverPort << 16);
			words[row + rowWord.serverAddress] = addressAt(6);
			words[row + rowWord.weight] = found[12] ?? 0;
		} else {
			const scheduler = schedulerIn(bytes, at, end);
			// A service on all ports must be persistent.
			if (scheduler < 0 || port === 0) {
				return false;
			}
			words[row + rowWord.kind] = kindOfService(protocol, scheduler);
			words[row + rowWord.ports] = port;
		}
		words[row + rowWord.serviceAddress] = addressAt(1);
		words[row + rowWord.line] = number;
		roll.length += 1;
		return true;
	};
};

/** What the signs of a pattern stood for, one after another. */
const found = new Int32Array(16);

/**
Where the text that the pattern stands for ends, with `found` filled, -1 when there is something else. Numbers have at most nine digits, and no leading zero,
which some options take for octal.
*/
const matchEnd = (bytes: Uint8Array, start: number, pattern: Uint8Array): number => {
	let at = start;
	let count = 0;
	for (let index = 0; index < pattern.length; index += 1) {
		const wanted = pattern[index];
		let code = bytes[at] ?? 0;
		if (wanted === numberSign) {
			const first = at;
			let value = 0;
			while (code >= digit0 && code <= digit9) {
				value = (value * 10 + code - digit0) | 0;
				at += 1;
				code = bytes[at] ?? 0;
			}
			const length = at - first;
			if (length === 0 || length > mostDigits || (length > 1 && bytes[first] === digit0)) {
				return -1;
			}
			found[count] = value;
			count += 1;
			continue;
		}
		if (wanted === questionMark) {
			found[count] = code;
			count += 1;
		} else if (wanted !== code) {
			return -1;
		}
		at += 1;
	}
	return at;
};

/** Together they are above 255 when one of them is. */
const isAddress = (from: number): boolean =>
	((found[from] ?? 0) | (found[from + 1] ?? 0) | (found[from + 2] ?? 0) | (found[from + 3] ?? 0)) <=
	255;

const addressAt = (from: number): number =>
	((found[from] ?? 0) << 24) |
	((found[from + 1] ?? 0) << 16) |
	((found[from + 2] ?? 0) << 8) |
	(found[from + 3] ?? 0);

const protocolOfLetter = (letter: number): number =>
	letter === letterT ? protocols.tcp : letter === letterU ? protocols.udp : -1;

const methodOfLetter = (letter: number): number =>
	letter === letterM ? forwarding.masquerading : letter === letterG ? forwarding.directRouting : -1;

const isNameAt = (bytes: Uint8Array, start: number, name: string): boolean => {
	for (let offset = 0; offset < name.length; offset += 1) {
		if (name.charCodeAt(offset) !== bytes[start + offset]) {
			return false;
		}
	}
	return true;
};

const service = asciiBytes(patterns.service);
const server = asciiBytes(patterns.server);
const [letterSmallA = 0, letterT = 0, letterU = 0, letterM = 0, letterG = 0] = asciiBytes('atumg');
const [letterA = 0, letterZ = 0, digit0 = 0, digit9 = 0] = asciiBytes('az09');
const [questionMark = 0, numberSign = 0] = asciiBytes('?#');
/** As long as the kernel takes it. */
const longestName = 15;
const largestPort = 65_535;
/** Fits into 31 bits. */
const mostDigits = 9;
