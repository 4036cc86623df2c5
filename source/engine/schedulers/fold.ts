import {familyNumber} from '../../model/address.ts';

/** An address of four words in network order as one word: IPv6 folds them together. */
export const fold = (family: number, words: ArrayLike<number>): number =>
	family === familyNumber.ipv6 ? words[0]! ^ words[1]! ^ words[2]! ^ words[3]! : words[0]!;

/**
The upper bits of a product with 2^32 divided by the golden ratio.

@source Knuth, The Art of Computer Programming, 6.4; the constant is that of kernel include/linux/hash.h
*/
export const hash32 = (value: number, bits: number): number =>
	Math.imul(value, 0x61_c8_86_47) >>> (32 - bits);
