import {createReadStream, fstatSync} from 'node:fs';
import type {WordCall} from './word.ts';

/**
The bytes of a file, `-` for standard input. Reading throws when there is no such file, or something that cannot be read: other than
ipvsadm's -R, our words do not take that for the end.
*/
export const openInput = (
	path: string,
	{input}: Pick<WordCall, 'input'>,
): AsyncIterable<Uint8Array> => {
	if (path !== '-') {
		return createReadStream(path, {highWaterMark: chunkSize});
	}
	// A read of a pipe by its descriptor would hold up the end of the process.
	return (
		input ??
		(fstatSync(0).isFile()
			? createReadStream('', {fd: 0, autoClose: false, highWaterMark: chunkSize})
			: process.stdin)
	);
};

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

const chunkSize = 256 * 1024;
