import {allSchedulers, createEngine, type Engine} from '../../source/engine/engine.ts';

/** An engine like the kernel of the lab: user-mode Linux aligns wide counters, and Debian builds it without the scheduler twos. */
export const likeTheLab = (): Engine =>
	createEngine({
		now: () => 0,
		alignsWide: true,
		schedulers: allSchedulers.filter(name => name !== 'twos'),
	});
