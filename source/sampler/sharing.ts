/** Below so many connections a second the connections that there are tell shares better than the few new ones. */
const leastRate = 50;
/** How far from what it should be chance alone does not bring a count, in standard deviations. */
const chance = 3;

/** Seconds in which the connections of a rate came: the kernel renews its counters so often. */
export const rateSpan = 2;

/** Whether its new connections, and not those that are there, tell how a service is shared out. */
export const isSharedByRate = (perSecond: number, connections: number): boolean =>
	perSecond >= leastRate || (connections === 0 && perSecond > 0);

/** Whether a count is further from what was expected than chance explains; both are numbers of connections. */
export const isBeyondChance = (count: number, expected: number): boolean =>
	Math.abs(count - expected) > chance * Math.sqrt(expected);

/** Whether two shares, 0 to 1, of so many connections differ by more than chance explains. */
export const areApart = (one: number, other: number, total: number): boolean => {
	const pooled = (one + other) / 2;
	return Math.abs(one - other) * total > chance * Math.sqrt(total * pooled * (1 - pooled));
};
