import {execFile} from 'node:child_process';
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {build} from 'esbuild';
import {projectFolder} from '../lab/root-folder.ts';

/** Eight hours of looking at a table with traffic, by a clock that a program moves: memory in use after the first hour and the last. */
export const eightHours = async (): Promise<readonly (readonly string[])[]> => {
	// A folder from which the packages are found.
	const folder = join(projectFolder, 'node_modules/.cache/ipvs-tui-bench');
	await mkdir(folder, {recursive: true});
	const outfile = join(folder, 'looking.mjs');
	await build({
		entryPoints: [join(import.meta.dirname, 'tui-looking.ts')],
		bundle: true,
		packages: 'external',
		platform: 'node',
		format: 'esm',
		outfile,
		logLevel: 'warning',
	});
	const {stdout} = await promisify(execFile)(process.execPath, ['--expose-gc', outfile], {
		env: {...process.env, NODE_ENV: 'production'},
	});
	const {hours, readings, frames} = JSON.parse(stdout) as {
		hours: readonly number[];
		readings: number;
		frames: number;
	};
	return [
		[
			`heap after 1 and 8 simulated hours (${readings} readings, ${frames} frames)`,
			`${text(hours[0])} / ${text(hours.at(-1))}`,
			'flat',
		],
		['... after each hour', hours.map(value => value.toFixed(1)).join(' '), ''],
	];
};

const text = (value = Number.NaN): string => `${value.toFixed(2)} MB`;
