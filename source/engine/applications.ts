import {forwarding} from '../model/destination.ts';
import {protocols} from '../model/service.ts';
import {flag, isTemplate} from './connections/columns.ts';
import type {Director} from './state.ts';

/**
/proc/net/ip_vs_app: the ports on which a module helps a protocol, the newest first, and how many connections with masquerading it has.

@source kernel net/netfilter/ipvs/ip_vs_app.c, ip_vs_app_seq_show; measured on 6.1 with ip_vs_ftp
*/
export const applicationsText = (director: Director): string =>
	`prot port    usecnt name\n${director.settings.ftpPorts
		.toReversed()
		.map(port => line(port, connectionsTo(director, port)))
		.join('')}`;

const line = (port: number, count: number): string =>
	`TCP  ${String(port).padEnd(7)} ${String(count).padEnd(6)} ${'ftp'.padEnd(17)}\n`;

const connectionsTo = ({connections}: Director, port: number): number => {
	const {count, target, targets, flags} = connections;
	let found = 0;
	for (let row = 0; row < count; row += 1) {
		const to = targets.all[target[row]!];
		found +=
			to?.port === port &&
			to.protocol === protocols.tcp &&
			!isTemplate(connections, row) &&
			(flags[row]! & flag.method) === forwarding.masquerading
				? 1
				: 0;
	}
	return found;
};
