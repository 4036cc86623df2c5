import {basename} from 'node:path';

/** Which program this process was started as. */
export type Persona =
	| {readonly kind: 'ipvs-tui'}
	/** `program` is argv[0] as nearly as it can be known: messages repeat it. */
	| {readonly kind: 'ipvsadm'; readonly program: string}
	| {readonly kind: 'ipvsadm-save'}
	| {readonly kind: 'ipvsadm-restore'};

/** What a process can learn about how it was started. */
export type Start = {
	/** argv[0] of the process. `node` behind a `#!` line. */
	readonly argv0: string;
	/** By native/launcher.cc, which hands on the argv[0] that its caller gave it. */
	readonly isLaunched?: boolean;
	/** The script as it was handed to node, not made absolute. Asked for only when it matters. */
	readonly script: () => string;
	/** The last part of the path of the script, or of the launcher; links are followed only to a name that makes this another program. */
	readonly scriptName: string;
	/** PATH. */
	readonly searchPath: string | undefined;
	readonly isExecutable: (path: string) => boolean;
};

/** By the name alone, so that links, and what hands on its argv[0], are that program and nothing else. */
export const personaOf = (start: Start): Persona => {
	const byArgument = kinds.find(known => known === basename(start.argv0));
	const kind = kinds.find(known => known === start.scriptName) ?? byArgument;
	if (kind === undefined) {
		return {kind: 'ipvs-tui'};
	}
	if (kind !== 'ipvsadm') {
		return {kind};
	}
	const isKnown = start.isLaunched === true || byArgument !== undefined;
	return {kind, program: isKnown ? start.argv0 : calledAs(start)};
};

/**
How the caller probably wrote the name of a script. The kernel replaces argv[0] of a `#!` script by the path that the caller executed.
A bare name has then become what the search along PATH found first, so exactly that is taken for a bare name. Everything
else, `./ipvsadm` or /sbin/ipvsadm where /usr/sbin comes earlier, was written as it is.

@source execve(2), "Interpreter scripts"
*/
const calledAs = ({script, searchPath = '', isExecutable}: Start): string => {
	const path = script();
	const name = basename(path);
	for (const folder of searchPath.split(':')) {
		// The C library joins with a slash even behind a slash, shells do not; an empty folder is the current one.
		const found = folder === '' ? [name, `./${name}`] : [`${folder}/${name}`];
		if (folder.endsWith('/')) {
			found.push(`${folder}${name}`);
		}
		if (found.includes(path)) {
			return name;
		}
		if (isExecutable(found[0] ?? '')) {
			return path;
		}
	}
	return path;
};

export const isPersonaName = (name: string): boolean => kinds.some(kind => kind === name);

const kinds = ['ipvsadm', 'ipvsadm-save', 'ipvsadm-restore'] as const;
