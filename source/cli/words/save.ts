import {readOptions} from './read-options.ts';
import {asIpvsadm, refuse} from './with-director.ts';
import type {Word} from './word.ts';

/** Prints the table as rules: as `-S -n` does. */
export const runSave: Word = async call => {
	const read = readOptions('save', call.argv);
	if (typeof read === 'string') {
		return refuse(call, read);
	}
	if (read.operands.length > 0) {
		return refuse(call, `save takes no arguments, but got ${read.operands.join(' ')}`);
	}
	return asIpvsadm(call, ['-S', '-n']);
};
