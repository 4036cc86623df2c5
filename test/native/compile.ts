import {execFile, spawnSync} from 'node:child_process';
import {availableParallelism} from 'node:os';
import {basename, join} from 'node:path';
import {promisify} from 'node:util';

const run = promisify(execFile);

export const root = join(import.meta.dirname, '..', '..');

const strictness = '-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror'.split(' ');

/** Why nothing can be compiled here, or undefined. */
export const obstacle =
	spawnSync('g++', ['--version']).status === 0 ? undefined : 'g++ is not installed';

/** Compiles each source by itself, as many at a time as there are processors; rejects with what the compiler says. */
export const compileEach = async (
	sources: readonly string[],
	flagsFor: (source: string) => readonly string[],
): Promise<void> => {
	const waiting = [...sources];
	const work = async (): Promise<void> => {
		for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
			const flags = ['-std=c++17', ...strictness, ...flagsFor(source), source];
			await run('g++', flags);
		}
	};
	await Promise.all(Array.from({length: availableParallelism()}, work));
};

export const objectOf = (source: string, folder: string): string =>
	join(folder, `${basename(source, '.cc')}.o`);
