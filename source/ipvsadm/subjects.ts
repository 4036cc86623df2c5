import type {CommandName} from './commands.ts';

/** `must`: the command does not work without it. `alone`: at most one of all subjects marked so. Not named: illegal. */
export type Legality = 'must' | 'may' | 'alone';

type SubjectRow = Readonly<Partial<Record<CommandName, Legality>>>;

const ofServices = {'add-service': 'may', 'edit-service': 'may'} as const;
const ofServers = {'add-server': 'may', 'edit-server': 'may'} as const;
const ofDaemons = {'start-daemon': 'may'} as const;

/**
What an option is about, by the name that messages use, and the commands it is legal with. The order of the rows is the order of the
legality check: the first finding is the one that is reported. Options that share a subject exclude each other.
*/
export const subjects = {
	numeric: {list: 'may', save: 'may'},
	connection: {list: 'alone'},
	'service-address': {
		'add-service': 'must',
		'edit-service': 'must',
		'delete-service': 'must',
		list: 'alone',
		'add-server': 'must',
		'delete-server': 'must',
		'edit-server': 'must',
		zero: 'may',
	},
	scheduler: ofServices,
	persistent: ofServices,
	netmask: ofServices,
	'real-server': {'add-server': 'must', 'delete-server': 'must', 'edit-server': 'must'},
	'forwarding-method': ofServers,
	weight: ofServers,
	'u-threshold': ofServers,
	'l-threshold': ofServers,
	'mcast-interface': ofDaemons,
	timeout: {list: 'alone'},
	daemon: {list: 'alone'},
	stats: {list: 'may'},
	rate: {list: 'may'},
	thresholds: {list: 'may'},
	'persistent-conn': {list: 'may'},
	nosort: {list: 'may'},
	syncid: {'start-daemon': 'may', 'stop-daemon': 'may', list: 'may'},
	exact: {list: 'may'},
	ops: ofServices,
	pe: ofServices,
	'sched-flags': ofServices,
	'mcast-group': ofDaemons,
	'mcast-port': ofDaemons,
	'mcast-ttl': ofDaemons,
	'sync-maxlen': ofDaemons,
	'tun-info': {list: 'may'},
	'tun-type': ofServers,
	'tun-port': ofServers,
	'tun-nocsum': ofServers,
	'tun-csum': ofServers,
	'tun-remcsum': ofServers,
} as const satisfies Record<string, SubjectRow>;

export type SubjectName = keyof typeof subjects;
