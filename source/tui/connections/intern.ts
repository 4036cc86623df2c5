import {eachPart, type Work} from '../work.ts';

/** Different things that rows have in common, numbered from 0 on in some order. */
export type Interned = {
	/** Number of the thing in each row. */
	readonly of: Uint32Array;
	/** A row for each thing. */
	readonly rowOf: Uint32Array;
	/** Says which it is, also in another snapshot. */
	readonly keyOf: (thing: number) => string;
	/** The thing that had this key in another snapshot, or -1. */
	readonly find: (key: string) => number;
};

/** What tells the things apart: four words of an address a row, and a number. */
export type Parts = {
	readonly count: number;
	readonly words: Uint32Array;
	readonly extra: Uint32Array;
};

/**
Numbers the different things of a column, in an order: neighbours in the order are neighbours in memory, which is what makes large tables
quick.

@param orderOf - puts things in order that are given by a row of each
*/
export function* intern(
	{count, words, extra}: Parts,
	orderOf: (rowOf: Uint32Array) => Work<Uint32Array>,
): Work<Interned> {
	const mask = tableLength(count) - 1;
	// Cells hold the number of a thing and 1; 0 is free. Memory that is not touched costs nothing.
	const table = new Uint32Array(mask + 1);
	const of = new Uint32Array(count);
	let rows = new Uint32Array(1024);
	let things = 0;

	const isSame = (row: number, other: number): boolean =>
		words[row * 4] === words[other * 4] &&
		words[row * 4 + 1] === words[other * 4 + 1] &&
		words[row * 4 + 2] === words[other * 4 + 2] &&
		words[row * 4 + 3] === words[other * 4 + 3] &&
		extra[row] === extra[other];

	const add = (row: number): number => {
		if (things === rows.length) {
			const longer = new Uint32Array(rows.length * 4);
			longer.set(rows);
			rows = longer;
		}
		rows[things] = row;
		things += 1;
		return things;
	};

	yield* eachPart(count, (from, to) => {
		for (let row = from; row < to; row += 1) {
			const at = row * 4;
			let cell =
				hashOf(words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!, extra[row]!) & mask;
			let thing = table[cell]!;
			while (thing !== 0 && !isSame(row, rows[thing - 1]!)) {
				cell = (cell + 1) & mask;
				thing = table[cell]!;
			}
			if (thing === 0) {
				thing = add(row);
				table[cell] = thing;
			}
			of[row] = thing - 1;
		}
	});
	const order = yield* orderOf(rows.subarray(0, things));
	const ranks = new Uint32Array(things);
	const rowOf = new Uint32Array(things);
	yield* eachPart(things, (from, to) => {
		for (let rank = from; rank < to; rank += 1) {
			const thing = order[rank]!;
			ranks[thing] = rank;
			rowOf[rank] = rows[thing]!;
		}
	});
	yield* eachPart(count, (from, to) => {
		for (let row = from; row < to; row += 1) {
			of[row] = ranks[of[row]!]!;
		}
	});
	return {
		of,
		rowOf,
		keyOf: thing => {
			const row = rowOf[thing] ?? 0;
			return [...words.subarray(row * 4, row * 4 + 4), extra[row]].join('.');
		},
		find: key => {
			const [a = 0, b = 0, c = 0, d = 0, more = 0] = key.split('.').map(Number);
			let cell = hashOf(a, b, c, d, more) & mask;
			for (let thing = table[cell]!; thing !== 0; thing = table[cell]!) {
				const row = rows[thing - 1]!;
				const at = row * 4;
				if (
					words[at] === a &&
					words[at + 1] === b &&
					words[at + 2] === c &&
					words[at + 3] === d &&
					extra[row] === more
				) {
					return ranks[thing - 1]!;
				}
				cell = (cell + 1) & mask;
			}
			return -1;
		},
	};
}

const hashOf = (a: number, b: number, c: number, d: number, extra: number): number => {
	let hash = Math.imul(a, 0x9e37_79b1) ^ Math.imul(extra, 0x85eb_ca77);
	if ((b | c | d) !== 0) {
		hash ^= Math.imul(b, 0xc2b2_ae3d) ^ Math.imul(c, 0x27d4_eb2f) ^ Math.imul(d, 0x1656_67b1);
	}
	hash ^= hash >>> 15;
	hash = Math.imul(hash, 0x2c1b_3c6d);
	return hash ^ (hash >>> 13);
};

/** At most half full, whatever comes. */
const tableLength = (count: number): number => 1 << Math.ceil(Math.log2(Math.max(16, count * 2)));
