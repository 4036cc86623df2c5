import {errno} from '../wire/ids.ts';
import type {Attributes} from '../wire/nest.ts';
import type {Director} from './state.ts';

/** Seconds. @source kernel net/netfilter/ipvs/ip_vs_proto_tcp.c and ip_vs_proto_udp.c, the default timeout tables */
export const defaultTimeouts = {tcp: 900, tcpFin: 120, udp: 300} as const;

const longestInJiffies = 0x7f_ff_ff_ff;

/** Zero and absent keep what is. One bad value and nothing changes. */
export const setTimeouts = (director: Director, attributes: Attributes): number => {
	const limit = Math.floor(longestInJiffies / director.settings.hz);
	const wanted = (name: string): number => (attributes.get(name) ?? 0) as number;
	const tcp = wanted('timeoutTcp');
	const tcpFin = wanted('timeoutTcpFin');
	const udp = wanted('timeoutUdp');
	if (tcp > limit || tcpFin > limit || udp > limit) {
		return errno.EINVAL;
	}
	const {timeouts} = director;
	director.timeouts = {
		tcp: tcp || timeouts.tcp,
		tcpFin: tcpFin || timeouts.tcpFin,
		udp: udp || timeouts.udp,
	};
	return 0;
};
