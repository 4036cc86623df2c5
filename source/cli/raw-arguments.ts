import {readFileSync} from 'node:fs';
import {decodeBytes} from '../ipvsadm/byte-text.ts';

/**
Arguments as `decodeBytes` has them. Node puts U+FFFD for every byte that is not part of UTF-8; only then is it worth asking the kernel
for the bytes themselves.
*/
export const withRawBytes = (argv: readonly string[]): readonly string[] =>
	argv.some(argument => argument.includes('\ufffd')) ? lastArguments(argv) : argv;

const lastArguments = (argv: readonly string[]): readonly string[] => {
	try {
		const words = decodeBytes(readFileSync('/proc/self/cmdline')).split('\0').slice(0, -1);
		return words.length > argv.length ? words.slice(-argv.length) : argv;
	} catch {
		return argv;
	}
};
