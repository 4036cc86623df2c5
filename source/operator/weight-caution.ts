import {weightReadingOf} from '../model/asked-share.ts';
import type {Configuration} from '../plan/configuration.ts';
import type {Intent} from './intent.ts';
import {isServer} from './item.ts';
import type {Step, Warning} from './preview.ts';

type Facts = {
	readonly intent: Intent;
	readonly steps: readonly Step[];
	readonly before: Configuration;
};

/** Where a weight does not do what one may expect of it: a sentence for each service. */
export const weightCautions = ({intent, steps, before}: Facts): readonly Warning[] => {
	const caution = cautions[intent.kind];
	const said = steps.flatMap(({item, change}) => {
		const service = item === undefined ? undefined : before.services.get(item.service);
		if (service === undefined || item === undefined || !isServer(item)) {
			return [];
		}
		const from = service.destinations.get(item.destination)?.weight ?? 0;
		const to = change.kind === 'edit-destination' ? change.destination.weight : 0;
		const says = caution?.(service.service.scheduler, {from, to});
		return says === undefined ? [] : [`${item.service}: ${says}`];
	});
	return [...new Set(said)].map(says => ({kind: 'weights', says}));
};

/** What a scheduler makes of a weight that rises in steps, where that is not a share that rises; for the end of a sentence. */
export const rampCaution = (scheduler: string): string | undefined => {
	switch (weightReadingOf(scheduler)) {
		case 'on or off':
			return `${scheduler} only asks whether a weight is 0: in steps it has its full share from the first one on`;
		case 'highest':
			return `${scheduler} gives all to the highest weight: in steps it has nothing until its weight is that`;
		case 'shares':
			return hashing.has(scheduler)
				? `${scheduler} finds servers by a hash: each of the steps moves some clients to another server`
				: undefined;
	}
};

type Move = {readonly from: number; readonly to: number};

/** A weight of 1 has no steps on its way. */
const ofReturn = (scheduler: string, {to}: Move): string | undefined =>
	to > 1 ? rampCaution(scheduler) : undefined;

const ofWeight = (scheduler: string, {from, to}: Move): string | undefined =>
	weightReadingOf(scheduler) === 'on or off' && from > 0 && to > 0
		? `${scheduler} only asks whether a weight is 0: ${from} and ${to} are the same to it`
		: undefined;

const cautions: Readonly<Partial<Record<Intent['kind'], typeof ofReturn>>> = {
	return: ofReturn,
	'end-maintenance': ofReturn,
	weigh: ofWeight,
};

/** @source kernel net/netfilter/ipvs/ip_vs_sh.c and ip_vs_mh.c: their tables are filled anew when a weight changes */
const hashing: ReadonlySet<string> = new Set(['sh', 'mh']);
