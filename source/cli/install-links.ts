import {spawnSync} from 'node:child_process';
import {accessSync, constants, readlinkSync, realpathSync, statSync, symlinkSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import type {Word} from './words/word.ts';

/** What links are made to, and what they will need. Tests give others. */
type Place = {
	/** The file that runs this program, links followed. */
	readonly program: string;
	/** PATH. */
	readonly searchPath: string;
};

/**
Links this program as ipvsadm, ipvsadm-save and ipvsadm-restore. Nothing is made unless all three can be; what is there already is left.
The links lead to the launcher, where that has been built and works, which is told more about its caller than a script is.
*/
export const runInstallLinks: Word = async ({argv, stdout, stderr}) => {
	const [folder, ...more] = argv;
	if (folder === undefined || folder.startsWith('-') || more.length > 0) {
		stderr('ipvs-tui: install-links takes one folder, such as /usr/local/sbin\n');
		return refused;
	}
	const outcome = installLinks(folder, {
		program: realpathSync(process.argv[1] ?? ''),
		searchPath: process.env['PATH'] ?? '',
	});
	if ('problem' in outcome) {
		stderr(`ipvs-tui: ${outcome.problem}\n`);
		return refused;
	}
	stdout(outcome.lines.map(line => `${line}\n`).join(''));
	return 0;
};

/** One line for each link, or one sentence that says why none was made. */
export const installLinks = (
	folder: string,
	{program, searchPath}: Place,
): {readonly lines: readonly string[]} | {readonly problem: string} => {
	if (!isFolder(folder)) {
		return {problem: `there is no folder ${folder}`};
	}
	if (!isExecutable(program)) {
		return {problem: `${program} is not executable, so links to it cannot be: chmod +x ${program}`};
	}
	const native = join(dirname(program), '../native');
	const launchers = launchersIn(native);
	const launcher = launchers.find(path => starts(path, searchPath));
	const own = launcher === undefined ? undefined : join(native, 'build/node');
	const node = [own, ...namedNode(searchPath)].find(
		path => path !== undefined && isExecutable(path),
	);
	if (node === undefined) {
		return {
			problem: 'the links need a program "node" on PATH, and there is none; link it there first',
		};
	}
	const links = names.map(name => {
		const path = join(folder, name);
		return {path, state: stateOf(path, [program, ...launchers])};
	});
	const foreign = links.find(({state}) => state === 'foreign');
	if (foreign !== undefined) {
		return {
			problem: `${foreign.path} is there and is no link to this program; nothing was changed`,
		};
	}
	const lines: string[] = [];
	for (const {path, state} of links) {
		if (state === 'ours') {
			lines.push(`${path} is there already`);
			continue;
		}
		try {
			symlinkSync(launcher ?? program, path);
		} catch (error) {
			const {code} = error as NodeJS.ErrnoException;
			return {problem: `cannot make the link ${path}: ${reasons[code ?? ''] ?? code}`};
		}
		lines.push(`${path} -> ${launcher ?? program}`);
	}
	return {lines: node === own ? lines : [...lines, ...noteOn(node)]};
};

const names = ['ipvsadm', 'ipvsadm-save', 'ipvsadm-restore'];

/** Where native/install.mjs leaves it, or takes it from. */
const launchersIn = (native: string): readonly string[] =>
	[`prebuilds/${process.platform}-${process.arch}`, 'build/Release'].map(folder =>
		join(native, folder, 'launcher'),
	);

/** Tried, because one that came prebuilt may be for another C library, or lie where nothing may be executed. */
const starts = (launcher: string, searchPath: string): boolean =>
	isExecutable(launcher) &&
	spawnSync(launcher, ['--version'], {
		argv0: 'ipvs-tui',
		env: {PATH: searchPath},
		stdio: 'ignore',
		// Milliseconds; it takes less than one second.
		timeout: 30_000,
	}).status === 0;

const namedNode = (searchPath: string): readonly string[] =>
	searchPath.split(':').map(entry => join(entry === '' ? '.' : entry, 'node'));

const stateOf = (path: string, programs: readonly string[]): 'absent' | 'ours' | 'foreign' => {
	try {
		const target = resolve(dirname(path), readlinkSync(path));
		return programs.includes(realpathSync(target)) ? 'ours' : 'foreign';
	} catch (error) {
		// EINVAL: it is no link. ENOENT of a link that leads nowhere is somebody else's all the same.
		const {code, syscall} = error as NodeJS.ErrnoException;
		return code === 'ENOENT' && syscall === 'readlink' ? 'absent' : 'foreign';
	}
};

/** Init scripts and cron do not look where a login shell looks. */
const noteOn = (node: string): readonly string[] =>
	systemFolders.includes(dirname(node))
		? []
		: [
				`Note: node is ${node}; programs started by cron or init scripts look in ${systemFolders.join(', ')} only`,
			];

const systemFolders = [
	'/usr/local/sbin',
	'/usr/local/bin',
	'/usr/sbin',
	'/usr/bin',
	'/sbin',
	'/bin',
];

const isFolder = (path: string): boolean => {
	try {
		return statSync(path).isDirectory();
	} catch {
		return false;
	}
};

const isExecutable = (path: string): boolean => {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
};

const reasons: Readonly<Record<string, string>> = {
	EACCES: 'permission denied',
	EPERM: 'not permitted',
	EROFS: 'the file system is read-only',
	EEXIST: 'somebody has made it in the meantime',
};

const refused = 2;
