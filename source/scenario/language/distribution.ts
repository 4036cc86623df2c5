import type {Distribution} from '../../engine/population.ts';

/**
How a quantity varies: `4s` around it (exponentially), `exactly 4s`, `2s to 6s`, `lognormal 4s spread 9s`, `pareto 4s spread 9s`.

@param read - reads one quantity with its unit
*/
export const readDistribution = (
	words: readonly string[],
	read: (text: string) => number | undefined,
): Distribution | undefined => {
	const [first = '', second = '', third, fourth = '', ...more] = words;
	if (more.length > 0) {
		return undefined;
	}
	switch (words.length) {
		case 1: {
			const mean = read(first);
			return mean === undefined ? undefined : {kind: 'exponential', mean};
		}
		case 2: {
			const mean = read(second);
			return first !== 'exactly' || mean === undefined ? undefined : {kind: 'constant', mean};
		}
		case 3: {
			const least = read(first);
			const most = read(third ?? '');
			return second !== 'to' || least === undefined || most === undefined || most < least
				? undefined
				: {kind: 'uniform', mean: (least + most) / 2, spread: (most - least) / 2};
		}
		default: {
			const mean = read(second);
			const spread = read(fourth);
			const isKnown = (first === 'lognormal' || first === 'pareto') && third === 'spread';
			return !isKnown || mean === undefined || spread === undefined
				? undefined
				: {kind: first, mean, spread};
		}
	}
};
