/** What one run of a program cost. */
export type Run = {
	readonly milliseconds: number;
	/** Peak memory in MB. */
	readonly megabytes: number;
	readonly faults: number;
};

/** Of several runs: the quickest, the middle one, and the largest peak. */
export type Cost = {
	readonly least: number;
	readonly median: number;
	readonly megabytes: number;
	readonly faults: number;
};

/** Reads what measure.c prints; throws when a run ended with another exit code than the expected one. */
export const costOf = (text: string, expectedExit = 0): Cost => {
	const runs = text
		.trim()
		.split('\n')
		.map((line): Run => {
			const [milliseconds = 0, kibibytes = 0, faults = 0, exit] = line.split(' ').map(Number);
			if (exit !== expectedExit) {
				throw new Error(`a measured program ended with ${exit} and not with ${expectedExit}`);
			}
			return {milliseconds, megabytes: kibibytes / 1024, faults};
		});
	const times = runs.map(({milliseconds}) => milliseconds).toSorted((left, right) => left - right);
	return {
		least: times[0] ?? Number.NaN,
		median: times[times.length >> 1] ?? Number.NaN,
		megabytes: Math.max(...runs.map(({megabytes}) => megabytes)),
		faults: Math.min(...runs.map(({faults}) => faults)),
	};
};
