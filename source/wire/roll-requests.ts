import {
	isRoll,
	openRoll,
	otherKind,
	rowWord,
	sealed,
	wordsOfRow,
	type ChangeRoll,
	type Changes,
} from '../model/change-roll.ts';
import {createWriter, littleEndian, reserve, viewOf, written, type Writer} from './bytes.ts';
import {headerLength, messageFlag, putSequence} from './netlink.ts';
import {writeChange} from './requests.ts';

/** @returns the offset of the last request */
export type WriteChanges = (
	writer: Writer,
	changes: Changes,
	/** `sequence` is that of the first request. */
	addressing: {readonly familyId: number; readonly sequence: number},
) => number;

/**
Makes a writer of requests for changes, none of which asks for an acknowledgement. Requests of plain rows of one kind differ in a few
numbers only: all but the first of a kind are copies of a pattern with other numbers put in.
*/
export const changesWriter = (): WriteChanges => {
	let patterns: Pattern[] = [];
	let schedulers: ChangeRoll['schedulers'] | undefined;
	let usedId = -1;

	/** An iterator for every row would be most of the memory that is touched here. */
	const patternFor = (kind: number, roll: ChangeRoll): Pattern => {
		for (let at = 0; at < patterns.length; at += 1) {
			const known = patterns[at];
			if (known?.kind === kind) {
				return known;
			}
		}
		const pattern = patternOf(kind, roll.schedulers, usedId);
		patterns.push(pattern);
		return pattern;
	};

	return (writer, changes, {familyId, sequence}) => {
		const roll = isRoll(changes) ? changes : undefined;
		if (roll !== undefined && (roll.schedulers !== schedulers || familyId !== usedId)) {
			patterns = [];
			schedulers = roll.schedulers;
			usedId = familyId;
		}
		// One object for all of them: a restore makes so many that their number shows.
		const addressing = {familyId, sequence, flags: messageFlag.request};
		let last = writer.length;
		for (let index = 0; index < changes.length; index += 1) {
			last = writer.length;
			const row = roll === undefined ? -1 : (roll.first + index) * wordsOfRow;
			const kind = roll?.words[row] ?? otherKind;
			if (roll !== undefined && kind !== otherKind) {
				writeRow(writer, patternFor(kind, roll), roll.words, row);
				putSequence(writer, last, sequence + index);
			} else {
				const change = changes.at(index);
				addressing.sequence = sequence + index;
				if (change !== undefined) {
					writeChange(writer, change, addressing);
				}
			}
		}
		return last;
	};
};

/** A request, and where in it the numbers are that rows of its kind differ in; -1 for those that it does not have. */
type Pattern = {
	readonly kind: number;
	readonly bytes: Uint8Array;
	readonly serviceAddress: number;
	readonly servicePort: number;
	readonly serverAddress: number;
	readonly serverPort: number;
	readonly weight: number;
};

const writeRow = (writer: Writer, pattern: Pattern, words: Int32Array, row: number): void => {
	const start = reserve(writer, pattern.bytes.length);
	writer.bytes.set(pattern.bytes, start);
	const {view} = writer;
	const ports = words[row + rowWord.ports] ?? 0;
	view.setInt32(start + pattern.serviceAddress, words[row + rowWord.serviceAddress] ?? 0);
	view.setUint16(start + pattern.servicePort, ports & 0xff_ff);
	if (pattern.serverAddress >= 0) {
		view.setInt32(start + pattern.serverAddress, words[row + rowWord.serverAddress] ?? 0);
		view.setUint16(start + pattern.serverPort, ports >>> 16);
		view.setInt32(start + pattern.weight, words[row + rowWord.weight] ?? 0, littleEndian);
	}
};

/** The places are those where unmistakable numbers come out: what a request looks like is said in one place only. */
const patternOf = (kind: number, schedulers: readonly string[], familyId: number): Pattern => {
	const sample = openRoll(1);
	sample.schedulers.push(...schedulers);
	sample.words.set([kind, sign.serviceAddress, sign.ports, sign.serverAddress, sign.weight]);
	sample.length = 1;
	const change = sealed(sample).at(0);
	const writer = createWriter(256);
	if (change !== undefined) {
		writeChange(writer, change, {familyId, sequence: 0, flags: messageFlag.request});
	}
	const bytes = written(writer);
	const view = viewOf(bytes);
	const placeOf = (isHere: (at: number) => boolean): number => {
		// Not in the header, whose family id may be any number.
		for (let at = headerLength; at < bytes.length; at += 4) {
			if (isHere(at)) {
				return at;
			}
		}
		return -1;
	};
	return {
		kind,
		bytes,
		serviceAddress: placeOf(at => view.getInt32(at) === sign.serviceAddress),
		servicePort: placeOf(at => view.getUint16(at) === (sign.ports & 0xff_ff)),
		serverAddress: placeOf(at => view.getInt32(at) === sign.serverAddress),
		serverPort: placeOf(at => view.getUint16(at) === sign.ports >>> 16),
		weight: placeOf(at => view.getInt32(at, littleEndian) === sign.weight),
	};
};

/** None of their bytes is a letter, a small number or all ones, which is what the rest of a request consists of. */
const sign = {
	serviceAddress: 0x81_82_83_84 | 0,
	ports: 0x93_94_91_92 | 0,
	serverAddress: 0xa1_a2_a3_a4 | 0,
	weight: 0x31_32_33_34,
} as const;
