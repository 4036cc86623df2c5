import {familyNumber} from '../model/address.ts';
import {littleEndian, viewOf} from '../wire/bytes.ts';
import {errno} from '../wire/ids.ts';
import {readAttributes, type Attributes, type Span} from '../wire/nest.ts';
import {eachAttribute} from '../wire/netlink.ts';
import {destinationPolicy, servicePolicy, type Policy} from '../wire/policy.ts';
import {isFamily} from './address.ts';
import type {ServiceIdentity} from './table.ts';

/** A request's attributes at the top level, and where the nests among them can be read. */
export type Request = {readonly view: DataView; readonly attributes: Attributes};

/** A refusal is its positive error number. */
export type OrErrno<Value> = Value | number;

export type ServiceSettings = {
	readonly scheduler: string;
	readonly flags: number;
	readonly flagsMask: number;
	/** Seconds. */
	readonly timeout: number;
	readonly netmask: number;
	readonly persistenceEngine: string;
};

export type DestinationIdentity = {
	/** As sent: 0 when nothing was. */
	readonly family: number;
	readonly address: Uint8Array;
	readonly port: number;
};

export type DestinationSettings = {
	readonly method: number;
	/** Signed. */
	readonly weight: number;
	readonly upperThreshold: number;
	readonly lowerThreshold: number;
	readonly tunnelType: number;
	readonly tunnelPort: number;
	readonly tunnelFlags: number;
};

/** Which service a request is about. */
export const readServiceIdentity = (request: Request): OrErrno<ServiceIdentity> => {
	const attributes = readNest(request, 'service', servicePolicy);
	if (attributes === undefined) {
		return errno.EINVAL;
	}
	const family = attributes.get('family');
	const mark = attributes.get('mark');
	const [protocol, address, port] = ['protocol', 'address', 'port'].map(name =>
		attributes.get(name),
	);
	if (
		family === undefined ||
		(mark === undefined && (protocol === undefined || address === undefined || port === undefined))
	) {
		return errno.EINVAL;
	}
	if (!isFamily(family as number)) {
		return errno.EAFNOSUPPORT;
	}
	return mark === undefined
		? {
				family: family as number,
				protocol: protocol as number,
				address: wholeAddress(family as number, address as Uint8Array),
				port: port as number,
				mark: 0,
			}
		: {
				family: family as number,
				protocol: 6,
				address: new Uint8Array(16),
				port: 0,
				mark: mark as number,
			};
};

/** The rest of a service, which only adding and editing need. */
export const readServiceSettings = (request: Request): OrErrno<ServiceSettings> => {
	const attributes = readNest(request, 'service', servicePolicy);
	const scheduler = attributes?.get('scheduler');
	const flags = attributes?.get('flags');
	const timeout = attributes?.get('timeout');
	const netmask = attributes?.get('netmask');
	if (
		scheduler === undefined ||
		flags === undefined ||
		timeout === undefined ||
		netmask === undefined
	) {
		return errno.EINVAL;
	}
	const pair = new Uint8Array(8);
	pair.set(flags as Uint8Array);
	return {
		scheduler: scheduler as string,
		flags: viewOf(pair).getUint32(0, littleEndian),
		flagsMask: viewOf(pair).getUint32(4, littleEndian),
		timeout: timeout as number,
		netmask: netmask as number,
		persistenceEngine: (attributes?.get('persistenceEngine') ?? '') as string,
	};
};

/** Which destination a request is about, and, where it `isFull`, its settings. */
export const readDestination = (
	request: Request,
	isFull: boolean,
): OrErrno<DestinationIdentity & DestinationSettings> => {
	const attributes = readNest(request, 'destination', destinationPolicy);
	const address = attributes?.get('address');
	const port = attributes?.get('port');
	if (attributes === undefined || address === undefined || port === undefined) {
		return errno.EINVAL;
	}
	if (isFull && neededToAdd.some(name => !attributes.has(name))) {
		return errno.EINVAL;
	}
	const number = (name: string): number => (attributes.get(name) ?? 0) as number;
	return {
		family: number('family'),
		address: wholeAddress(0, address as Uint8Array),
		port: port as number,
		method: number('method') & 7,
		weight: number('weight') | 0,
		upperThreshold: number('upperThreshold'),
		lowerThreshold: number('lowerThreshold'),
		tunnelType: number('tunnelType'),
		tunnelPort: number('tunnelPort'),
		tunnelFlags: number('tunnelFlags'),
	};
};

const neededToAdd = ['method', 'weight', 'upperThreshold', 'lowerThreshold'];

/** A nest that is not there and one that cannot be read are the same to the kernel. */
export const readNest = (
	{view, attributes}: Request,
	name: string,
	policy: Policy,
): Attributes | undefined => {
	const span = attributes.get(name);
	if (span === undefined) {
		return undefined;
	}
	return readLiberally(view, span as Span, policy);
};

/**
The attributes up to the first whose length cannot be: what follows the kernel passes over, with a line in its log.

@returns undefined when one of them is too short, or a text does not end
@source kernel lib/nlattr.c, __nla_validate_parse with NL_VALIDATE_LIBERAL
*/
export const readLiberally = (
	view: DataView,
	{start, end}: Span,
	policy: Policy,
): Attributes | undefined => {
	const stopped = eachAttribute(view, start, end, () => {});
	const read = readAttributes(view, {start, end: stopped === -1 ? end : stopped}, policy);
	return read.ok ? read.value : undefined;
};

/** Sixteen bytes; of an IPv4 address only four count. */
export const wholeAddress = (family: number, bytes: Uint8Array): Uint8Array => {
	const address = new Uint8Array(16);
	const length = Math.min(bytes.length, family === familyNumber.ipv4 ? 4 : 16);
	for (let index = 0; index < length; index += 1) {
		address[index] = bytes[index]!;
	}
	return address;
};
