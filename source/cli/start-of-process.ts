import {readFileSync, readlinkSync} from 'node:fs';
import {basename, dirname, resolve} from 'node:path';
import {isProgram} from './is-program.ts';
import type {Launch} from './launched.ts';
import {isPersonaName, type Start} from './persona.ts';

/** How this process was started. */
export const startOfProcess = (launch: Launch | undefined): Start => ({
	argv0: launch?.argv0 ?? process.argv0,
	isLaunched: launch !== undefined,
	script: givenScript,
	scriptName: nameAlongLinks(launch?.path ?? process.argv[1] ?? ''),
	searchPath: process.env['PATH'],
	isExecutable: isProgram,
});

/** The first name along links that makes this another program: a link to a link named ipvsadm is ipvsadm too. */
const nameAlongLinks = (script: string): string => {
	let path = script;
	try {
		while (!isPersonaName(basename(path))) {
			path = resolve(dirname(path), readlinkSync(path));
		}
		return basename(path);
	} catch {
		return basename(script);
	}
};

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
