type CommandRow = {
	/** Every letter of it is a short name. */
	readonly short: string;
	readonly long: string;
	readonly takes: 'nothing' | 'value';
	/** What stands after the command in the help text. */
	readonly operands: string;
	readonly help: string;
};

/** The keys are the names that messages use. */
export const commands = {
	'add-service': {
		short: 'A',
		long: 'add-service',
		takes: 'nothing',
		operands: 'SERVICE',
		help: 'create a virtual service',
	},
	'edit-service': {
		short: 'E',
		long: 'edit-service',
		takes: 'nothing',
		operands: 'SERVICE',
		help: 'replace every setting of a virtual service; what is left out returns to its default',
	},
	'delete-service': {
		short: 'D',
		long: 'delete-service',
		takes: 'nothing',
		operands: 'SERVICE',
		help: 'remove a virtual service together with its real servers',
	},
	flush: {
		short: 'C',
		long: 'clear',
		takes: 'nothing',
		operands: '',
		help: 'remove all virtual services',
	},
	list: {
		short: 'Ll',
		long: 'list',
		takes: 'nothing',
		operands: '[SERVICE]',
		help: 'print the table, one service of it, the connections, timeouts or daemons',
	},
	'add-server': {
		short: 'a',
		long: 'add-server',
		takes: 'nothing',
		operands: 'SERVICE -r SERVER',
		help: 'put a real server behind a virtual service',
	},
	'delete-server': {
		short: 'd',
		long: 'delete-server',
		takes: 'nothing',
		operands: 'SERVICE -r SERVER',
		help: 'take a real server away from a virtual service',
	},
	'edit-server': {
		short: 'e',
		long: 'edit-server',
		takes: 'nothing',
		operands: 'SERVICE -r SERVER',
		help: 'replace every setting of a real server; what is left out returns to its default',
	},
	set: {
		short: '',
		long: 'set',
		takes: 'nothing',
		operands: 'TCP TCPFIN UDP',
		help: 'connection timeouts in seconds; 0 keeps the present one',
	},
	'start-daemon': {
		short: '',
		long: 'start-daemon',
		takes: 'value',
		operands: '{master|backup}',
		help: 'start synchronising connections with another director',
	},
	'stop-daemon': {
		short: '',
		long: 'stop-daemon',
		takes: 'value',
		operands: '{master|backup}',
		help: 'stop that daemon',
	},
	restore: {
		short: 'R',
		long: 'restore',
		takes: 'nothing',
		operands: '',
		help: 'run the commands on standard input, one a line',
	},
	save: {
		short: 'S',
		long: 'save',
		takes: 'nothing',
		operands: '',
		help: 'print the table as commands for --restore',
	},
	zero: {
		short: 'Z',
		long: 'zero',
		takes: 'nothing',
		operands: '[SERVICE]',
		help: 'set the counters of one service, or all, to zero',
	},
	help: {short: 'h', long: 'help', takes: 'nothing', operands: '', help: 'print this text'},
	version: {short: 'v', long: 'version', takes: 'nothing', operands: '', help: 'print the version'},
} as const satisfies Record<string, CommandRow>;

export type CommandName = keyof typeof commands;
