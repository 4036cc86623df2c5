import type {Client} from '../../../source/client/client.ts';
import {changeLine} from '../../../source/ipvsadm/unparse.ts';
import type {Change} from '../../../source/model/change.ts';
import {destinationKey} from '../../../source/model/destination.ts';
import {
	configurationOf,
	emptyConfiguration,
	type Configuration,
} from '../../../source/plan/configuration.ts';
import {difference} from '../../../source/plan/difference.ts';
import {openLedger} from '../../../source/plan/ledger.ts';
import {change, valueOf} from '../../unit/client/director.ts';

/** Everything that runs, with timeouts and daemons. */
export const configurationIn = async (client: Client): Promise<Configuration> =>
	configurationOf(valueOf(await client.table('dump')), {
		timeouts: valueOf(await client.timeouts()),
		daemons: valueOf(await client.daemons()),
	});

/** Sorted lines that make it out of nothing. */
export const rulesOf = (configuration: Configuration): readonly string[] =>
	difference(emptyConfiguration, configuration).map(changeLine).toSorted();

/** What the log says was done, and what others did, one after the other. */
export const openHistory = (start: Configuration) => {
	const ledger = openLedger(start);
	const irreversible: string[] = [];
	let changes = 0;

	const enter = (line: string): void => {
		const obstacle = ledger.enter(change(line));
		if (obstacle !== undefined) {
			irreversible.push(`${line} was done, but ${obstacle}`);
		}
	};

	return {
		start,
		now: () => ledger.now,
		irreversible: (): readonly string[] => irreversible,
		changes: () => changes,
		changed: (foreign: readonly Change[]): void => foreign.forEach(ledger.enter),
		wrote: (lines: string): void => {
			for (const text of lines.trim().split('\n')) {
				const {result, line, inverse} = JSON.parse(text) as LogLine;
				if (result !== 'done' || line === undefined) {
					continue;
				}
				changes += 1;
				const before = rulesOf(ledger.now);
				enter(line);
				// Counters do not come back; of the guard's own changes the log has the inverse where they were made.
				if (inverse.length > 0) {
					const back = openLedger(ledger.now);
					inverse.forEach(one => back.enter(change(one)));
					const after = rulesOf(back.now);
					if (after.join('\n') !== before.join('\n')) {
						irreversible.push(`${line}: ${inverse.join('; ')} does not undo it`);
					}
				}
			}
		},
	};
};

type LogLine = {
	readonly result: string;
	readonly line?: string;
	readonly inverse: readonly string[];
};

/** What somebody else does to the present table. */
export const foreignChanges = (
	{services}: Configuration,
	{what, which}: {readonly what: number; readonly which: number},
): readonly Change[] => {
	const all = [...services.values()];
	const entry = all[which % Math.max(1, all.length)];
	if (entry === undefined || what % 6 === 0) {
		return [change(`-A -t 192.0.2.${200 + (which % 50)}:80 -s rr`)].filter(
			({kind}) => kind === 'add-service' && !services.has(`tcp 192.0.2.${200 + (which % 50)}:80`),
		);
	}
	const {match} = entry.service;
	const servers = [...entry.destinations.values()];
	const server = servers[which % Math.max(1, servers.length)];
	if (server === undefined) {
		return [{kind: 'delete-service', match}];
	}
	const {address, port} = server;
	switch (what % 6) {
		case 1:
			return [{kind: 'delete-destination', match, address, port}];
		case 2:
			return [{kind: 'edit-destination', match, destination: {...server, weight: 0 as never}}];
		case 3:
			return [
				{kind: 'edit-destination', match, destination: {...server, weight: (which % 300) as never}},
			];
		case 4:
			return which % 5 === 0 ? [{kind: 'delete-service', match}] : [];
		default: {
			const last = address.bytes.length - 1;
			const other = {...address, bytes: address.bytes.with(last, which % 250)};
			return entry.destinations.has(destinationKey(other, port))
				? []
				: [{kind: 'add-destination', match, destination: {...server, address: other}}];
		}
	}
};
