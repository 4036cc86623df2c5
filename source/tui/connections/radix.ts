import {eachPart, type Work} from '../work.ts';

const digitBits = 16;
const digits = 1 << digitBits;

/** Below so many, comparing is quicker than counting. */
const few = 4096;

/** Numbers of items in the order of their keys; equal ones stay as they were. */
export function* sortedByKey(order: Uint32Array, keys: Uint32Array): Work<Uint32Array> {
	if (order.length < few) {
		return order.toSorted((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
	}
	const low = yield* sortedByDigit(order, keys, 0);
	return yield* sortedByDigit(low, keys, digitBits);
}

function* sortedByDigit(order: Uint32Array, keys: Uint32Array, shift: number): Work<Uint32Array> {
	const places = new Uint32Array(digits + 1);
	yield* eachPart(order.length, (from, to) => {
		for (let index = from; index < to; index += 1) {
			places[((keys[order[index]!]! >>> shift) & 0xffff) + 1]! += 1;
		}
	});
	for (let digit = 0; digit < digits; digit += 1) {
		if (places[digit + 1] === order.length) {
			return order;
		}
		places[digit + 1]! += places[digit]!;
	}
	const result = new Uint32Array(order.length);
	yield* eachPart(order.length, (from, to) => {
		for (let index = from; index < to; index += 1) {
			const item = order[index]!;
			const digit = (keys[item]! >>> shift) & 0xffff;
			result[places[digit]!] = item;
			places[digit]! += 1;
		}
	});
	return result;
}

/** 0, 1, 2 … */
export const allOf = (count: number): Uint32Array => {
	const numbers = new Uint32Array(count);
	for (let number = 0; number < count; number += 1) {
		numbers[number] = number;
	}
	return numbers;
};
