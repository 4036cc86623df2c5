import type {Address} from '../model/address.ts';
import {forwarding, tunnelType, type Destination} from '../model/destination.ts';
import {serviceFlag, type Service} from '../model/service.ts';
import type {Configuration} from '../plan/configuration.ts';
import {isSameDestination, isSameService} from '../plan/same.ts';
import type {Item} from './item.ts';

/** How an item is set up; what the kernel counts is no part of it. */
export type Settings =
	| {readonly kind: 'service'; readonly service: Service}
	| {readonly kind: 'destination'; readonly destination: Destination};

/** Undefined when the item is not there. */
export const settingsIn = ({services}: Configuration, item: Item): Settings | undefined => {
	const found = services.get(item.service);
	if (found === undefined) {
		return undefined;
	}
	if (item.destination === undefined) {
		return {kind: 'service', service: found.service};
	}
	const destination = found.destinations.get(item.destination);
	return destination === undefined ? undefined : {kind: 'destination', destination};
};

export const isSameSettings = (
	left: Settings | undefined,
	right: Settings | undefined,
): boolean => {
	if (left === undefined || right === undefined) {
		return left === right;
	}
	return left.kind === 'service'
		? right.kind === 'service' && isSameService(left.service, right.service)
		: right.kind === 'destination' && isSameDestination(left.destination, right.destination);
};

/** The same with a copy of its address, which is a part of a whole table otherwise. */
export const withOwnAddress = <With extends {readonly address: Address}>(value: With): With => ({
	...value,
	address: {family: value.address.family, bytes: value.address.bytes.slice()},
});

/** What differs between two settings of one item: `weight 100 > 0`, `scheduler rr > wlc`. */
export const settingsChanges = (before: Settings, after: Settings): readonly string[] =>
	pairsOf(after).flatMap(([name, value], index) => {
		const earlier = pairsOf(before)[index]?.[1];
		return earlier === undefined || earlier === value ? [] : [`${name} ${earlier} > ${value}`];
	});

/** The settings as names and values, for dialogs and comparisons; the names are always the same ones in the same order. */
export const pairsOf = (settings: Settings): readonly (readonly [string, string])[] =>
	settings.kind === 'service' ? servicePairs(settings.service) : serverPairs(settings.destination);

export const methodWord = (method: number): string => methodWords[method] ?? `method ${method}`;

const servicePairs = ({scheduler, flags, timeout, netmask, persistenceEngine}: Service) => {
	const isPersistent = (flags & serviceFlag.persistent) !== 0;
	return [
		['scheduler', scheduler],
		['persistence', isPersistent ? `${timeout} s` : 'off'],
		['netmask', isPersistent ? String(netmask) : 'none'],
		['engine', persistenceEngine || 'none'],
		['one-packet', (flags & serviceFlag.onePacket) === 0 ? 'off' : 'on'],
		['scheduler flags', String((flags >> 3) & 7)],
	] as const;
};

const serverPairs = ({weight, method, upperThreshold, lowerThreshold, tunnel}: Destination) =>
	[
		['weight', String(weight)],
		['method', methodWord(method)],
		['upper threshold', String(upperThreshold)],
		['lower threshold', String(lowerThreshold)],
		['tunnel', method === forwarding.tunneling ? tunnelWord(tunnel) : 'none'],
	] as const;

const tunnelWord = ({type, port, flags}: Destination['tunnel']): string =>
	type === tunnelType.ipip
		? 'ipip'
		: `${type === tunnelType.gue ? `gue port ${port}` : type === tunnelType.gre ? 'gre' : type} checksum ${flags}`;

const methodWords: Readonly<Record<number, string>> = {
	[forwarding.masquerading]: 'NAT',
	[forwarding.local]: 'local',
	[forwarding.tunneling]: 'TUN',
	[forwarding.directRouting]: 'DR',
	[forwarding.bypass]: 'bypass',
};
