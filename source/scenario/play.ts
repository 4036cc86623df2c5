import type {Engine} from '../engine/engine.ts';
import type {Happening} from './scenario.ts';
import type {Steps} from './steps.ts';

/** Milliseconds that are simulated at a time, so that much is done between two looks at a real clock, but never too much. */
const slice = 100;

export type Play = {
	/** The engine, which lets happen what is due before it answers. */
	readonly engine: Engine;
	/** Goes on to the present in slices, with room for other work between them. */
	readonly slices: () => Steps<void>;
};

/**
Lets things happen to an engine at their times, whenever it is asked for something.

@param time - milliseconds up to which the engine's own clock goes; set before every step
@param now - the present on that clock
@param perform - makes one thing happen
*/
export const play = (
	{
		engine,
		time,
		happenings,
	}: {engine: Engine; time: {past: number}; happenings: readonly Happening[]},
	{now, perform}: {now: () => number; perform: (happening: Happening) => void},
): Play => {
	const agenda = createAgenda(happenings);

	const advance = (until: number): void => {
		for (let next = agenda.due(); next <= until; next = agenda.due()) {
			time.past = Math.max(time.past, next);
			engine.catchUp();
			perform(agenda.take());
		}
		time.past = Math.max(time.past, until);
		engine.catchUp();
	};

	return {
		engine: {
			...engine,
			catchUp: () => advance(now()),
			read: path => {
				advance(now());
				return engine.read(path);
			},
			writeSysctl: (name, text) => {
				advance(now());
				return engine.writeSysctl(name, text);
			},
		},
		*slices() {
			// The present goes on meanwhile; this is not a race with it.
			const until = now();
			while (time.past < until) {
				advance(Math.min(time.past + slice, until));
				yield;
			}
		},
	};
};

/** What is to come, in order; of what comes at the same time, that which stands first in the file. */
const createAgenda = (happenings: readonly Happening[]) => {
	let rest = happenings.map(happening => ({happening, due: happening.when.first * 1000}));
	const first = () =>
		rest.reduce<(typeof rest)[number] | undefined>(
			(best, entry) => (best === undefined || entry.due < best.due ? entry : best),
			undefined,
		);
	return {
		/** Milliseconds; Infinity when nothing is to come. */
		due: (): number => first()?.due ?? Number.POSITIVE_INFINITY,
		/** The first one; not to be called when there is none. */
		take: (): Happening => {
			const entry = first()!;
			const {every, until} = entry.happening.when;
			entry.due += (every ?? Number.POSITIVE_INFINITY) * 1000;
			if (!(entry.due < until * 1000)) {
				rest = rest.filter(other => other !== entry);
			}
			return entry.happening;
		},
	};
};
