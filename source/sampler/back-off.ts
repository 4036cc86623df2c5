/** Milliseconds that a first reading keeps the next one away at most, however long it took. */
const longestAtOnce = 10_000;

/**
What a reading is held to cost when the distance to the next one is made of it, so that readings take no more than a share of the time. One that
was slow may have been so by chance, as on a busy machine or in a program that has just started: only what two in a row took is believed.

@param cost - what the reading took, in milliseconds
@param before - the same of the reading before it; undefined when there was none
@param largestShare - of the time that readings may take, 0 to 1
*/
export const heldCost = (cost: number, before: number | undefined, largestShare: number): number =>
	Math.min(cost, before ?? longestAtOnce * largestShare);
