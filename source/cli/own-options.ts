import type {Takes} from '../ipvsadm/options.ts';

/**
Options of our own part of the command line, as data. The outer help, the completions and the manual page are made from this table and
that of the words.
*/
export type OwnOption = {
	readonly short?: string;
	readonly takes: Takes;
	/** Name of the value in the help text. */
	readonly value?: string;
	readonly help: string;
	/** Whether it may be given more than once. */
	readonly repeats?: boolean;
};

/** The keys are the long names. */
export const ownOptions = {
	interval: {
		takes: 'value',
		value: 'SECONDS',
		help: 'time between readings of the table, 0.5 to 60; care: between checks, also 1m30s',
	},
	config: {
		takes: 'value',
		value: 'FILE',
		help: 'preferences from this file instead of ~/.config/ipvs-tui/config.json',
	},
	theme: {
		takes: 'value',
		value: 'NAME',
		help: 'colours: terminal, dark, light, high-contrast, colour-blind, monochrome',
	},
	ascii: {takes: 'nothing', help: 'no characters beyond ASCII, whatever the locale says'},
	'read-only': {takes: 'nothing', help: 'look only: nothing can be changed, and no key unlocks it'},
	label: {
		takes: 'value',
		value: 'TEXT',
		help: 'a word for this machine in the title; red when it begins with PROD',
	},
	plain: {
		takes: 'nothing',
		help: 'lines of text instead of a screen, for screen readers: changes as sentences, a table when asked for',
	},
	demo: {
		takes: 'optional',
		value: 'SCENARIO',
		help: 'an embedded director instead of the kernel; a scenario (web when none is named) or a file with one',
	},
	seed: {
		takes: 'value',
		value: 'NUMBER',
		help: 'another run of the demo; the same number repeats it',
	},
	speed: {
		takes: 'value',
		value: 'FACTOR',
		help: 'the live demo runs faster than real time, up to 100',
	},
	listen: {
		takes: 'value',
		value: 'PATH',
		help: 'share the live demo on a unix socket, also without a terminal',
	},
	connect: {takes: 'value', value: 'PATH', help: 'the demo that is shared there'},
	netns: {takes: 'value', value: 'NAME|PATH|PID', help: 'the table of this network namespace'},
	full: {takes: 'nothing', help: 'also thresholds, timeouts and daemons, which ipvsadm leaves out'},
	json: {takes: 'nothing', help: 'JSON instead of text; connections come as one object a line'},
	'dry-run': {takes: 'nothing', help: 'say what would be done, and do nothing'},
	rollback: {takes: 'nothing', help: 'undo what this run did when the kernel refuses something'},
	wait: {takes: 'nothing', help: 'wait until no connection and no template is left'},
	timeout: {
		takes: 'value',
		value: 'SECONDS',
		help: 'give up waiting after this time, with exit code 1',
	},
	for: {
		takes: 'value',
		value: 'FILE|SECONDS',
		help: 'doctor: what these rules would need, before they are applied (- is standard input); simulate: how long clients come, 300 when not given',
	},
	from: {
		takes: 'value',
		value: 'kernel|FILE',
		help: 'start from the running table (and the rates that it measures), or from rules in a file; simulate also takes a scenario',
	},
	change: {
		takes: 'value',
		value: 'LINE',
		repeats: true,
		help: 'a command of ipvsadm in one argument, such as "-e -t 192.0.2.1:80 -r 10.0.0.1 -m -w 0"; as often as wanted',
	},
	rate: {
		takes: 'value',
		value: 'SERVICE=CPS',
		repeats: true,
		help: 'so many new connections a second, instead of what is measured; as often as wanted',
	},
	seeds: {
		takes: 'value',
		value: 'NUMBER',
		help: 'runs with other random arrivals, 5 when not given',
	},
	'no-probe': {takes: 'nothing', help: 'open no connections to the real servers'},
	arp: {takes: 'nothing', help: 'also ask by ARP who else has the virtual addresses'},
	snat: {
		takes: 'value',
		value: '[SERVICE=]HOW,…',
		help: 'source NAT of masqueraded connections: masquerade, ADDRESS or FIRST-LAST',
	},
	'catch-all': {
		takes: 'value',
		value: 'MARK',
		help: 'refuse all other ports of the virtual addresses, by a service without servers on this mark',
	},
	'link-mode': {
		takes: 'nothing',
		help: 'also for clients and real servers on this host itself',
	},
	pools: {
		takes: 'value',
		value: 'VIPS',
		help: 'virtual addresses such as "VIP:80;VIP:81"; what follows are their real servers, such as "RIP:80,RIP;RIP:81"',
	},
	link: {
		takes: 'value',
		value: 'INTERFACE',
		help: 'make virtual addresses local by routes on it, not by addresses on ipvs0',
	},
	backend: {takes: 'value', value: 'iptables|nftables', help: 'instead of what the host uses'},
	persist: {takes: 'nothing', help: 'modules and settings also for the next start, in /etc'},
	update: {takes: 'nothing', help: 'once more with the options of the last time'},
	keep: {
		takes: 'nothing',
		help: 'go on: once more whenever the table or the host is no longer so',
	},
	clean: {
		takes: 'nothing',
		help: 'take away all that setup has made, and nothing else; care: the services that it is given',
	},
	vs: {
		takes: 'value',
		value: 'VIP:PORT',
		help: 'the one TCP service to take care of, as lvscare has it',
	},
	rs: {
		takes: 'value',
		value: 'ADDRESS:PORT',
		repeats: true,
		help: 'a real server of it; as often as wanted',
	},
	scheduler: {takes: 'value', value: 'NAME', help: 'rr when not given'},
	mode: {
		takes: 'value',
		value: 'route',
		help: 'of lvscare; its link mode is setup --link-mode here',
	},
	ip: {takes: 'value', value: 'GATEWAY', help: 'of lvscare; says the command for it'},
	iface: {takes: 'value', value: 'NAME', help: 'of lvscare; for its link mode only'},
	masqueradebit: {takes: 'value', value: 'BIT', help: 'of lvscare; for its link mode only'},
	logger: {
		takes: 'value',
		value: 'INFO|DEBG',
		help: 'of lvscare; what happens is told either way',
	},
	'health-schem': {
		takes: 'value',
		value: 'http|https|tcp',
		help: 'how to check them, https when not given',
	},
	'health-path': {
		takes: 'value',
		value: 'PATH',
		help: 'what to ask them for, /healthz when not given',
	},
	'health-req-method': {takes: 'value', value: 'METHOD', help: 'GET when not given'},
	'health-req-body': {takes: 'value', value: 'TEXT', help: 'what to send along'},
	'health-req-headers': {
		takes: 'value',
		value: 'NAME=VALUE,…',
		repeats: true,
		help: 'headers to send along',
	},
	'health-status': {
		takes: 'value',
		value: 'CODE,…',
		repeats: true,
		help: 'statuses of 400 and more that pass too',
	},
	'health-insecure-skip-verify': {
		takes: 'value',
		value: 'true|false',
		help: 'whether any certificate will do; true when not given',
	},
	'health-timeout': {takes: 'value', value: 'TIME', help: 'after which a check has failed'},
	'run-once': {takes: 'nothing', help: 'make the table what is wanted, without any check, and end'},
	'clean-on-exit': {takes: 'nothing', help: 'take the services away at the end'},
	log: {takes: 'value', value: 'text|json', help: 'how to tell what happens'},
	metrics: {
		takes: 'value',
		value: 'ADDRESS:PORT|PATH',
		help: 'metrics for Prometheus on a loopback address or a unix socket',
	},
	'print-unit': {
		takes: 'nothing',
		help: 'a unit for systemd that does this; setup: with --keep, at every start of the machine',
	},
	help: {takes: 'nothing', help: 'this text'},
	version: {takes: 'nothing', help: 'the version'},
} as const satisfies Record<string, OwnOption>;

export type OwnOptionName = keyof typeof ownOptions;

/** Options that go before everything, also before ipvsadm's grammar. */
export const leadingOptions = [
	'demo',
	'seed',
	'speed',
	'listen',
	'connect',
	'netns',
] as const satisfies readonly OwnOptionName[];
