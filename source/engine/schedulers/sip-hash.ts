/** Four numbers of 64 bits, each as its upper and its lower half; one for all, because nothing else runs in between. */
const state = new Int32Array(8);

/**
SipHash-1-3 of one 32-bit word, cut to 32 bits: what the kernel calls hsiphash on 64-bit machines.

@param word - only its lower 32 bits count
@param key - both halves of the key are this number, below 2^32
@source Aumasson and Bernstein, SipHash: a fast short-input PRF, 2012
*/
export const sipHash13 = (word: number, key: number): number => {
	begin(key);
	// The last block is what is left of the message, with the message's length in bytes on top.
	const length = 4 << 24;
	state[6]! ^= length;
	state[7]! ^= word;
	round();
	state[0]! ^= length;
	state[1]! ^= word;
	state[5]! ^= 0xff;
	round();
	round();
	round();
	return (state[1]! ^ state[3]! ^ state[5]! ^ state[7]!) >>> 0;
};

/** "somepseudorandomlygeneratedbytes" */
const begin = (key: number): void => {
	state[0] = 0x73_6f_6d_65;
	state[1] = 0x70_73_65_75 ^ key;
	state[2] = 0x64_6f_72_61;
	state[3] = 0x6e_64_6f_6d ^ key;
	state[4] = 0x6c_79_67_65;
	state[5] = 0x6e_65_72_61 ^ key;
	state[6] = 0x74_65_64_62;
	state[7] = 0x79_74_65_73 ^ key;
};

const round = (): void => {
	add(0, 1);
	turnAndMix(1, 13, 0);
	turnHalf(0);
	add(2, 3);
	turnAndMix(3, 16, 2);
	add(0, 3);
	turnAndMix(3, 21, 0);
	add(2, 1);
	turnAndMix(1, 17, 2);
	turnHalf(2);
};

const add = (to: number, from: number): void => {
	const low = (state[to * 2 + 1]! >>> 0) + (state[from * 2 + 1]! >>> 0);
	state[to * 2] = state[to * 2]! + state[from * 2]! + (low > 0xff_ff_ff_ff ? 1 : 0);
	state[to * 2 + 1] = low;
};

/** Turns left by less than 32 bits, then mixes another one in. */
const turnAndMix = (which: number, bits: number, other: number): void => {
	const high = state[which * 2]!;
	const low = state[which * 2 + 1]!;
	state[which * 2] = ((high << bits) | (low >>> (32 - bits))) ^ state[other * 2]!;
	state[which * 2 + 1] = ((low << bits) | (high >>> (32 - bits))) ^ state[other * 2 + 1]!;
};

/** Turns by 32 bits. */
const turnHalf = (which: number): void => {
	const high = state[which * 2]!;
	state[which * 2] = state[which * 2 + 1]!;
	state[which * 2 + 1] = high;
};
