import {accessSync, constants, readFileSync} from 'node:fs';
import {basename} from 'node:path';
import type {Start} from './persona.ts';

/** How this process was started. */
export const startOfProcess = (): Start => ({
	argv0: process.argv0,
	script: givenScript,
	scriptName: basename(process.argv[1] ?? ''),
	searchPath: process.env['PATH'],
	isExecutable: path => {
		try {
			accessSync(path, constants.X_OK);
			return true;
		} catch {
			return false;
		}
	},
});

/** process.argv has the script as an absolute path; the kernel still knows how it was given. */
const givenScript = (): string => {
	const absolute = process.argv[1] ?? '';
	try {
		const words = readFileSync('/proc/self/cmdline', 'utf8').split('\0');
		const given = words[1 + process.execArgv.length];
		// Should the options of node have been counted wrong, then this is something else.
		return given !== undefined && basename(given) === basename(absolute) ? given : absolute;
	} catch {
		return absolute;
	}
};
