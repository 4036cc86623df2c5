import {copyFile, mkdir, symlink, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {quote} from './quote.ts';

/** Below these the host has nothing that a guest needs, and much that would confuse it. */
const hidden = ['/run', '/tmp', '/var/tmp', '/root'];

/** The project's folder, on the host and, under the same name, in the guest. */
export const projectFolder = dirname(dirname(import.meta.dirname));

/** The program as it is shipped; another build for whoever works on it. */
export const mainFile = join(
	process.env['IPVS_TUI_DIST'] ?? join(projectFolder, 'dist'),
	'main.js',
);

export type RootFolderOptions = {readonly layer: string; readonly terminals: number};

/** Writes what the guest's first process reads: its program, its mount tables, its settings. */
export const writeRootFolder = async (exchange: string, options: RootFolderOptions) => {
	const shared = join(exchange, '.lab');
	await mkdir(join(shared, 'dev'), {recursive: true});
	await mkdir(join(shared, 'bin'));
	const {layer, terminals} = options;
	const settings = `layer=${quote(layer)}\nterminals=${terminals}\n`;
	await Promise.all([
		copyFile(join(import.meta.dirname, 'guest/init.sh'), join(shared, 'init.sh')),
		copyFile(join(import.meta.dirname, 'guest/agent.sh'), join(shared, 'agent.sh')),
		writeFile(join(shared, 'settings'), settings),
		writeFile(join(shared, 'mounts-before'), table(mountsBefore)),
		writeFile(join(shared, 'mounts'), table(mounts(exchange, layer))),
		...programs.map(async ([name, lines]) =>
			writeFile(join(shared, 'bin', name), `#!/bin/sh\n${lines}\n`, {mode: 0o755}),
		),
		symlink('/proc/self/fd', join(shared, 'dev/fd')),
		symlink('fd/0', join(shared, 'dev/stdin')),
		symlink('fd/1', join(shared, 'dev/stdout')),
		symlink('fd/2', join(shared, 'dev/stderr')),
	]);
};

/** First on the guest's PATH. Its kernel has no nftables for IPv4, so iptables means the older one. */
const programs = [
	['node', `exec ${quote(process.execPath)} "$@"`],
	['ipvs-tui', `exec ${quote(process.execPath)} ${quote(mainFile)} "$@"`],
	['iptables', 'exec iptables-legacy "$@"'],
	['ip6tables', 'exec ip6tables-legacy "$@"'],
	['iptables-save', 'exec iptables-legacy-save "$@"'],
	['ip6tables-save', 'exec ip6tables-legacy-save "$@"'],
	['iptables-restore', 'exec iptables-legacy-restore "$@"'],
	['ip6tables-restore', 'exec ip6tables-legacy-restore "$@"'],
] as const;

/** What is mounted where: source, folder, type, options, as in fstab(5). */
type Mount = readonly [source: string, folder: string, type: string, options?: string];

const mountsBefore: readonly Mount[] = [
	['proc', '/proc', 'proc'],
	['lab', '/run', 'tmpfs', 'size=90%'],
];

const root = '/run/root';

const mounts = (exchange: string, layer: string): readonly Mount[] => {
	const unpacked = '/run/layer';
	// A file system of its own: overlay refuses two layers of which one holds the other.
	const layers: Mount[] = layer === '' ? [] : [['lab', unpacked, 'hostfs', `ro,${layer}`]];
	const lower = layer === '' ? '/' : `/:${unpacked}`;
	return [
		...layers,
		['lab', root, 'overlay', `lowerdir=${lower},upperdir=/run/upper,workdir=/run/work`],
		[root, '/run/bare', 'none', 'bind'],
		...hidden.map((folder): Mount => ['lab', root + folder, 'tmpfs', 'mode=1777']),
		...visible().map((folder): Mount => [`/run/bare${folder}`, root + folder, 'none', 'bind']),
		['lab', `${root}/exchange`, 'hostfs', exchange],
		['proc', `${root}/proc`, 'proc'],
		['sys', `${root}/sys`, 'sysfs'],
		['dev', `${root}/dev`, 'devtmpfs'],
		['lab', `${root}/dev/shm`, 'tmpfs', 'mode=1777'],
		['devpts', `${root}/dev/pts`, 'devpts', 'gid=5,mode=620,ptmxmode=666'],
	];
};

/** The project and the Node that runs it, where they would be hidden. */
const visible = () =>
	[projectFolder, dirname(dirname(process.execPath))].filter(folder =>
		hidden.some(parent => folder.startsWith(`${parent}/`)),
	);

const table = (rows: readonly Mount[]) =>
	rows
		.map(([source, folder, type, options = 'defaults']) =>
			[source, folder, type, `${options},x-mount.mkdir`].map(escape).join(' '),
		)
		.map(row => `${row} 0 0\n`)
		.join('');

/** Fields of fstab are separated by blanks; those inside one are written in octal. */
const escape = (field: string) =>
	field.replaceAll('\\', '\\134').replaceAll(' ', '\\040').replaceAll('\t', '\\011');
