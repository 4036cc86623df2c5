/*
Makes sure that there is a native addon that loads, and a launcher: takes prebuilt ones, or an earlier build of the same sources, or compiles
them with node-gyp, without the network where the headers of Node are on the machine. Run at installation and before a start from
a checkout; says at most one sentence. A machine that cannot compile still gets the embedded demo, so that is no error.

node native/install.mjs [--strict] [--quiet]
  --strict  a failed compilation is an error: exit code 1, with what the compiler said
  --quiet   say nothing unless something failed
*/
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import * as files from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const native = path.dirname(fileURLToPath(import.meta.url));
const system = `${process.platform}-${process.arch}`;
const prebuilt = path.join(native, 'prebuilds', system);
const build = path.join(native, 'build');
const release = path.join(build, 'Release');
const builtFrom = path.join(build, 'built-from');
/** A link to the Node that the launcher starts. */
const node = path.join(build, 'node');
const load = createRequire(import.meta.url);
const longestCompilation = 10 * 60_000;

const isStrict = process.argv.includes('--strict');
const isQuiet = process.argv.includes('--quiet');

const main = () => {
	if (process.platform !== 'linux') {
		return;
	}
	linkNode();
	if (hasAddonThatLoads(prebuilt) || isBuildUpToDate()) {
		return;
	}
	const start = process.hrtime.bigint();
	const trouble = compile();
	if (trouble === undefined) {
		const seconds = Number((process.hrtime.bigint() - start) / 100_000_000n) / 10;
		if (!isQuiet) {
			console.log(`ipvs-tui: built the native addon in ${seconds} s.`);
		}
		return;
	}
	const missing = missingTools();
	const reason = missing.length === 0 ? trouble.reason : `missing: ${missing.join(', ')}`;
	console.error(
		`ipvs-tui: the native addon could not be built (${reason}); the embedded demo and --help work without it, but not the ` +
			`kernel's IPVS: install make, g++ and python3, then run "node ${path.join(native, 'install.mjs')} --strict".`,
	);
	if (isStrict) {
		console.error(trouble.output);
		process.exitCode = 1;
	}
};

/** Without it the launcher takes the Node that is on PATH. */
const linkNode = () => {
	const brought = nodePackage();
	// Within the package it is found wherever the package goes.
	const target =
		brought === undefined ? process.execPath : path.relative(build, path.join(brought, 'bin/node'));
	const link = path.join(build, `node-${process.pid}`);
	try {
		files.mkdirSync(build, {recursive: true});
		files.symlinkSync(target, link);
		files.renameSync(link, node);
	} catch {
		// A folder that only somebody else may write; who has to build in it is told by that.
	}
};

const namesIn = folder => {
	try {
		return files.readdirSync(folder);
	} catch {
		return [];
	}
};

const hasAddonThatLoads = folder =>
	namesIn(folder).some(name => name.endsWith('.node') && loads(path.join(folder, name)));

const loads = file => {
	try {
		load(file);
		return true;
	} catch {
		return false;
	}
};

const isBuildUpToDate = () => {
	try {
		return (
			files.readFileSync(builtFrom, 'utf8') === fingerprint() &&
			files.existsSync(path.join(release, 'launcher')) &&
			hasAddonThatLoads(release)
		);
	} catch {
		return false;
	}
};

const sources = () => namesIn(native).filter(name => /\.(?:cc|h|gyp)$/.test(name));

/** Of everything that the build depends on and that changes with an update of this package. */
const fingerprint = () => {
	const hash = createHash('sha256').update(system);
	for (const name of sources()) {
		hash.update(`\0${name}\0`).update(files.readFileSync(path.join(native, name)));
	}
	return hash.digest('hex');
};

