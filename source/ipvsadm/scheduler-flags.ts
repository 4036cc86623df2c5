import {serviceFlag} from '../model/service.ts';

type FlagName = keyof typeof flags;

/** Names of the three scheduler bits; some mean something only with one scheduler. */
const flags = {
	'sh-fallback': {bit: serviceFlag.scheduler1, scheduler: 'sh'},
	'sh-port': {bit: serviceFlag.scheduler2, scheduler: 'sh'},
	'mh-fallback': {bit: serviceFlag.scheduler1, scheduler: 'mh'},
	'mh-port': {bit: serviceFlag.scheduler2, scheduler: 'mh'},
	'flag-1': {bit: serviceFlag.scheduler1, scheduler: undefined},
	'flag-2': {bit: serviceFlag.scheduler2, scheduler: undefined},
	'flag-3': {bit: serviceFlag.scheduler3, scheduler: undefined},
} as const;

export const schedulerBits: number =
	serviceFlag.scheduler1 | serviceFlag.scheduler2 | serviceFlag.scheduler3;

/** The bits of a comma-separated list, or a message. Empty items are skipped, blanks are not trimmed. */
export const readSchedulerFlags = (text: string, scheduler: string): number | string => {
	let bits = 0;
	for (const name of text.split(',')) {
		if (name === '') {
			continue;
		}
		if (!Object.hasOwn(flags, name)) {
			return `invalid scheduler flag \`${name}'`;
		}
		const flag = flags[name as FlagName];
		if (flag.scheduler !== undefined && flag.scheduler !== scheduler) {
			return `incompatible scheduler flag \`${name}'`;
		}
		bits |= flag.bit;
	}
	return bits;
};

/**
The scheduler bits as names. ipvsadm has no name for the third bit of sh and mh and prints nothing for it; `complete` has.

@param naming - `listed` as ipvsadm prints them, `complete` such that reading gives the same bits again
*/
export const schedulerFlagsText = (
	bits: number,
	scheduler: string,
	naming: 'listed' | 'complete',
): string => {
	const own = namesByScheduler[scheduler];
	const names = own === undefined ? commonNames : naming === 'listed' ? own : [...own, 'flag-3'];
	return names.filter(name => (bits & flags[name as FlagName].bit) !== 0).join(',');
};

const commonNames: readonly string[] = ['flag-1', 'flag-2', 'flag-3'];

const namesByScheduler: Readonly<Record<string, readonly string[] | undefined>> = {
	sh: ['sh-fallback', 'sh-port'],
	mh: ['mh-fallback', 'mh-port'],
};
