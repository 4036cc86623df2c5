import {defineConfig} from 'vitest/config';

const isLong = process.env['LONG'] === '1';

/** The guest of the lab boots once: its files share one worker, and their tests may wait for it to boot. */
const lab = {
	name: 'lab',
	include: ['test/lab/**/*.test.ts'],
	isolate: false,
	fileParallelism: false,
	testTimeout: isLong ? 3_600_000 : 600_000,
	hookTimeout: 400_000,
};

/** Milliseconds: only a guard against tests that hang. A busy machine may take thirty times as long as an idle one. */
const guard = 300_000;

const project = (name: string, include: readonly string[], setupFiles: string[] = []) => ({
	test: {
		name,
		include: [...include],
		setupFiles,
		testTimeout: guard,
		hookTimeout: guard,
		env: {TZ: 'UTC'},
	},
});

export default defineConfig({
	test: {
		root: import.meta.dirname + '/..',
		reporters: ['default'],
		projects: [
			project('unit', ['test/unit/**/*.test.{ts,tsx}']),
			project('property', ['test/property/**/*.test.ts'], ['test/seed.ts']),
			project('contract', ['test/contract/**/*.test.ts']),
			project('cases', ['test/cases/**/*.test.ts']),
			project('layers', ['test/layers/**/*.test.ts']),
			project('native', ['test/native/**/*.test.ts']),
			project('tui', ['test/tui/**/*.test.{ts,tsx}']),
			{test: lab},
		],
	},
});
