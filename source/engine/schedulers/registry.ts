import {failOver, overflow} from './by-weight.ts';
import {sourceHash, targetHash} from './hashed-slots.ts';
import {least} from './least.ts';
import {localityLeast} from './lblc.ts';
import {localityReplicated} from './lblcr.ts';
import {maglev} from './maglev.ts';
import {roundRobin} from './round-robin.ts';
import type {Scheduler} from './scheduler.ts';
import {twoChoices} from './two-choices.ts';
import {weightedRoundRobin} from './weighted-round-robin.ts';

/**
Every scheduler of Linux by its name.

Exact: for the same table, the same changes and the same sequence of clients they name the same real servers as Linux 6.1 before
6.1.192. Lists of connections that a kernel made are in test/unit/engine/schedulers/sequences; the lab makes them again. Statistical: `twos`, which throws
dice in the kernel as well; its shares are the kernel's by its formula, and the same service throws the same numbers in every run.
Kernels from 6.1.192 and 6.12.117 on count 257 instead of 256 for an active connection. That decides only where one server has some 256 inactive
connections more for each active one less; the lists are the same for both.
*/
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
