import type {ServerItem} from './item.ts';

/** A server on its way back to its weight, in steps. */
export type Ramp = {
	readonly id: number;
	readonly item: ServerItem;
	readonly to: number;
	/** The weight that was set last. */
	readonly weight: number;
	/** When that was, clock time in milliseconds. */
	readonly setAt: number;
	/** Clock time in milliseconds. */
	readonly startedAt: number;
	/** Milliseconds from the first step to the last. */
	readonly duration: number;
	readonly phase:
		| {readonly kind: 'rising'; readonly nextAt: number}
		| {readonly kind: 'done'}
		/** Somebody or something stopped it; the weight stays what it is then. */
		| {readonly kind: 'stopped'; readonly why: string};
	/** Its steps count as one thing to undo. */
	readonly step: number;
};

/** Steps of a ramp, the first one at its start and the last one at its end. */
const mostSteps = 10;

/** The weight that it begins with. */
export const firstWeight = (to: number): number => Math.max(1, Math.round(to / mostSteps));

/** How far the weight should be at a time: a straight line in steps, never below 1. */
export const weightAt = ({to, startedAt, duration}: Ramp, time: number): number => {
	const passed = Math.min(1, Math.max(0, (time - startedAt) / duration));
	const step = Math.floor(passed * (mostSteps - 1)) + 1;
	return Math.max(1, Math.round((to * step) / mostSteps));
};

/** When the next step is due. */
export const nextStepAt = ({startedAt, duration}: Ramp, time: number): number => {
	const length = duration / (mostSteps - 1);
	return startedAt + (Math.floor((time - startedAt) / length) + 1) * length;
};

/** The ramp after a weight was set. */
export const risen = (ramp: Ramp, weight: number, time: number): Ramp => ({
	...ramp,
	weight,
	setAt: time,
	phase: weight >= ramp.to ? {kind: 'done'} : {kind: 'rising', nextAt: nextStepAt(ramp, time)},
});

/** What a reading of the table says to it: somebody else who sets the weight ends the ramp. */
export const rampSeen = (ramp: Ramp, weight: number | undefined): Ramp => {
	if (ramp.phase.kind !== 'rising' || weight === ramp.weight) {
		return ramp;
	}
	const why =
		weight === undefined
			? 'the server was removed'
			: `somebody set its weight to ${weight} meanwhile`;
	return {...ramp, phase: {kind: 'stopped', why}};
};

/** More than this share of half-open connections says that the server does not keep up. */
const mostHalfOpen = 0.3;
/** Below this many connections a share says nothing. */
const leastConnections = 20;

/** What connection rows say to it: with too many that are only half open it stays at its weight. */
export const rampStrained = (
	ramp: Ramp,
	{halfOpen, all}: {readonly halfOpen: number; readonly all: number},
): Ramp =>
	ramp.phase.kind === 'rising' && all >= leastConnections && halfOpen / all > mostHalfOpen
		? {
				...ramp,
				phase: {
					kind: 'stopped',
					why: `${halfOpen} of its ${all} connections are only half open: it does not keep up`,
				},
			}
		: ramp;
