import {protocols, serviceFlag, type Match, type Service} from '../model/service.ts';
import {forwarding, type Destination} from '../model/destination.ts';
import type {Timeouts} from '../model/director.ts';
import type {Load} from './arrivals.ts';

/**
Little's law: what is in a state on average is how many enter it a second, times the seconds that each stays. So counts and a rate
together tell how long connections last.
*/
export type Stay = {
	/** Seconds that a connection is in use. */
	readonly lifetime: number;
	/** 0 to 1: share of connections that end with a reset, which the table forgets sooner. */
	readonly resets: number;
};

/** @param rate - connections a second, more than 0 */
export const stayOf = (
	{active, inactive}: Load,
	{rate, lingering, match}: {rate: number; lingering: number; match: Match},
): Stay => {
	if (protocolOf(match) === protocols.udp) {
		return {lifetime: Math.max(0, inactive / rate - lingering), resets: 0};
	}
	const afterwards = inactive / rate;
	return {
		lifetime: Math.max(shortest, active / rate),
		resets:
			inactive === 0
				? 0
				: Math.min(1, Math.max(0, (lingering - afterwards) / (lingering - afterReset))),
	};
};

/** How many connections there are, when as many come as go. Those of UDP all count as inactive. */
export const inBalance = (
	match: Match,
	{rate, lifetime, lingering}: {rate: number; lifetime: number; lingering: number},
): Pick<Load, 'active' | 'inactive'> =>
	protocolOf(match) === protocols.udp
		? {active: 0, inactive: rate * (lifetime + lingering)}
		: {active: rate * lifetime, inactive: rate * lingering};

/** Seconds that a connection stays in the table after its end. @source kernel net/netfilter/ipvs/ip_vs_proto_tcp.c: TIME_WAIT; FIN_WAIT where only the client is seen */
export const lingeringOf = (
	{match, flags}: Service,
	destinations: Iterable<Destination>,
	{tcpFin, udp}: Timeouts,
): number => {
	switch (protocolOf(match)) {
		case protocols.udp:
			return (flags & serviceFlag.onePacket) === 0 ? udp : 0;
		case protocols.sctp:
			return afterSctp;
		default:
			return [...destinations].some(({method}) => method === forwarding.masquerading)
				? timeWait
				: tcpFin;
	}
};

/**
How many clients there are, if so many of them have a template: each of `clients` comes at its own share of the rate, and is
remembered for the timeout.
*/
export const clientsBehind = (
	templates: number,
	{rate, timeout}: {rate: number; timeout: number},
): number => {
	const visits = rate * timeout;
	if (templates >= visits * nearlyAll) {
		return mostClients;
	}
	let low = templates;
	let high = mostClients;
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (templatesOf(middle, {rate, timeout}) < templates) {
			low = middle;
		} else {
			high = middle;
		}
	}
	return high;
};

/** How many of so many clients have a template. */
export const templatesOf = (
	clients: number,
	{rate, timeout}: {rate: number; timeout: number},
): number => clients * (1 - Math.exp((-rate * timeout) / clients));

/** A firewall mark does not say; most of them are for TCP. */
export const protocolOf = (match: Match): number =>
	match.kind === 'mark' ? protocols.tcp : match.protocol;

/** Seconds. */
const shortest = 0.1;
const timeWait = 120;
const afterReset = 10;
const afterSctp = 61;

/** From this share on, nearly every visit is that of a new client, and nothing tells how many more there are. */
const nearlyAll = 0.95;
const mostClients = 1_000_000;
