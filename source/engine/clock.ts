import {comeAll, nextArrival, type Arrivals} from './clients/arrivals.ts';
import {proceed} from './clients/course.ts';
import {isTemplate, tick} from './connections/columns.ts';
import {expire} from './connections/expire.ts';
import {trim} from './connections/rows.ts';
import {eachInSlot, replace} from './connections/wheel.ts';
import type {Director} from './state.ts';
import {estimate, estimationPeriod} from './statistics.ts';
import {emptyTrash} from './trash.ts';

/** What is due when, in milliseconds of the clock. */
export type Timers = {
	estimation: number;
	arrivals: Arrivals;
};

/** Lets everything happen up to a time. Stretches in which nothing can happen cost nothing. */
export const runUntil = (director: Director, timers: Timers, until: number): void => {
	for (;;) {
		const ticks = nextTick(director, timers);
		const other = Math.min(ticks, director.trash.due);
		const next = Math.min(other, nextEstimation(director, timers, Math.min(other, until)));
		if (next > until) {
			break;
		}
		director.time = Math.max(director.time, next);
		if (ticks <= next) {
			passTick(director, timers, ticks);
		}
		if (director.trash.due <= next) {
			emptyTrash(director);
		}
		if (timers.estimation <= next) {
			timers.estimation += estimationPeriod;
			if (director.sysctls.run_estimation !== 0) {
				estimate(director.statistics);
			}
		}
	}
	director.time = Math.max(director.time, until);
	const {connections} = director;
	if (connections.live === 0) {
		connections.now = Math.max(
			connections.now,
			Math.floor((director.time - connections.epoch) / tick),
		);
	}
};

/** The next tick, or the first at which somebody comes while there are no connections. */
const nextTick = ({connections}: Director, {arrivals}: Timers): number => {
	const next = connections.epoch + (connections.now + 1) * tick;
	if (connections.live > 0) {
		return next;
	}
	const first = Math.ceil((nextArrival(arrivals) - connections.epoch) / tick);
	return Math.max(next, connections.epoch + first * tick);
};

/** While all counters and rates rest, estimations change nothing and are passed over. */
const nextEstimation = ({statistics}: Director, timers: Timers, other: number): number => {
	const late = other - timers.estimation;
	if (statistics.moving.length === 0 && late > 0) {
		timers.estimation += Math.floor(late / estimationPeriod) * estimationPeriod;
	}
	return timers.estimation;
};

const passTick = (director: Director, {arrivals}: Timers, time: number): void => {
	const {connections} = director;
	connections.now = Math.round((time - connections.epoch) / tick);
	eachInSlot(connections, row => lookAt(director, row));
	comeAll(director, arrivals);
	trim(connections);
};

const lookAt = (director: Director, row: number): void => {
	const {connections} = director;
	const {now} = connections;
	const due = connections.due[row]!;
	const end = isTemplate(connections, row) ? 0 : connections.ends[row]!;
	if (due <= now && (end === 0 || due < end)) {
		expire(director, row);
	} else if (end !== 0) {
		proceed(director, row);
	} else {
		replace(connections, row, due);
	}
};
