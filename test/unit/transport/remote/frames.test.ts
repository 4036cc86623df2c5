import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	frameBytes,
	frameCutter,
	frameKind,
	largestPayload,
} from '../../../../source/transport/remote/frames.ts';
import {seed} from '../../../seed.ts';

test('frames come out as they went in, wherever the stream breaks', () => {
	const payloads = fc.array(fc.uint8Array({maxLength: 40}), {maxLength: 8});
	fc.assert(
		fc.property(payloads, fc.array(fc.nat(30), {minLength: 1}), (wanted, cuts) => {
			const bytes = Buffer.concat(
				wanted.map((payload, index) => frameBytes(frameKind.chunk, index, payload)),
			);
			const cut = frameCutter();
			const got: Uint8Array[] = [];
			let at = 0;
			for (let turn = 0; at < bytes.length; turn += 1) {
				const to = at + 1 + cuts[turn % cuts.length]!;
				for (const {id, payload} of cut(bytes.subarray(at, to)) ?? []) {
					expect(id).toBe(got.length);
					got.push(Uint8Array.from(payload));
				}
				at = to;
			}
			expect(got).toEqual(wanted);
		}),
		{seed},
	);
});

test.each([
	['text', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
	['a length below that of a head', Buffer.of(0, 0, 0, 4, 0, 0, 0, 0)],
	['a length above the limit', lengthOf(largestPayload + 6)],
])('%s is no frame', (_, bytes) => {
	expect(frameCutter()(bytes)).toBeUndefined();
});

test('the largest frame is waited for', () => {
	expect(frameCutter()(lengthOf(largestPayload + 5))).toEqual([]);
});

function lengthOf(length: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(length);
	return bytes;
}
