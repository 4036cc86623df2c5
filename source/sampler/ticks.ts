/** The kernel publishes new counter values and averages once in this time, in milliseconds, whatever the traffic does. */
export const kernelTick = 2000;

/** What one tick keeps of the old average; the rest comes from the traffic of the tick. @source kernel net/netfilter/ipvs/ip_vs_est.c */
const memory = 0.75;

/** Timers are late by so many milliseconds without anything being wrong. */
const lateness = 100;

export type Passage = {
	/** Milliseconds between two readings. */
	readonly time: number;
	/** How much a counter grew between them; more than 0. */
	readonly change: number;
	/** The kernel's average of that counter at both readings, per second. */
	readonly averageBefore: number;
	readonly averageAfter: number;
};

/**
How many ticks of the kernel lie between two readings, one at least. The time alone does not tell: two seconds hold one tick, and now and
then two or none, and three seconds hold one or two in turn; a rate over the time would flap. The kernel's average tells, because every
tick moves it by a known part: the number of ticks that explains how far it moved is taken.
*/
export const ticksBetween = ({time, change, averageBefore, averageAfter}: Passage): number => {
	const least = Math.max(1, Math.floor((time - lateness) / kernelTick));
	const most = Math.max(1, Math.floor((time + lateness) / kernelTick) + 1);
	const likely = Math.min(most, Math.max(least, Math.round(time / kernelTick)));
	let best = likely;
	let smallest = misfit(likely);
	for (let ticks = least; ticks <= most; ticks += 1) {
		const present = misfit(ticks);
		if (present < smallest - confidence) {
			best = ticks;
			smallest = present;
		}
	}
	return smallest <= tolerance ? best : likely;

	/** How far the average is from where so many ticks would have brought it, as a share of the rate; averages are whole numbers. */
	function misfit(ticks: number): number {
		const rate = (change * 1000) / (ticks * kernelTick);
		const expected = rate + (averageBefore - rate) * memory ** ticks;
		return Math.max(0, Math.abs(expected - averageAfter) - 1) / rate;
	}
};

/** Another number than the likely one must fit better by this. */
const confidence = 0.02;
/** When nothing fits this well, the traffic was too uneven to tell, or nobody keeps averages here. */
const tolerance = 0.15;
