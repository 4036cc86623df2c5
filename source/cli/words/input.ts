import {closeSync, createReadStream, fstatSync, openSync, statSync} from 'node:fs';
import {fileInput} from '../ipvsadm/input.ts';
import type {WordCall} from './word.ts';

/**
The bytes of a file, `-` for standard input, in chunks that are good until the next but one. Throws, at once or when read, when there is
no such file, or something that cannot be read: other than ipvsadm's -R, our words do not take that for the end.
*/
export const openInput = (
	path: string,
	{input}: Pick<WordCall, 'input'>,
): AsyncIterable<Uint8Array> | Iterable<Uint8Array> => {
	// A read of a pipe by its descriptor would hold up the end of the process.
	if (path !== '-') {
		return statSync(path).isFile() ? closingInput(openSync(path, 'r')) : createReadStream(path);
	}
	return input ?? (fstatSync(0).isFile() ? fileInput(0) : process.stdin);
};

function* closingInput(descriptor: number): Generator<Uint8Array> {
	try {
		yield* fileInput(descriptor);
	} finally {
		closeSync(descriptor);
	}
}

/** Why a file could not be read, as a sentence. */
export const readingProblem = (path: string, error: unknown): string => {
	const {code, message} = error as NodeJS.ErrnoException;
	const name = path === '-' ? 'standard input' : path;
	return `cannot read ${name}: ${reasons[code ?? ''] ?? message}`;
};

const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such file',
	EACCES: 'this user may not',
	EISDIR: 'it is a folder',
};
