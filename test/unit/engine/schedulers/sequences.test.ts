import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {replay} from './replay.ts';
import {parseSequences, printSequences} from './sequence.ts';

const folder = join(import.meta.dirname, 'sequences');

test.each(readdirSync(folder))('picks what a kernel picked: %s', file => {
	const text = readFileSync(join(folder, file), 'utf8');
	const sequences = parseSequences(text);
	expect(printSequences(text, sequences, sequences.map(replay))).toBe(text);
});
