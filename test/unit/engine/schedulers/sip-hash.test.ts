import {expect, test} from 'vitest';
import {createRandom} from '../../../../source/engine/random.ts';
import {sipHash13} from '../../../../source/engine/schedulers/sip-hash.ts';

const turn = (value: bigint, bits: bigint): bigint =>
	BigInt.asUintN(64, value << bits) | (value >> (64n - bits));

/** As the paper writes it, with whole 64-bit numbers: slow, but easy to compare with the paper. */
const plainly = (word: number, key: number): number => {
	const keyed = (text: string) => BigInt(`0x${Buffer.from(text).toString('hex')}`) ^ BigInt(key);
	let [v0, v1, v2, v3] = ['somepseu', 'dorandom', 'lygenera', 'tedbytes'].map(keyed) as [
		bigint,
		bigint,
		bigint,
		bigint,
	];
	const round = () => {
		v0 = BigInt.asUintN(64, v0 + v1);
		v1 = turn(v1, 13n) ^ v0;
		v0 = turn(v0, 32n);
		v2 = BigInt.asUintN(64, v2 + v3);
		v3 = turn(v3, 16n) ^ v2;
		v0 = BigInt.asUintN(64, v0 + v3);
		v3 = turn(v3, 21n) ^ v0;
		v2 = BigInt.asUintN(64, v2 + v1);
		v1 = turn(v1, 17n) ^ v2;
		v2 = turn(v2, 32n);
	};
	const block = (4n << 56n) | BigInt(word);
	v3 ^= block;
	round();
	v0 ^= block;
	v2 ^= 0xffn;
	round();
	round();
	round();
	return Number(BigInt.asUintN(32, v0 ^ v1 ^ v2 ^ v3));
};

test('is SipHash-1-3 of a word', () => {
	const random = createRandom(1);
	const words = [0, 1, 0x7f_ff_ff_ff, 0x80_00_00_00, 0xff_ff_ff_ff];
	for (let count = 0; count < 500; count += 1) {
		words.push(Math.floor(random() * 0x1_0000_0000));
	}
	for (const key of [2_654_435_761, 2_654_446_892]) {
		expect(words.map(word => sipHash13(word, key))).toEqual(words.map(word => plainly(word, key)));
	}
});
