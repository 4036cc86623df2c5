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

const project = (name: string, include: readonly string[], timeout = 20_000) => ({
	test: {name, include: [...include], testTimeout: timeout, hookTimeout: timeout},
});

export default defineConfig({
	test: {
		root: import.meta.dirname + '/..',
		reporters: ['default'],
		projects: [
			project('unit', ['test/unit/**/*.test.{ts,tsx}']),
			project('property', ['test/property/**/*.test.ts'], 120_000),
			project('contract', ['test/contract/**/*.test.ts']),
			project('cases', ['test/cases/**/*.test.ts'], 60_000),
			project('layers', ['test/layers/**/*.test.ts'], 60_000),
			project('native', ['test/native/**/*.test.ts'], 180_000),
			project('tui', ['test/tui/**/*.test.{ts,tsx}'], 60_000),
			{test: lab},
		],
	},
});
