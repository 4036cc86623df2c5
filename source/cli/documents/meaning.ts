import type {OptionName} from '../../ipvsadm/options.ts';
import {subjects} from '../../ipvsadm/subjects.ts';

/*
What ipvsadm checks beside the legality of single options, as far as a completion can know it: an option that would be refused
with what is there already is not offered.
*/

/** Commands at which an option that the grammar lets pass everywhere means something. */
export const commandsOf: Readonly<Partial<Record<OptionName, readonly string[]>>> = {
	ipv6: Object.keys(subjects['service-address']),
	sort: ['list'],
};

/** One of these must have been given before. */
export const neededBy: Readonly<Partial<Record<string, readonly OptionName[]>>> = {
	ipv6: ['fwmark-service'],
	ops: ['udp-service', 'fwmark-service'],
	'tun-type': ['ipip'],
	'tun-port': ['tun-type'],
	'tun-nocsum': ['tun-type'],
	'tun-csum': ['tun-type'],
	'tun-remcsum': ['tun-type'],
};

const clocks = ['timeout', 'daemon'] as const;
const counted = ['stats', 'rate', 'thresholds'] as const;
const checksums = ['tun-nocsum', 'tun-csum', 'tun-remcsum'] as const;

/** None of these may have been given before. */
export const conflictsOf: Readonly<Partial<Record<string, readonly OptionName[]>>> = {
	connection: counted,
	timeout: [...counted, 'persistent-conn'],
	daemon: [...counted, 'persistent-conn'],
	stats: [...clocks, 'connection'],
	rate: [...clocks, 'connection'],
	thresholds: [...clocks, 'connection'],
	'persistent-conn': clocks,
	'tun-nocsum': checksums,
	'tun-csum': checksums,
	'tun-remcsum': checksums,
};
