/** Weights of drained servers, kept between those who drain them and those who bring them back: the screens and the words alike. */
export type RememberedWeights = {
	/** By `itemKey`. */
	readonly get: (key: string) => number | undefined;
	/** Undefined forgets. A sentence when they cannot be kept; then none of them is. */
	readonly set: (weights: ReadonlyMap<string, number | undefined>) => string | undefined;
};
