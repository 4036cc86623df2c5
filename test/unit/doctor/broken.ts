import {seen, type Evidence, type Route} from '../../../source/doctor/evidence.ts';
import {healthy, rules, service} from './healthy.ts';

/** A host in order but for one thing, and what must be said first about it. */
export type Broken = readonly [
	what: string,
	broken: Partial<Evidence>,
	said: {check: string; severity: string; subject?: string; evidence?: string; fix?: unknown},
];

export const web = 'tcp 192.0.2.10:80';
export const packets = {incoming: 1000, outgoing: 900};

export const routes = (...more: readonly (readonly [string, Route])[]): Evidence['routes'] =>
	seen(new Map([...(healthy.routes.isSeen ? healthy.routes.value : []), ...more]));

export const links = (changed: object): Evidence['links'] =>
	seen(
		(healthy.links.isSeen ? healthy.links.value : []).map(link =>
			link.name === 'eth0' ? {...link, ...changed} : link,
		),
	);

export const services = (...all: readonly ReturnType<typeof service>[]) => ({services: seen(all)});
export const nat = (line: string) => ({packetRules: seen(rules('nat', line))});
export const filter = (...lines: readonly string[]) => ({
	packetRules: seen(rules('filter', ...lines)),
});
export const ipvsRule = '-A POSTROUTING -m ipvs --ipvs -j MASQUERADE';
