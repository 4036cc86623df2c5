import {forwarding} from '../../model/destination.ts';
import {protocolWord, serviceFlag, wholeNetmask} from '../../model/service.ts';
import {familyOf} from '../../model/address.ts';
import type {ServiceColumns} from '../../model/table.ts';
import type {Sample} from '../../sampler/sample.ts';

/** `TCP 192.0.2.10:443`, `UDP [2001:db8::10]:53`, `FWM 7`, `FWM 7 ipv6`. */
export const serviceName = ({table: {services}, structure}: Sample, row: number): string => {
	const key = structure.serviceKeys[row] ?? '';
	return (services.mark[row] ?? 0) === 0
		? protocolWord(services.protocol[row] ?? 0).toUpperCase() + key.slice(key.indexOf(' '))
		: `FWM${key.slice(key.indexOf(' '))}`;
};

/** `wlc`, `rr p300` (persistent for 300 seconds), `sh p300/24`, `rr ops` (one packet a connection), `wlc p300 sip`. */
export const schedulerText = (services: ServiceColumns, row: number): string => {
	const flags = services.flags[row] ?? 0;
	const words = [services.scheduler[row] ?? ''];
	if (flags & serviceFlag.persistent) {
		// Without rights the kernel may not say for how many seconds.
		words.push(`p${services.timeout[row] || '?'}${granularity(services, row)}`);
	}
	if (flags & serviceFlag.onePacket) {
		words.push('ops');
	}
	if (services.persistenceEngine[row]) {
		words.push(services.persistenceEngine[row]);
	}
	return words.join(' ');
};

/** Stickiness of whole networks: `/24`; nothing for single clients. */
export const granularity = (services: ServiceColumns, row: number): string => {
	const family = familyOf(services.family[row] ?? 0);
	const netmask = services.netmask[row] ?? 0;
	if (netmask === wholeNetmask(family)) {
		return '';
	}
	const length = family === 'ipv6' ? netmask : netmask.toString(2).replace(/0+$/, '').length;
	return `/${length}`;
};

/** Forwarding methods by their usual short names, with what they are. */
export const forwardNames: Readonly<
	Record<number, {readonly word: string; readonly says: string}>
> = {
	[forwarding.directRouting]: {word: 'DR', says: 'direct routing, replies bypass this director'},
	[forwarding.masquerading]: {word: 'NAT', says: 'masquerading, replies come back through here'},
	[forwarding.tunneling]: {word: 'TUN', says: 'tunneling, replies bypass this director'},
	[forwarding.local]: {word: 'LOC', says: 'served by this machine itself'},
	[forwarding.bypass]: {word: 'BYP', says: 'cache bypass'},
};

export const forwardName = (method: number): string => forwardNames[method]?.word ?? `?${method}`;
