import type {RememberedWeights} from '../../../source/operator/weights.ts';

/** Remembered weights that nobody keeps on a disk. */
export const weightsInMemory = (weights = new Map<string, number>()): RememberedWeights => ({
	get: key => weights.get(key),
	set: entries => {
		for (const [key, weight] of entries) {
			if (weight === undefined) {
				weights.delete(key);
			} else {
				weights.set(key, weight);
			}
		}
		return undefined;
	},
});
