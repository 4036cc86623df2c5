/*
Keeps what V8 makes of the parts of the program, beside them, for the version of V8 that runs this: `node keep-compiled.mjs FOLDER`.
*/
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {Script} from 'node:vm';

/** Loads the parts as main.js does, lets them do what is done most, and keeps what V8 has compiled by then. */
const keepCompiled = async dist => {
	const require = createRequire(import.meta.url);
	const scripts = new Map();
	const load = file => {
		const path = join(dist, file);
		const script = new Script(readFileSync(path, 'latin1'), {filename: path});
		scripts.set(path, script);
		const module = {exports: {}};
		script.runInThisContext()(loadAny, require, module, dist);
		return module.exports;
	};
	const loadAny = async file => (file.endsWith('.js') ? load(file) : require(file));
	const {runProgram} = load('program.js');
	const surroundings = {
		start: {argv0: 'node', scriptName: 'main.js'},
		stdout: () => {},
		stderr: () => {},
	};
	for (const line of usualCommands) {
		// Each uses what the earlier one has compiled.
		await runProgram({...surroundings, argv: line.split(' ')});
	}
	for (const [path, script] of scripts) {
		writeFileSync(`${path}.${process.versions.v8}-${process.arch}`, script.createCachedData());
	}
};

const usualCommands = [
	'--demo web -L -n',
	'--demo empty -A -t 192.0.2.1:80 -s wlc',
	'--demo empty -a -t 192.0.2.1:80 -r 198.51.100.1:80 -m -w 1',
	'--demo empty -D -t 192.0.2.1:80',
	'--demo web list --json',
	'--demo web stats --json',
	'--demo web save',
];

await keepCompiled(process.argv[2]);