/**
Compiles aside and moves the result into place: a program that has the old addon loaded keeps it, and two builds at a time
do not meet. The folder is inside the package, because binding.gyp looks for node-addon-api from where it is.
*/
const compile = () => {
	const gyp = nodeGyp();
	if (gyp === undefined) {
		return {reason: 'node-gyp, which comes with npm, was not found', output: ''};
	}
	const workshop = path.join(build, `at-${process.pid}`);
	try {
		const sourcesBefore = fingerprint();
		files.mkdirSync(workshop, {recursive: true});
		files.mkdirSync(release, {recursive: true});
		for (const name of sources()) {
			files.copyFileSync(path.join(native, name), path.join(workshop, name));
		}
		const trouble = runNodeGyp(gyp, workshop);
		if (trouble !== undefined) {
			return trouble;
		}
		const made = name => path.join(workshop, 'build', 'Release', name);
		if (!loads(made('netlink.node'))) {
			return {reason: 'what was built does not load', output: ''};
		}
		for (const name of ['netlink.node', 'launcher']) {
			files.renameSync(made(name), path.join(release, name));
		}
		files.writeFileSync(builtFrom, sourcesBefore);
	} catch (error) {
		return {reason: error.message, output: ''};
	} finally {
		files.rmSync(workshop, {recursive: true, force: true});
	}
};

const runNodeGyp = (gyp, workshop) => {
	const headers = nodeFolder();
	const place = headers === undefined ? [] : [`--nodedir=${headers}`];
	const {status, error, stdout, stderr} = spawnSync(
		process.execPath,
		[gyp, 'rebuild', '--release', '--jobs=max', ...place],
		{
			cwd: workshop,
			encoding: 'utf8',
			timeout: longestCompilation,
			maxBuffer: 64 * 1024 * 1024,
			// gyp calls "node" for the place of node-addon-api.
			env: {...process.env, PATH: [path.dirname(process.execPath), ...searchPath()].join(':')},
		},
	);
	return status === 0
		? undefined
		: {reason: error?.message ?? 'node-gyp failed', output: `${stdout ?? ''}${stderr ?? ''}`};
};

/** A folder with include/node: of the Node that this project brings, or of the running one; else node-gyp finds or fetches it. */
const nodeFolder = () => {
	const folders = [nodePackage(), path.resolve(process.execPath, '..', '..')];
	return folders.find(
		folder =>
			folder !== undefined && files.existsSync(path.join(folder, 'include/node/node_api.h')),
	);
};

/** The package that brings Node with it; only there in a checkout. */
const nodePackage = () => {
	try {
		return path.dirname(load.resolve(`node-linux-${process.arch}/package.json`));
	} catch {
		return undefined;
	}
};

/** The script of node-gyp: as npm names it to what it runs, one that is installed, or the one inside npm. */
const nodeGyp = () => {
	const inside = 'node_modules/node-gyp/bin/node-gyp.js';
	const npm = commandOnPath('npm');
	const candidates = [
		process.env.npm_config_node_gyp,
		commandOnPath('node-gyp'),
		// npm is a link to npm/bin/npm-cli.js.
		npm && path.resolve(npm, '../..', inside),
		path.resolve(process.execPath, '../../lib/node_modules/npm', inside),
	];
	return (
		candidates.find(file => file && /\.[cm]?js$/.test(file) && files.existsSync(file)) ??
		askNpm(npm, inside)
	);
};

/** For an npm that is not a link but a program of a version manager. */
const askNpm = (npm, inside) => {
	if (npm === undefined) {
		return undefined;
	}
	const {stdout} = spawnSync(npm, ['root', '-g'], {encoding: 'utf8', timeout: 60_000});
	const file = path.join((stdout ?? '').trim(), 'npm', inside);
	return files.existsSync(file) ? file : undefined;
};

const missingTools = () => {
	const compilers = [process.env.CXX, 'g++', 'c++', 'clang++'];
	return [
		commandOnPath('make') ? undefined : 'make',
		compilers.some(name => name && commandOnPath(name.split(' ')[0])) ? undefined : 'g++',
		commandOnPath('python3') ? undefined : 'python3',
	].filter(tool => tool !== undefined);
};

const searchPath = () => (process.env.PATH ?? '').split(':').filter(folder => folder !== '');

/** With links followed, as it is for a script what it is next to that counts. */
const commandOnPath = name => {
	const file = (name.includes('/') ? [''] : searchPath())
		.map(folder => path.join(folder, name))
		.find(candidate => files.existsSync(candidate));
	return file === undefined ? undefined : files.realpathSync(file);
};

main();
