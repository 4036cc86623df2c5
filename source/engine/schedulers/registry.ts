import {failOver, overflow} from './by-weight.ts';
import {sourceHash, targetHash} from './hashed-slots.ts';
import {least} from './least.ts';
import {localityLeast} from './lblc.ts';
import {localityReplicated} from './lblcr.ts';
import {maglev} from './maglev.ts';
import {roundRobin} from './round-robin.ts';
import type {Scheduler} from './scheduling.ts';
import {twoChoices} from './two-choices.ts';
import {weightedRoundRobin} from './weighted-round-robin.ts';

/** Every scheduler of Linux by its name. */
export const schedulers: Readonly<Record<string, Scheduler>> = {
	rr: roundRobin,
	wrr: weightedRoundRobin,
	lc: least.connections,
	wlc: least.weighted,
	lblc: localityLeast,
	lblcr: localityReplicated,
	dh: targetHash,
	sh: sourceHash,
	sed: least.expectedDelay,
	nq: least.neverQueue,
	fo: failOver,
	ovf: overflow,
	mh: maglev,
	twos: twoChoices,
};
