/*
Keeps what V8 makes of the parts of the program, beside them, for the version of V8 that runs this: `node keep-compiled.mjs FOLDER`.
*/
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable, Writable} from 'node:stream';
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
	const keep = path => {
		const compiled = scripts.get(path).createCachedData();
		writeFileSync(`${path}.${process.versions.v8}-${process.arch}`, compiled);
	};
	for (const line of usualCommands) {
		// Each uses what the earlier one has compiled.
		await runProgram({...surroundings, argv: line.split(' ')});
	}
	// Before the terminal UI runs: V8 forgets what has not been called for a while.
	[...scripts.keys()].forEach(keep);
	await inTerminal(() => runProgram({...surroundings, argv: ['--demo', 'web']}));
	keep(join(dist, 'terminal-program.js'));
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

/** Lets the terminal UI draw its first frame with the table, and leave, in a terminal and a home of its own. */
const inTerminal = async run => {
	const home = mkdtempSync(join(tmpdir(), 'ipvs-tui-build-'));
	const settings = join(home, '.config', 'ipvs-tui');
	mkdirSync(settings, {recursive: true});
	// So that what reads and checks preferences is among what is kept.
	writeFileSync(join(settings, 'config.json'), '{"interval": 1}');
	const environment = {HOME: home, TERM: 'xterm-256color', LANG: 'C.UTF-8'};
	const stdin = Object.assign(new Readable({read: () => {}}), {
		isTTY: true,
		setRawMode: () => stdin,
		ref: () => stdin,
		unref: () => stdin,
	});
	const stdout = Object.assign(
		new Writable({
			decodeStrings: false,
			write: (text, _encoding, done) => {
				if (String(text).includes('SERVICE')) {
					stdin.push('q');
				}
				done();
			},
		}),
		{isTTY: true, columns: 80, rows: 24},
	);
	for (const [name, value] of Object.entries({env: environment, stdin, stdout, stderr: stdout})) {
		Object.defineProperty(process, name, {value, configurable: true});
	}
	try {
		const code = await run();
		if (code !== 0) {
			throw new Error(`the terminal UI ended with ${code}`);
		}
	} finally {
		rmSync(home, {recursive: true, force: true});
	}
};

await keepCompiled(process.argv[2]);
