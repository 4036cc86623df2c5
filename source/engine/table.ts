import {familyNumber} from '../model/address.ts';
import {addressKey} from './address.ts';
import type {DestinationEntry, ServiceEntry} from './entries.ts';
import type {Director} from './state.ts';

const buckets = 256;

/** What identifies a service: with a mark the address, port and protocol say nothing. */
export type ServiceIdentity = Pick<
	ServiceEntry,
	'family' | 'protocol' | 'address' | 'port' | 'mark'
>;

export const serviceKey = ({family, protocol, address, port, mark}: ServiceIdentity): string =>
	mark === 0
		? `${protocol} ${addressKey(family, address)} ${port}`
		: `mark ${mark} ${family === familyNumber.ipv6 ? 6 : 4}`;

export const destinationKey = (family: number, address: Uint8Array, port: number): string =>
	`${addressKey(family, address)} ${port}`;

/** Compared by the kernel when it looks for a deleted destination: a mark of IPv4 and the same of IPv6 are one here. */
export const trashKey = (service: ServiceIdentity, destination: string): string =>
	service.mark === 0
		? `${serviceKey(service)} ${destination}`
		: `mark ${service.mark} ${destination}`;

/**
Services in the order of the kernel's lists: buckets of protocol, address and port, then buckets of marks, in each the newest first.

@source kernel net/netfilter/ipvs/ip_vs_ctl.c up to 7.0, ip_vs_svc_hashkey and ip_vs_svc_fwm_hashkey, with a salt of 0
*/
export const listServices = (director: Director): readonly ServiceEntry[] => {
	if (director.listed === undefined) {
		const lists: ServiceEntry[][] = Array.from({length: buckets * 2}, () => []);
		for (const service of [...director.services.values()].toReversed()) {
			lists[bucketOf(service)]?.push(service);
		}
		director.listed = lists.flat();
	}
	return director.listed;
};

/** Destinations in the order of the kernel's list: the newest first. */
export const listDestinations = (service: ServiceEntry): readonly DestinationEntry[] => {
	service.newestFirst ??= [...service.destinations.values()].toReversed();
	return service.newestFirst;
};

export const insertService = (director: Director, service: ServiceEntry): void => {
	director.services.set(service.key, service);
	director.listed = undefined;
};

export const removeService = (director: Director, service: ServiceEntry): void => {
	director.services.delete(service.key);
	director.listed = undefined;
};

export const insertDestination = (service: ServiceEntry, destination: DestinationEntry): void => {
	service.destinations.set(destination.key, destination);
	service.newestFirst = undefined;
};

export const removeDestination = (service: ServiceEntry, destination: DestinationEntry): void => {
	service.destinations.delete(destination.key);
	service.newestFirst = undefined;
};

const bucketOf = ({family, protocol, address, port, mark}: ServiceEntry): number => {
	if (mark !== 0) {
		return buckets + (mark & (buckets - 1));
	}
	const folded =
		family === familyNumber.ipv6
			? address[3]! ^ address[7]! ^ address[11]! ^ address[15]!
			: address[3]!;
	return (protocol ^ folded ^ (port >> 8) ^ port) & (buckets - 1);
};
