import type {Address} from './address.ts';
import type {Change, ChangeKind} from './change.ts';
import {plainTunnel} from './destination.ts';
import {wholeNetmask, type Match} from './service.ts';

/** Changes in a row: an array, or a roll of them. */
export type Changes = {
	readonly length: number;
	readonly at: (index: number) => Change | undefined;
	readonly slice: (start: number, end?: number) => Changes;
};

/**
Changes in a row for files of a hundred thousand rules: what nearly all of them are, IPv4 services without persistence and servers without
thresholds and tunnels, is kept as a few numbers, all others as they are. Fresh memory is what loading rules costs, and objects
take twenty times as much of it.
*/
export type ChangeRoll = Changes & {
	/** `wordsOfRow` numbers a row, see `rowWord`. */
	readonly words: Int32Array;
	/** Number of the first row: a slice shares the words. */
	readonly first: number;
	/** The changes that are not plain, by their number among all rows. */
	readonly others: ReadonlyMap<number, Change>;
	/** Schedulers, by the numbers that the rows have for them. */
	readonly schedulers: readonly string[];
};

/** What each number of a row says. `kind` tells plain rows that differ in nothing but the other numbers; see `kindOfRow`. */
export const rowWord = {
	kind: 0,
	/** Network order, most significant byte first. */
	serviceAddress: 1,
	/** Of the service in the lower half, of the server in the upper one. */
	ports: 2,
	serverAddress: 3,
	weight: 4,
	/** Line of the file. */
	line: 5,
} as const;

export const wordsOfRow = 6;

/** A change that is kept as it is. */
export const otherKind = -1;

/** As many schedulers as a roll tells apart; kernels have a dozen. */
export const mostSchedulers = 64;

/** @param scheduler - its number among the schedulers of the roll; of a service only */
export const kindOfService = (protocol: number, scheduler: number): number =>
	protocol | (scheduler << 12);

export const kindOfServer = (protocol: number, method: number): number =>
	protocol | isServerBit | (method << 9);

export const isServer = (kind: number): boolean => (kind & isServerBit) !== 0;

const protocolBits = 0xff;
const isServerBit = 0x1_00;

export const protocolOf = (kind: number): number => kind & protocolBits;

export const schedulerOf = (kind: number): number => kind >> 12;

/** Rows that are being collected. */
export type OpenRoll = {
	readonly words: Int32Array;
	readonly schedulers: string[];
	readonly others: Map<number, Change>;
	length: number;
};

/** @param capacity - rows; memory that is not written to costs nothing */
export const openRoll = (capacity: number): OpenRoll => ({
	words: new Int32Array(capacity * wordsOfRow),
	schedulers: [],
	others: new Map(),
	length: 0,
});

/** Puts a change that is not plain at the end. */
export const addToRoll = (roll: OpenRoll, change: Change, line = 0): void => {
	const start = roll.length * wordsOfRow;
	roll.words[start + rowWord.kind] = otherKind;
	roll.words[start + rowWord.line] = line;
	roll.others.set(roll.length, change);
	roll.length += 1;
};

export const lineAt = ({words, first}: ChangeRoll, index: number): number =>
	words[(first + index) * wordsOfRow + rowWord.line] ?? 0;

/** Begins again in the same memory; what was sealed is gone then. */
export const clearRoll = (roll: OpenRoll): void => {
	roll.others.clear();
	roll.length = 0;
};

/** What was collected so far; it shares the memory of the roll. */
export const sealed = (roll: OpenRoll): ChangeRoll => part(roll, 0, roll.length);

const part = (
	roll: Pick<ChangeRoll, 'words' | 'others' | 'schedulers'>,
	first: number,
	length: number,
): ChangeRoll => ({
	words: roll.words,
	others: roll.others,
	schedulers: roll.schedulers,
	first,
	length,
	at: index => (index < length ? changeOfRow(roll, first + index) : undefined),
	slice: (start, end = length) =>
		part(roll, first + start, Math.max(0, Math.min(end, length) - start)),
});

/** A change and the line of the file that it comes from. */
export type Rule = {readonly line: number; readonly change: Change};

/** The changes of a roll one after another, made as they are asked for. */
export function* rulesOf(roll: ChangeRoll): Generator<Rule> {
	for (let index = 0; index < roll.length; index += 1) {
		const change = roll.at(index);
		if (change !== undefined) {
			yield {line: lineAt(roll, index), change};
		}
	}
}

/** The changes but for plain rows, which only add. */
export const otherChanges = (changes: Changes): Iterable<Change> =>
	isRoll(changes) ? changes.others.values() : everyChange(changes);

function* everyChange(changes: Changes): Generator<Change> {
	for (let index = 0; index < changes.length; index += 1) {
		const change = changes.at(index);
		if (change !== undefined) {
			yield change;
		}
	}
}

export const isRoll = (changes: Changes): changes is ChangeRoll => 'words' in changes;

/** The kind of a change, without making it. */
export const changeKindAt = (changes: Changes, index: number): ChangeKind | undefined => {
	if (isRoll(changes) && index < changes.length) {
		const kind = changes.words[(changes.first + index) * wordsOfRow] ?? otherKind;
		if (kind !== otherKind) {
			return isServer(kind) ? 'add-destination' : 'add-service';
		}
	}
	return changes.at(index)?.kind;
};

const changeOfRow = (
	{words, others, schedulers}: Pick<ChangeRoll, 'words' | 'others' | 'schedulers'>,
	row: number,
): Change | undefined => {
	const [kind = 0, serviceAddress = 0, ports = 0, serverAddress = 0, weight = 0] = words.subarray(
		row * wordsOfRow,
		(row + 1) * wordsOfRow,
	);
	if (kind === otherKind) {
		return others.get(row);
	}
	const match: Match = {
		kind: 'address',
		protocol: protocolOf(kind),
		address: ipv4(serviceAddress),
		port: ports & 0xff_ff,
	};
	return isServer(kind)
		? {
				kind: 'add-destination',
				match,
				destination: {
					address: ipv4(serverAddress),
					port: ports >>> 16,
					method: (kind >> 9) & 7,
					weight,
					upperThreshold: 0,
					lowerThreshold: 0,
					tunnel: plainTunnel,
				},
			}
		: {
				kind: 'add-service',
				service: {
					match,
					scheduler: schedulers[schedulerOf(kind)] ?? '',
					flags: 0,
					timeout: 0,
					netmask: wholeNetmask('ipv4'),
					persistenceEngine: '',
				},
			};
};

const ipv4 = (word: number): Address => ({
	family: 'ipv4',
	bytes: Uint8Array.of(word >>> 24, word >>> 16, word >>> 8, word),
});
