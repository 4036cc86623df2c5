import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {cp, mkdir, readdir, readFile, rename, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import type {NoLab} from './find.ts';

const run = promisify(execFile);

/**
Downloads Debian packages, and what they need that is not installed here, and unpacks them below `cache` without installing anything.

@returns the folder that holds the unpacked files
*/
export const unpackPackages = async (
	names: readonly string[],
	cache: string,
): Promise<string | NoLab> => {
	const osRelease = await readFile('/etc/os-release', 'utf8').catch(() => '');
	const key = createHash('sha256')
		.update(`${names.join(' ')}\n${osRelease}`)
		.digest('hex');
	const layer = join(cache, `packages-${key.slice(0, 12)}`);
	if (await exists(layer)) {
		return layer;
	}
	const wanted = `needs the Debian packages ${names.join(' ')} (apt install ${names.join(' ')})`;
	await mkdir(cache, {recursive: true});
	const scratch = `${layer}.${process.pid}`;
	try {
		const apt = await aptOptions(names, cache);
		await download(names, apt, scratch);
		await unfoldUsr(join(scratch, 'root'));
		await rename(join(scratch, 'root'), layer);
		return layer;
	} catch (error) {
		// Two runs at once may unpack the same; the first one wins.
		return (await exists(layer)) ? layer : {missing: `${wanted}; ${firstLine(error)}`};
	} finally {
		await rm(scratch, {recursive: true, force: true});
	}
};

/** Apt's own package lists when they know the packages; else lists of our own, which an ordinary user may fetch. */
const aptOptions = async (names: readonly string[], cache: string): Promise<readonly string[]> => {
	try {
		await simulate(names, []);
		return [];
	} catch {
		const lists = join(cache, 'apt');
		await mkdir(join(lists, 'lists/partial'), {recursive: true});
		await mkdir(join(lists, 'cache/archives/partial'), {recursive: true});
		const options = ['-o', `Dir::State::Lists=${lists}/lists`, '-o', `Dir::Cache=${lists}/cache`];
		await run('apt-get', [...options, ...impatient, '-q', 'update'], {timeout: 120_000});
		return options;
	}
};

/** Without a network this must fail soon: it comes before the tests. */
const impatient = ['Retries=0', 'http::Timeout=10', 'https::Timeout=10'].flatMap(option => [
	'-o',
	`Acquire::${option}`,
]);

/** What apt would install, as `name=version`: the packages and all they need that is not here. */
const simulate = async (names: readonly string[], apt: readonly string[]) => {
	const {stdout} = await run(
		'apt-get',
		[...apt, '--simulate', '--no-install-recommends', 'install', ...names],
		{env: {...process.env, LC_ALL: 'C'}},
	);
	return Array.from(
		stdout.matchAll(/^Inst (\S+) (?:\[\S+\] )?\((\S+) /gm),
		match => `${match[1]}=${match[2]}`,
	);
};

const download = async (names: readonly string[], apt: readonly string[], scratch: string) => {
	const versions = await simulate(names, apt);
	await mkdir(join(scratch, 'root'), {recursive: true});
	// Apt would rather download as its own user, who may not write here.
	const options = [...apt, ...impatient, '-o', 'APT::Sandbox::User=', '-q', 'download'];
	await run('apt-get', [...options, ...versions], {cwd: scratch, timeout: 600_000});
	for (const file of await readdir(scratch)) {
		if (file.endsWith('.deb')) {
			// oxlint-disable-next-line no-await-in-loop -- they share folders
			await run('dpkg', ['-x', join(scratch, file), join(scratch, 'root')]);
		}
	}
};

/** A package may still hold /sbin/x, where the system has /sbin as a link to usr/sbin: put it where the link leads. */
const unfoldUsr = async (root: string) => {
	for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
		const folder = join(root, name);
		// oxlint-disable-next-line no-await-in-loop -- four folders
		if (await exists(folder)) {
			// oxlint-disable-next-line no-await-in-loop
			await cp(folder, join(root, 'usr', name), {recursive: true, verbatimSymlinks: true});
			// oxlint-disable-next-line no-await-in-loop
			await rm(folder, {recursive: true});
		}
	}
};

const exists = async (path: string) =>
	stat(path).then(
		() => true,
		() => false,
	);

const firstLine = (error: unknown) => {
	const {stderr, message} = error as {readonly stderr?: string; readonly message: string};
	const lines = (stderr === undefined || stderr === '' ? message : stderr).split('\n');
	return lines.find(line => line.startsWith('E:')) ?? lines[0] ?? '';
};
