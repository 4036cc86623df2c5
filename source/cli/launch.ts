#!/usr/bin/env node
import {readFileSync} from 'node:fs';
import {Script} from 'node:vm';

/*
Starts the program, which lies beside this file in parts: scripts of which the build has kept what V8 makes of them (see .scripts/build.mjs).
A V8 of another version or with other flags refuses that, and compiles them as usual.
*/

/** What the build puts around a part. */
type Part = (
	load: (file: string) => Promise<unknown>,
	require: NodeJS.Require,
	module: {exports: unknown},
	folder: string,
) => void;

const loadPart = (file: string): unknown => {
	const path = `${import.meta.dirname}/${file}`;
	// The build writes nothing but ASCII.
	const script = new Script(readFileSync(path, 'latin1'), {
		filename: path,
		cachedData: compiled(path),
	});
	const module = {exports: {}};
	(script.runInThisContext() as Part)(load, require, module, import.meta.dirname);
	return module.exports;
};

const compiled = (path: string): Buffer | undefined => {
	try {
		return readFileSync(`${path}.${process.versions.v8}-${process.arch}`);
	} catch {
		return undefined;
	}
};

/** What `import` is inside a part, where Node has none. */
const load = async (file: string): Promise<unknown> =>
	file.startsWith('node:') ? require(file) : loadPart(file.slice(2));

try {
	const {runProgram} = loadPart('program.js') as typeof import('./program.ts');
	void runProgram().then(code => process.exit(code));
} catch (error) {
	if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
		throw error;
	}
	console.error(
		`${process.argv[1]} is a copy of one file of ipvs-tui and cannot run without the others: make a link to it instead`,
	);
	process.exitCode = 1;
}
