import type {SubjectName} from './subjects.ts';

/**
The grammar of ipvsadm 1.31 as data: these rows, `commands` and `subjects`. Parsing, legality, the help text and printing a change
back as a command line all read them.
*/
export type Takes = 'nothing' | 'value' | 'optional';

type OptionRow = {
	readonly short: string;
	readonly takes: Takes;
	/** Without a subject the option is legal everywhere and may be repeated. */
	readonly about?: SubjectName;
	/** Name of the value in the help text. */
	readonly value?: string;
	readonly help: string;
};

/** The keys are the long names. */
export const options = {
	'tcp-service': {
		short: 't',
		takes: 'value',
		about: 'service-address',
		value: 'ADDRESS[:PORT]',
		help: 'the virtual service at this TCP address',
	},
	'udp-service': {
		short: 'u',
		takes: 'value',
		about: 'service-address',
		value: 'ADDRESS[:PORT]',
		help: 'the virtual service at this UDP address',
	},
	'sctp-service': {
		short: '',
		takes: 'value',
		about: 'service-address',
		value: 'ADDRESS[:PORT]',
		help: 'the virtual service at this SCTP address',
	},
	'fwmark-service': {
		short: 'f',
		takes: 'value',
		about: 'service-address',
		value: 'MARK',
		help: 'the virtual service of packets with this firewall mark',
	},
	ipv6: {short: '6', takes: 'nothing', help: 'the firewall mark is on IPv6 packets (after -f)'},
	scheduler: {
		short: 's',
		takes: 'value',
		about: 'scheduler',
		value: 'NAME',
		help: 'rr wrr lc wlc lblc lblcr dh sh sed nq fo ovf mh; wlc when not given',
	},
	'sched-flags': {
		short: 'b',
		takes: 'value',
		about: 'sched-flags',
		value: 'FLAG,…',
		help: 'sh-fallback sh-port mh-fallback mh-port flag-1 flag-2 flag-3',
	},
	persistent: {
		short: 'p',
		takes: 'optional',
		about: 'persistent',
		value: '[SECONDS]',
		help: 'keep a client on its real server; 360 seconds when not given',
	},
	netmask: {
		short: 'M',
		takes: 'value',
		about: 'netmask',
		value: 'MASK',
		help: 'clients of one network count as one: IPv4 mask, IPv6 prefix length',
	},
	pe: {
		short: '',
		takes: 'value',
		about: 'pe',
		value: 'NAME',
		help: 'persistence engine, such as sip',
	},
	ops: {
		short: 'o',
		takes: 'nothing',
		about: 'ops',
		help: 'schedule every packet on its own (UDP and firewall marks)',
	},
	'real-server': {
		short: 'r',
		takes: 'value',
		about: 'real-server',
		value: 'ADDRESS[:PORT]',
		help: 'the real server; the port of the service when not given',
	},
	gatewaying: {
		short: 'g',
		takes: 'nothing',
		about: 'forwarding-method',
		help: 'forward by direct routing (the default)',
	},
	ipip: {short: 'i', takes: 'nothing', about: 'forwarding-method', help: 'forward by a tunnel'},
	masquerading: {
		short: 'm',
		takes: 'nothing',
		about: 'forwarding-method',
		help: 'forward by network address translation',
	},
	'tun-type': {
		short: '',
		takes: 'value',
		about: 'tun-type',
		value: 'TYPE',
		help: 'ipip, gue or gre; ipip when not given',
	},
	'tun-port': {
		short: '',
		takes: 'value',
		about: 'tun-port',
		value: 'PORT',
		help: 'UDP port of a gue tunnel',
	},
	'tun-nocsum': {
		short: '',
		takes: 'nothing',
		about: 'tun-nocsum',
		help: 'gue, gre: no checksum (the default)',
	},
	'tun-csum': {short: '', takes: 'nothing', about: 'tun-csum', help: 'gue, gre: with a checksum'},
	'tun-remcsum': {
		short: '',
		takes: 'nothing',
		about: 'tun-remcsum',
		help: 'gue: remote checksum offload',
	},
	weight: {
		short: 'w',
		takes: 'value',
		about: 'weight',
		value: 'NUMBER',
		help: 'share of the load; 1 when not given, 0 takes no new connections',
	},
	'u-threshold': {
		short: 'x',
		takes: 'value',
		about: 'u-threshold',
		value: 'NUMBER',
		help: 'no new connections above this many; 0 is no limit',
	},
	'l-threshold': {
		short: 'y',
		takes: 'value',
		about: 'l-threshold',
		value: 'NUMBER',
		help: 'new connections again below this many',
	},
	numeric: {
		short: 'n',
		takes: 'nothing',
		about: 'numeric',
		help: 'addresses and ports as numbers, no look-up of names',
	},
	connection: {
		short: 'c',
		takes: 'nothing',
		about: 'connection',
		help: 'the connections instead of the table',
	},
	timeout: {short: '', takes: 'nothing', about: 'timeout', help: 'the timeouts set with --set'},
	daemon: {
		short: '',
		takes: 'nothing',
		about: 'daemon',
		help: 'the running synchronisation daemons',
	},
	stats: {short: '', takes: 'nothing', about: 'stats', help: 'counters since start or --zero'},
	rate: {short: '', takes: 'nothing', about: 'rate', help: 'counters per second'},
	exact: {short: 'X', takes: 'nothing', about: 'exact', help: 'counters in full, without K, M, G'},
	thresholds: {short: '', takes: 'nothing', about: 'thresholds', help: 'connection thresholds'},
	'persistent-conn': {
		short: '',
		takes: 'nothing',
		about: 'persistent-conn',
		help: 'persistent connections; with -c, persistence engine data',
	},
	'tun-info': {short: '', takes: 'nothing', about: 'tun-info', help: 'tunnel settings'},
	sort: {short: '', takes: 'nothing', help: 'sorted, as it is anyway'},
	nosort: {short: '', takes: 'nothing', about: 'nosort', help: 'in the order of the kernel'},
	'mcast-interface': {
		short: '',
		takes: 'value',
		about: 'mcast-interface',
		value: 'INTERFACE',
		help: 'multicast interface of the daemon; eth0 when not given',
	},
	syncid: {
		short: '',
		takes: 'value',
		about: 'syncid',
		value: 'NUMBER',
		help: 'id of the daemon, 0–255; 0 when not given',
	},
	'mcast-group': {
		short: '',
		takes: 'value',
		about: 'mcast-group',
		value: 'ADDRESS',
		help: 'multicast group, IPv4 or IPv6',
	},
	'mcast-port': {short: '', takes: 'value', about: 'mcast-port', value: 'PORT', help: 'UDP port'},
	'mcast-ttl': {
		short: '',
		takes: 'value',
		about: 'mcast-ttl',
		value: 'NUMBER',
		help: 'how many hops the messages may take',
	},
	'sync-maxlen': {
		short: '',
		takes: 'value',
		about: 'sync-maxlen',
		value: 'BYTES',
		help: 'longest synchronisation message',
	},
} as const satisfies Record<string, OptionRow>;

export type OptionName = keyof typeof options;
