import fc from 'fast-check';

/**
What is chosen at random is the same in every run, so that a change is only refused for what it did. `npm run test:long` looks further each time;
SEED repeats what it found.
*/
export const seed = Number(
	process.env['SEED'] ?? (process.env['LONG'] === '1' ? Date.now() % 1_000_000 : 20_261_121),
);

fc.configureGlobal({seed});
