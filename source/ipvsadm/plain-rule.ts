import type {Address} from '../model/address.ts';
import type {Change} from '../model/change.ts';
import {forwarding, plainTunnel} from '../model/destination.ts';
import {protocols, wholeNetmask, type Match} from '../model/service.ts';

/**
Makes a reader of the lines that large rules files consist of, as -S -n writes them: `-A -t 192.0.2.1:80 -s wlc` and
`-a -t 192.0.2.1:80 -r 198.51.100.1:8080 -m -w 1`, also with -u and -g. It does what the grammar does, without the words, drafts and
closures of it, and neighbouring rules share their service: a tenth of the memory is touched, which is what a large restore costs.

@returns a function that reads one line; undefined stands for any other form, right or wrong, which is for `parse` to read
*/
export const plainRuleReader = (): ((line: string) => Change | undefined) => {
	/** The last service, with the text that it was read from. */
	let text = '';
	let match: Match | undefined;

	/** Reads `-t ADDRESS:PORT ` behind the command into `match`, and returns where it ends; -1 when there is something else. */
	const readMatch = (line: string): number => {
		if (match !== undefined && line.startsWith(text, afterCommand)) {
			return afterCommand + text.length;
		}
		const cursor = {at: afterCommand + '-t '.length};
		const protocol = protocolAt(line);
		const address = protocol === undefined ? undefined : readAddress(line, cursor);
		const port = address === undefined ? -1 : readNumber(line, cursor, largestPort);
		if (protocol === undefined || address === undefined || port < 0 || !take(line, cursor, blank)) {
			return -1;
		}
		match = {kind: 'address', protocol, address, port};
		text = line.slice(afterCommand, cursor.at);
		return cursor.at;
	};

	return line => {
		const isServer = line.startsWith('-a -');
		if (!isServer && !line.startsWith('-A -')) {
			return undefined;
		}
		const at = readMatch(line);
		if (at === -1 || match === undefined) {
			return undefined;
		}
		return isServer ? readServer(line, at, match) : readService(line, at, match);
	};
};

type Cursor = {at: number};

const readService = (line: string, at: number, match: Match): Change | undefined => {
	const scheduler = line.slice(at + schedulerOption.length);
	// A service on all ports must be persistent.
	return line.startsWith(schedulerOption, at) &&
		isName.test(scheduler) &&
		match.kind === 'address' &&
		match.port !== 0
		? {
				kind: 'add-service',
				service: {
					match,
					scheduler,
					flags: 0,
					timeout: 0,
					netmask: wholeNetmask('ipv4'),
					persistenceEngine: '',
				},
			}
		: undefined;
};

const readServer = (line: string, at: number, match: Match): Change | undefined => {
	const cursor = {at: at + serverOption.length};
	const address = line.startsWith(serverOption, at) ? readAddress(line, cursor) : undefined;
	const port = address === undefined ? -1 : readNumber(line, cursor, largestPort);
	if (address === undefined || port < 0 || match.kind !== 'address') {
		return undefined;
	}
	const isMasquerading = line.startsWith(' -m -w ', cursor.at);
	if (!isMasquerading && !line.startsWith(' -g -w ', cursor.at)) {
		return undefined;
	}
	cursor.at += ' -m -w '.length;
	const weight = readNumber(line, cursor, largestWeight);
	return weight < 0 || cursor.at !== line.length
		? undefined
		: {
				kind: 'add-destination',
				match,
				destination: {
					address,
					port: isMasquerading ? port : match.port,
					method: isMasquerading ? forwarding.masquerading : forwarding.directRouting,
					weight,
					upperThreshold: 0,
					lowerThreshold: 0,
					tunnel: plainTunnel,
				},
			};
};

const protocolAt = (line: string): number | undefined => {
	if (line.startsWith('-t ', afterCommand)) {
		return protocols.tcp;
	}
	return line.startsWith('-u ', afterCommand) ? protocols.udp : undefined;
};

/** Four decimal numbers and the colon behind them. */
const readAddress = (line: string, cursor: Cursor): Address | undefined => {
	let word = 0;
	for (let part = 0; part < 4; part += 1) {
		const value = readNumber(line, cursor, 255);
		if (value < 0 || !take(line, cursor, part === 3 ? colon : dot)) {
			return undefined;
		}
		word = word * 256 + value;
	}
	const bytes = fourBytes();
	bytes[0] = word / 0x1_00_00_00;
	bytes[1] = word >>> 16;
	bytes[2] = word >>> 8;
	bytes[3] = word;
	return {family: 'ipv4', bytes};
};

/** Digits without a leading zero, which some options take for octal; -1 when there are none or the number is too large. */
const readNumber = (line: string, cursor: Cursor, largest: number): number => {
	const start = cursor.at;
	let value = 0;
	for (;;) {
		const digit = line.charCodeAt(cursor.at) - zero;
		if (!(digit >= 0 && digit <= 9)) {
			break;
		}
		value = value * 10 + digit;
		cursor.at += 1;
	}
	const length = cursor.at - start;
	const isPlain = length === 1 || (length > 1 && line.charCodeAt(start) !== zero);
	return isPlain && value <= largest ? value : -1;
};

const take = (line: string, cursor: Cursor, code: number): boolean => {
	const isThere = line.charCodeAt(cursor.at) === code;
	cursor.at += 1;
	return isThere;
};

/** Parts of larger arrays: an array of its own takes twice the memory of a part. */
const fourBytes = (): Uint8Array => {
	if (used === pool.byteLength) {
		pool = new ArrayBuffer(poolBytes);
		used = 0;
	}
	used += 4;
	return new Uint8Array(pool, used - 4, 4);
};

const poolBytes = 4096;
let pool = new ArrayBuffer(0);
let used = 0;

const afterCommand = '-a '.length;
const serverOption = '-r ';
const schedulerOption = '-s ';
/** As long as the kernel takes it, and without anything that could be more than a word. */
const isName = /^[a-z]{1,15}$/;
const largestPort = 65_535;
const largestWeight = 2_147_483_647;
const blank = 32;
const dot = 46;
const zero = 48;
const colon = 58;
