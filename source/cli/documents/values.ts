import {options, type OptionName} from '../../ipvsadm/options.ts';
import {tunnelType} from '../../model/destination.ts';
import {persistenceEngineNames, schedulerNames} from '../../model/scheduler-names.ts';
import {shipped} from '../../scenario/shipped/shipped.ts';
import {themeNames} from '../../tui/theme/themes.ts';
import type {OwnOptionName} from '../own-options.ts';

/** Values that are the same on every machine. */
export const wordLists = {
	scheduler: schedulerNames,
	'sched-flags': options['sched-flags'].help.split(' '),
	'tun-type': Object.keys(tunnelType),
	pe: persistenceEngineNames,
	daemon: ['master', 'backup'],
	scenario: Object.keys(shipped),
	shell: ['bash', 'zsh', 'fish'],
	theme: themeNames,
	backend: ['iptables', 'nftables'],
	mark: ['up', 'down', 'auto'],
	log: ['text', 'json'],
} as const satisfies Record<string, readonly string[]>;

/** What a value can be completed with. */
export type Values =
	| keyof typeof wordLists
	/** Virtual services of the running table. */
	| 'tcp'
	| 'udp'
	| 'sctp'
	| 'marks'
	/** Real servers of the service on the command line; those that are not behind it. */
	| 'servers'
	| 'other-servers'
	| 'interfaces'
	| 'namespaces'
	| 'files'
	| 'folders'
	| 'anything';

export const optionValues: Readonly<Partial<Record<OptionName, Values>>> = {
	'tcp-service': 'tcp',
	'udp-service': 'udp',
	'sctp-service': 'sctp',
	'fwmark-service': 'marks',
	scheduler: 'scheduler',
	'sched-flags': 'sched-flags',
	pe: 'pe',
	'real-server': 'servers',
	'tun-type': 'tun-type',
	'mcast-interface': 'interfaces',
};

export const ownOptionValues: Readonly<Partial<Record<OwnOptionName, Values>>> = {
	demo: 'scenario',
	listen: 'files',
	connect: 'files',
	netns: 'namespaces',
	for: 'files',
	config: 'files',
	theme: 'theme',
	from: 'files',
	link: 'interfaces',
	backend: 'backend',
	log: 'log',
	metrics: 'files',
};

/** By the operands of our words as their table writes them. */
export const operandValues: Readonly<Record<string, Values>> = {
	FILE: 'files',
	FOLDER: 'folders',
	'bash|zsh|fish': 'shell',
	'FILE|status|pin': 'files',
	'up|down|auto': 'mark',
};
