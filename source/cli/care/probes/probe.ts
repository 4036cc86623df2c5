import type {Check, CheckKind, Outcome} from '../../../care/check.ts';
import {dnsProbe} from './dns.ts';
import {httpProbe} from './http.ts';
import {execProbe, pingProbe} from './program.ts';
import {tcpProbe} from './tcp.ts';
import {udpProbe} from './udp.ts';

/** Where a check goes, and from where. */
export type Target = {
	readonly address: string;
	readonly port: number;
	readonly bind: string | undefined;
	/** Milliseconds, after which the probe has failed. */
	readonly timeout: number;
};

/** Looks once. It never rejects, and takes no longer than the timeout. */
export type Probe = () => Promise<Outcome>;

type Probes = {
	readonly [Kind in CheckKind]: (check: Check & {kind: Kind}, target: Target) => Probe;
};

const probes: Probes = {
	tcp: tcpProbe,
	http: httpProbe,
	https: httpProbe,
	dns: dnsProbe,
	udp: udpProbe,
	exec: execProbe,
	ping: pingProbe,
};

/** Prepares a check of a server; it can be made as often as wanted. */
export const createProbe = (check: Check, server: Target): Probe => {
	const target = {
		...server,
		address: check.address ?? server.address,
		port: check.port ?? server.port,
	};
	return (probes[check.kind] as (check: Check, target: Target) => Probe)(check, target);
};
