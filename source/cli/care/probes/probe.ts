import type {Check, CheckKind} from '../../../care/check.ts';
import {dnsProbe} from './dns.ts';
import {httpProbe} from './http.ts';
import {execProbe, pingProbe} from './program.ts';
import type {Probe, Target} from './target.ts';
import {tcpProbe} from './tcp.ts';
import {udpProbe} from './udp.ts';

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
