import {forwarding, tunnelType, type Destination, type Tunnel} from '../model/destination.ts';
import type {Daemon, Timeouts} from '../model/director.ts';
import {serviceFlag, type Service} from '../model/service.ts';

/**
Whether two services with the same match mean the same. Without persistence, its timeout and mask have no effect, and a rules file
does not keep them.
*/
export const isSameService = (left: Service, right: Service): boolean =>
	left.scheduler === right.scheduler &&
	left.persistenceEngine === right.persistenceEngine &&
	(left.flags & ~serviceFlag.hashed) === (right.flags & ~serviceFlag.hashed) &&
	((left.flags & serviceFlag.persistent) === 0 ||
		(left.timeout === right.timeout && left.netmask === right.netmask));

/** The same for destinations with the same key. */
export const isSameDestination = (left: Destination, right: Destination): boolean =>
	left.weight === right.weight && isSameButWeight(left, right);

const isSameButWeight = (left: Destination, right: Destination): boolean =>
	writtenMethod(left) === writtenMethod(right) &&
	left.upperThreshold === right.upperThreshold &&
	left.lowerThreshold === right.lowerThreshold &&
	(left.method !== forwarding.tunneling || isSameTunnel(left.tunnel, right.tunnel));

/** A daemon as it is asked for, beside one that runs: what the request leaves open may be anything. */
export const isSameDaemon = (wanted: Daemon, running: Daemon): boolean =>
	wanted.role === running.role &&
	wanted.interface === running.interface &&
	wanted.syncId === running.syncId &&
	(['maxLength', 'port', 'ttl'] as const).every(
		name => wanted[name] === undefined || wanted[name] === running[name],
	) &&
	(wanted.group === undefined || String(wanted.group) === String(running.group));

/** Timeouts as they are asked for, 0 for any, beside those that hold. */
export const isSameTimeouts = (wanted: Timeouts, running: Timeouts): boolean =>
	(['tcp', 'tcpFin', 'udp'] as const).every(
		name => wanted[name] === 0 || wanted[name] === running[name],
	);

/** No command line and no rules file can say `local`: direct routing to an address of its own is what the kernel calls so. */
const writtenMethod = ({method}: Destination): number =>
	method === forwarding.local ? forwarding.directRouting : method;

/** Only the newer two encapsulations have a port and flags. */
const isSameTunnel = (left: Tunnel, right: Tunnel): boolean =>
	left.type === right.type &&
	(left.type === tunnelType.ipip || (left.port === right.port && left.flags === right.flags));
