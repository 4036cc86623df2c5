import {mkdtempSync, openSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {fileInput} from '../../source/cli/ipvsadm/input.ts';
import {cutLines} from '../../source/cli/ipvsadm/line-cutter.ts';

const lineFeed = 10;

/** What comes out of chunks, the last line included; chunks are overwritten as soon as that is allowed. */
const linesOf = (chunks: readonly Uint8Array[]): readonly string[] => {
	const cutter = cutLines();
	const lines: string[] = [];
	const note = () => {
		const {bytes, start, end} = cutter.line;
		expect(bytes[end]).toBe(lineFeed);
		lines.push(Buffer.from(bytes.subarray(start, end)).toString('latin1'));
	};
	for (const chunk of chunks) {
		const lent = Uint8Array.from(chunk);
		cutter.take(lent);
		while (cutter.next()) {
			note();
		}
		lent.fill(0);
	}
	cutter.finish();
	note();
	return lines;
};

test('lines are the same however the input is cut into chunks', () => {
	const byte = fc.oneof(fc.nat(255), fc.constant(lineFeed), fc.constant(lineFeed));
	const chunk = fc.array(byte, {maxLength: 12}).map(bytes => Uint8Array.from(bytes));
	fc.assert(
		fc.property(fc.array(chunk, {maxLength: 12}), chunks => {
			expect(linesOf(chunks)).toEqual(Buffer.concat(chunks).toString('latin1').split('\n'));
		}),
		{numRuns: 500},
	);
});

test('a chunk of a file stays good until the next but one is asked for', () => {
	const path = join(mkdtempSync(join(tmpdir(), 'ipvs-input-')), 'rules');
	const text = Array.from({length: 40_000}, (_, index) => `line ${index}\n`).join('');
	writeFileSync(path, text);
	let prepared = 0;
	const chunks = fileInput(openSync(path, 'r'), () => {
		prepared += 1;
	});
	let read = '';
	let present = chunks.next().value;
	while (present !== undefined) {
		const next = chunks.next().value;
		read += Buffer.from(present as Uint8Array).toString();
		present = next;
	}
	expect(read).toBe(text);
	expect(prepared).toBe(1);
});
