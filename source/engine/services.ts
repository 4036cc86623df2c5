import {familyNumber} from '../model/address.ts';
import {serviceFlag} from '../model/service.ts';
import {errno} from '../wire/ids.ts';
import {unlinkDestination} from './destinations.ts';
import type {ServiceSettings} from './request.ts';
import type {ServiceEntry} from './entries.ts';
import {beginScheduling} from './schedulers/pick.ts';
import type {Director} from './state.ts';
import {claimRow, releaseRow, zeroRow} from './statistics.ts';
import {
	insertService,
	listDestinations,
	removeService,
	serviceKey,
	type ServiceIdentity,
} from './table.ts';

export const findService = (
	{services}: Director,
	identity: ServiceIdentity,
): ServiceEntry | undefined => services.get(serviceKey(identity));

/** Adds a service; the caller has seen that there is none like it. Returns 0 or an error number, as all changes here. */
export const addService = (
	director: Director,
	identity: ServiceIdentity,
	wanted: ServiceSettings,
): number => {
	const refusal = judge(director, identity.family, wanted);
	if (refusal !== 0) {
		return refusal;
	}
	const service: ServiceEntry = {
		...identity,
		key: serviceKey(identity),
		scheduler: '',
		persistenceEngine: wanted.persistenceEngine,
		flags: mixFlags(0, wanted),
		timeout: jiffies(director, wanted.timeout),
		netmask: wanted.netmask,
		statistics: claimRow(director.statistics),
		destinations: new Map(),
		newestFirst: undefined,
		scheduling: undefined,
	};
	beginScheduling(director, service, bound(wanted.scheduler));
	insertService(director, service);
	return 0;
};

export const editService = (
	director: Director,
	service: ServiceEntry,
	wanted: ServiceSettings,
): number => {
	const refusal = judge(director, service.family, wanted);
	if (refusal !== 0) {
		return refusal;
	}
	const scheduler = bound(wanted.scheduler);
	if (scheduler !== service.scheduler) {
		const failed = beginScheduling(director, service, scheduler);
		if (failed !== 0) {
			return failed;
		}
	}
	service.persistenceEngine = wanted.persistenceEngine;
	service.flags = mixFlags(service.flags, wanted);
	service.timeout = jiffies(director, wanted.timeout);
	service.netmask = wanted.netmask;
	return 0;
};

/** Its connections stay until they expire, its destinations wait in the trash. */
export const deleteService = (director: Director, service: ServiceEntry): number => {
	// The scheduler goes first: it need not hear of each.
	service.scheduling = undefined;
	for (const destination of listDestinations(service)) {
		unlinkDestination(director, service, destination);
	}
	removeService(director, service);
	releaseRow(director.statistics, service.statistics);
	return 0;
};

export const zeroService = ({statistics}: Director, service: ServiceEntry): number => {
	for (const destination of service.destinations.values()) {
		zeroRow(statistics, destination.statistics);
	}
	zeroRow(statistics, service.statistics);
	return 0;
};

export const zeroAll = (director: Director): number => {
	for (const service of director.services.values()) {
		zeroService(director, service);
	}
	zeroRow(director.statistics, director.totals);
	return 0;
};

export const flush = (director: Director): number => {
	for (const service of director.services.values()) {
		deleteService(director, service);
	}
	return 0;
};

const judge = (
	{settings}: Director,
	family: number,
	{scheduler, persistenceEngine, netmask}: ServiceSettings,
): number => {
	if (bound(scheduler) !== '' || scheduler === '') {
		if (!settings.schedulers.includes(scheduler)) {
			return errno.ENOENT;
		}
	}
	if (persistenceEngine !== '' && !settings.persistenceEngines.includes(persistenceEngine)) {
		return errno.ENOENT;
	}
	return family === familyNumber.ipv6 && (netmask < 1 || netmask > 128) ? errno.EINVAL : 0;
};

/** The name `none` is no scheduler at all. */
const bound = (scheduler: string): string => (scheduler === 'none' ? '' : scheduler);

const mixFlags = (present: number, {flags, flagsMask}: ServiceSettings): number =>
	((present & ~flagsMask) | (flags & flagsMask) | serviceFlag.hashed) >>> 0;

/** The kernel multiplies in 32 bits and lets it wrap. */
const jiffies = ({settings}: Director, seconds: number): number =>
	(seconds * settings.hz) % 0x1_0000_0000;
