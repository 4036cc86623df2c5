/*
Makes a fresh clone ready: packages, native addon, bundle. Plain JavaScript, because it runs under whatever Node the machine has (20 or
later) before the project's own is there. Each step is skipped when its inputs have not changed.
*/
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {delimiter, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The Node that the project brings with it, or the one that runs this where there is none for the platform. */
export const projectNode = () => {
	const own = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
	return existsSync(own) ? own : process.execPath;
};

/** The environment in which `node` and the tools are the project's own. */
export const projectEnvironment = () => ({
	...process.env,
	PATH: [dirname(projectNode()), join(root, 'node_modules', '.bin'), process.env.PATH].join(
		delimiter,
	),
});

export const prepare = () => {
	installPackages();
	buildAddon();
	buildBundle();
};

const installPackages = () => {
	const stamp = join(root, 'node_modules', '.ipvs-tui-packages');
	step({stamp, inputs: [join(root, 'package-lock.json')], says: 'Installing packages …'}, () => {
		const npm = process.env.npm_execpath;
		const command = npm === undefined ? ['npm', 'ci'] : [process.execPath, npm, 'ci'];
		run(command, {what: 'installing the packages', isQuiet: true});
	});
};

/** It says by itself what is missing when it cannot compile; the embedded director works without it. */
const buildAddon = () => {
	run([projectNode(), join(root, 'native', 'install.mjs'), '--quiet'], {
		what: 'building the native addon',
	});
};

const buildBundle = () => {
	const inputs = [
		...filesBelow(join(root, 'source')),
		join(root, 'package.json'),
		join(root, '.scripts', 'build.mjs'),
		join(root, '.scripts', 'keep-compiled.mjs'),
	];
	step({stamp: join(root, 'dist', '.stamp'), inputs, says: 'Building …'}, () => {
		run([projectNode(), join(root, '.scripts', 'build.mjs')], {what: 'building the program'});
	});
};

const step = ({stamp, inputs, says}, work) => {
	const wanted = digest(inputs);
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
		return;
	}
	process.stderr.write(`${says}\n`);
	work();
	mkdirSync(dirname(stamp), {recursive: true});
	writeFileSync(stamp, wanted);
};

const digest = files => {
	const hash = createHash('sha256');
	for (const file of files) {
		hash.update(file).update('\0').update(readFileSync(file)).update('\0');
	}
	return hash.digest('hex');
};

const filesBelow = folder =>
	readdirSync(folder, {withFileTypes: true, recursive: true})
		.filter(entry => entry.isFile())
		.map(entry => join(entry.parentPath ?? entry.path, entry.name))
		.toSorted();

/** A failed step ends everything, with its output and one sentence. */
const run = ([command, ...args], {what, isQuiet = false}) => {
	const {status, error, stdout, stderr} = spawnSync(command, args, {
		cwd: root,
		env: projectEnvironment(),
		stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
		encoding: 'utf8',
		maxBuffer: 1 << 28,
	});
	if (status === 0) {
		return;
	}
	process.stderr.write(
		`${stdout ?? ''}${stderr ?? ''}ipvs-tui: ${what} failed${error ? `: ${error.message}` : ''}\n`,
	);
	process.exit(1);
};
