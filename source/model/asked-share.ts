/**
How a scheduler reads weights: most give shares by them, some only ask whether a weight is 0, and `fo` gives all to the highest.

@source kernel net/netfilter/ipvs/ip_vs_rr.c, ip_vs_lc.c and ip_vs_dh.c, which compare weights with 0 only; ip_vs_fo.c
*/
export type WeightReading = 'shares' | 'on or off' | 'highest';

export const weightReadingOf = (scheduler: string): WeightReading =>
	readings[scheduler] ?? 'shares';

const readings: Readonly<Record<string, WeightReading>> = {
	rr: 'on or off',
	lc: 'on or off',
	dh: 'on or off',
	fo: 'highest',
};

/** What a weight counts among those of its service; shares are in proportion to it. */
export const countedWeight = (reading: WeightReading, weight: number, highest: number): number => {
	switch (reading) {
		case 'shares':
			return weight;
		case 'on or off':
			return weight > 0 ? 1 : 0;
		case 'highest':
			return weight > 0 && weight === highest ? 1 : 0;
	}
};
