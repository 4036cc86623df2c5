import {changeLine} from '../../../ipvsadm/unparse.ts';
import type {Destination} from '../../../model/destination.ts';
import {destinationAt, matchAt, serviceAt} from '../../../model/table.ts';
import {pairsOf} from '../../../operator/settings.ts';
import {lineOf, plainLine, type Line} from '../../view/line.ts';
import {granularity} from '../../view/names.ts';
import {padEnd} from '../../view/text.ts';
import type {Subject} from './subject.ts';

/** How the item is set up, in words, and as the commands that set it up like this. */
export const configLines = (subject: Subject): readonly Line[] => {
	const {facts, service, server, servers} = subject;
	const {services, destinations} = facts.sample.table;
	const isServiceKnown = facts.sample.limitation === undefined;
	const one = server ?? servers[0];
	const isKnown = one === undefined ? isServiceKnown : destinations.isDetailed[one] !== 0;
	const shown = server === undefined ? servers : [server];
	const pairs =
		server === undefined ? servicePairs(subject) : serverPairs(destinationAt(destinations, server));
	return [
		plainLine(' '),
		...pairs.map(([name, value]) => {
			const isRead = isServiceKnown || !unreadWithoutRights.has(name);
			return lineOf([
				{text: `  ${padEnd(name, 18)}`, tone: 'dim'},
				{text: isRead ? value : 'not read', tone: isRead ? 'plain' : 'dim'},
			]);
		}),
		plainLine(' '),
		plainLine('  as commands', 'dim'),
		...(server === undefined && isServiceKnown
			? [commandLine({kind: 'add-service', service: serviceAt(services, service)})]
			: []),
		...(isKnown
			? shown.map(row =>
					commandLine({
						kind: 'add-destination',
						match: matchAt(services, service),
						destination: destinationAt(destinations, row),
					}),
				)
			: [plainLine('  not all settings were read: that needs CAP_NET_ADMIN', 'warning')]),
	];
};

/** Settings that the public text of the kernel has not. */
const unreadWithoutRights: ReadonlySet<string> = new Set([
	'engine',
	'scheduler flags',
	'upper threshold',
	'lower threshold',
	'tunnel',
]);

const commandLine = (change: Parameters<typeof changeLine>[0]): Line =>
	plainLine(`  ipvsadm ${changeLine(change)}`);

/** No threshold is 0 for the kernel. */
const serverPairs = (destination: Destination) =>
	pairsOf({kind: 'destination', destination}).map(
		([name, value]) =>
			[name, name.endsWith('threshold') && value === '0' ? 'none' : value] as const,
	);

const servicePairs = ({facts, service, servers}: Subject) => {
	const {services} = facts.sample.table;
	const pairs = pairsOf({kind: 'service', service: serviceAt(services, service)});
	return [
		...pairs.map(([name, value]) =>
			name === 'netmask' && value !== 'none'
				? ([name, granularity(services, service) || 'single clients'] as const)
				: name === 'persistence' && value === '0 s'
					? ([name, 'on, for how long was not read'] as const)
					: ([name, value] as const),
		),
		['servers', String(servers.length)] as const,
	];
};
