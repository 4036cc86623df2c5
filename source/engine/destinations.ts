import {forwarding, tunnelType} from '../model/destination.ts';
import {errno} from '../wire/ids.ts';
import {isFamily, isHostAddress} from './address.ts';
import {wholeAddress, type DestinationIdentity, type DestinationSettings} from './request.ts';
import type {DestinationEntry, ServiceEntry} from './entries.ts';
import type {Director} from './state.ts';
import {claimRow, startEstimation, zeroRow} from './statistics.ts';
import {destinationKey, insertDestination, removeDestination} from './table.ts';
import {discard, revive} from './trash.ts';

type Wanted = DestinationIdentity & DestinationSettings;

/**
The address family that a request means: that of the service when it says none, as before Linux 3.18. Another one than the
service's goes through tunnels only, and not together with the synchronisation daemons.

@returns the family, or an error number as a negative one
*/
export const familyOfDestination = (
	director: Director,
	service: ServiceEntry,
	{wanted, mayMix}: {wanted: Wanted; mayMix: boolean},
): number => {
	const family = wanted.family === 0 ? service.family : wanted.family;
	if (!isFamily(family)) {
		return -errno.EAFNOSUPPORT;
	}
	if (family !== service.family && !mayMix) {
		return director.daemons.size > 0 || wanted.method !== forwarding.tunneling
			? -errno.EINVAL
			: family;
	}
	return family;
};

export const addDestination = (
	director: Director,
	service: ServiceEntry,
	wanted: Wanted,
): number => {
	const refusal = judge(wanted);
	if (refusal !== 0) {
		return refusal;
	}
	const key = destinationKey(wanted.family, wanted.address, wanted.port);
	if (service.destinations.has(key)) {
		return errno.EEXIST;
	}
	const revived = revive(director, service, key);
	// Only new ones are checked: an address that was good before is not looked at again.
	if (revived === undefined && !isHostAddress(wanted.family, wanted.address)) {
		return errno.EINVAL;
	}
	const destination = revived ?? create(director, service, {wanted, key});
	if (destination.service !== service) {
		zeroRow(director.statistics, destination.statistics);
		destination.service = service;
	}
	configure(destination, wanted);
	destination.lastWeight = wanted.weight;
	if (wanted.family !== service.family) {
		director.mixedDestinations += 1;
	}
	startEstimation(director.statistics, destination.statistics);
	insertDestination(service, destination);
	service.scheduling?.changed?.('added', destination);
	return 0;
};

export const editDestination = (
	_director: Director,
	service: ServiceEntry,
	wanted: Wanted,
): number => {
	const refusal = judge(wanted);
	if (refusal !== 0) {
		return refusal;
	}
	const destination = find(service, wanted);
	if (destination === undefined) {
		return errno.ENOENT;
	}
	configure(destination, wanted);
	if (wanted.weight !== 0) {
		destination.lastWeight = wanted.weight;
	}
	service.scheduling?.changed?.('edited', destination);
	return 0;
};

export const deleteDestination = (
	director: Director,
	service: ServiceEntry,
	wanted: Wanted,
): number => {
	const destination = find(service, wanted);
	if (destination === undefined) {
		return errno.ENOENT;
	}
	unlinkDestination(director, service, destination);
	return 0;
};

/** Takes a destination out of its service and into the trash. */
export const unlinkDestination = (
	director: Director,
	service: ServiceEntry,
	destination: DestinationEntry,
): void => {
	removeDestination(service, destination);
	if (destination.family !== service.family) {
		director.mixedDestinations -= 1;
	}
	service.scheduling?.changed?.('deleted', destination);
	discard(director, destination);
};

const find = (service: ServiceEntry, wanted: Wanted): DestinationEntry | undefined =>
	service.destinations.get(destinationKey(wanted.family, wanted.address, wanted.port));

/** @source kernel ip_vs_add_dest of 6.1; later ones also refuse upper thresholds above 2147483647 */
const judge = (wanted: Wanted): number => {
	if (wanted.weight < 0 || wanted.lowerThreshold > wanted.upperThreshold) {
		return errno.ERANGE;
	}
	return wanted.tunnelType === tunnelType.gue && wanted.tunnelPort === 0 ? errno.EINVAL : 0;
};

const create = (
	director: Director,
	service: ServiceEntry,
	{wanted, key}: {wanted: Wanted; key: string},
): DestinationEntry => ({
	key,
	family: wanted.family,
	address: wholeAddress(wanted.family, wanted.address),
	port: wanted.port,
	method: wanted.method,
	weight: wanted.weight,
	lastWeight: wanted.weight,
	upperThreshold: wanted.upperThreshold,
	lowerThreshold: wanted.lowerThreshold,
	tunnelType: wanted.tunnelType,
	tunnelPort: wanted.tunnelPort,
	tunnelFlags: wanted.tunnelFlags,
	active: 0,
	inactive: 0,
	persistent: 0,
	isOverloaded: false,
	service,
	statistics: claimRow(director.statistics),
	idleSince: undefined,
});

/** Its connections keep the method they began with; only new ones go by these. */
const configure = (destination: DestinationEntry, wanted: DestinationSettings): void => {
	destination.method = wanted.method;
	destination.weight = wanted.weight;
	destination.tunnelType = wanted.tunnelType;
	destination.tunnelPort = wanted.tunnelPort;
	destination.tunnelFlags = wanted.tunnelFlags;
	if (wanted.upperThreshold === 0 || wanted.upperThreshold > destination.upperThreshold) {
		destination.isOverloaded = false;
	}
	destination.upperThreshold = wanted.upperThreshold;
	destination.lowerThreshold = wanted.lowerThreshold;
};
