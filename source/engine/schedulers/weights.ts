/** The greatest common divisor and the largest of those weights that are not 0; both 0 when there is none. */
export const sizeUp = (
	weights: Iterable<number>,
): {readonly divisor: number; readonly largest: number} => {
	let divisor = 0;
	let largest = 0;
	for (const weight of weights) {
		if (weight > 0) {
			divisor = commonDivisor(weight, divisor);
			largest = Math.max(largest, weight);
		}
	}
	return {divisor, largest};
};

const commonDivisor = (one: number, other: number): number =>
	other === 0 ? one : commonDivisor(other, one % other);
