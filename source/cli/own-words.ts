import type {OwnOptionName} from './own-options.ts';

/** A word beside ipvsadm's grammar. */
type Subcommand = {
	/** Under which heading the help lists it. */
	readonly group: 'look' | 'change' | 'files' | 'install';
	/** What stands after the word. */
	readonly operands: string;
	readonly help: string;
	readonly options: readonly OwnOptionName[];
};

/** Flags of lvscare: one service on the command line instead of a file. */
export const lvscareFlags = [
	'vs',
	'rs',
	'scheduler',
	'interval',
	'mode',
	'ip',
	'iface',
	'masqueradebit',
	'logger',
	'health-schem',
	'health-path',
	'health-req-method',
	'health-req-body',
	'health-req-headers',
	'health-status',
	'health-insecure-skip-verify',
	'health-timeout',
] as const satisfies readonly OwnOptionName[];

/** The keys are the words. */
export const subcommands = {
	tui: {
		group: 'look',
		operands: '',
		help: 'the live table in the terminal; what happens without any word',
		options: ['interval', 'config', 'theme', 'ascii', 'read-only', 'label', 'plain'],
	},
	save: {
		group: 'files',
		operands: '',
		help: 'the table as rules, one ipvsadm command a line',
		options: ['full'],
	},
	restore: {
		group: 'files',
		operands: '',
		help: 'check the rules on standard input, all of them first, then apply them',
		options: ['dry-run', 'rollback'],
	},
	apply: {
		group: 'files',
		operands: 'FILE',
		help: 'make the table what the file says (- is standard input), changing only what differs',
		options: ['dry-run'],
	},
	diff: {
		group: 'files',
		operands: 'FILE',
		help: 'what apply would change, with + - ~ before each line; exit code 1 when there is anything',
		options: [],
	},
	import: {
		group: 'files',
		operands: 'FILE',
		help: 'a configuration of ldirectord or keepalived as rules; what rules cannot say goes to standard error, by line; exit code 1 when something of the table is missing',
		options: ['pools'],
	},
	list: {group: 'look', operands: '', help: 'the table, in numbers', options: ['json']},
	stats: {group: 'look', operands: '', help: 'the table with its counters', options: ['json']},
	connections: {group: 'look', operands: '', help: 'the connections', options: ['json']},
	doctor: {
		group: 'look',
		operands: '',
		help: 'what is wrong with this host and table, and how to mend it; exit code 1 for warnings, 3 for failures',
		options: ['json', 'for', 'no-probe', 'arp'],
	},
	simulate: {
		group: 'look',
		operands: '',
		help: 'what changes would do to the present traffic: who gets how much, who gets full, when a drained server is empty; nothing is changed',
		options: ['from', 'change', 'rate', 'seeds', 'for', 'json'],
	},
	setup: {
		group: 'change',
		operands: '',
		help: 'prepare this host for its services: modules, settings, addresses, source NAT; what is there already stays',
		options: [
			'from',
			'snat',
			'catch-all',
			'link-mode',
			'link',
			'backend',
			'persist',
			'update',
			'keep',
			'print-unit',
			'clean',
			'dry-run',
		],
	},
	drain: {
		group: 'change',
		operands: 'SERVICE -r SERVER',
		help: 'weight 0: no new connections; everything else stays as it is',
		options: ['wait', 'timeout'],
	},
	return: {
		group: 'change',
		operands: 'SERVICE -r SERVER [-w WEIGHT]',
		help: 'put a drained server back, with the weight it had when it was drained here',
		options: [],
	},
	care: {
		group: 'change',
		operands: 'FILE|status|pin [SERVICE -r SERVER up|down|auto]',
		help: 'check the servers, again and again: weight 0 for those that fail, their own weight for those that come back',
		options: [
			'json',
			'log',
			'metrics',
			'run-once',
			'clean',
			'clean-on-exit',
			'print-unit',
			...lvscareFlags,
		],
	},
	config: {
		group: 'install',
		operands: '',
		help: 'the preferences that hold and where they come from; exit code 1 when the file has a mistake',
		options: ['json', 'config'],
	},
	'install-links': {
		group: 'install',
		operands: 'FOLDER',
		help: 'link this program as ipvsadm, ipvsadm-save and ipvsadm-restore',
		options: [],
	},
	completion: {
		group: 'install',
		operands: 'bash|zsh|fish',
		help: 'a completion script for a shell',
		options: [],
	},
} as const satisfies Record<string, Subcommand>;

export type SubcommandName = keyof typeof subcommands;
