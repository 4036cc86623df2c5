import type {DestinationEntry, ServiceEntry} from '../entries.ts';

/** The greatest common divisor and the largest of those weights that are not 0; both 0 when there is none. */
export const sizeUp = (
	{destinations}: ServiceEntry,
	weightOf: (destination: DestinationEntry) => number,
): {readonly divisor: number; readonly largest: number} => {
	let divisor = 0;
	let largest = 0;
	for (const destination of destinations.values()) {
		const weight = weightOf(destination);
		if (weight > 0) {
			divisor = divisor === 1 ? 1 : commonDivisor(weight, divisor);
			largest = Math.max(largest, weight);
		}
	}
	return {divisor, largest};
};

const commonDivisor = (one: number, other: number): number =>
	other === 0 ? one : commonDivisor(other, one % other);
