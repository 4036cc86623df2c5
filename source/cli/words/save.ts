import type {Client} from '../../client/client.ts';
import {numericEndpoint} from '../../ipvsadm/endpoint-text.ts';
import {saveText} from '../../ipvsadm/save-text.ts';
import {changeLine} from '../../ipvsadm/unparse.ts';
import type {Daemon} from '../../model/director.ts';
import {failureSentence} from '../../model/failure-sentence.ts';
import {readOptions} from './read-options.ts';
import {asIpvsadm, refuse, withDirector} from './with-director.ts';
import type {Word, WordCall} from './word.ts';

/** Prints the table as rules: as `-S -n` does, or with all that can be set of a director. */
export const runSave: Word = async call => {
	const read = readOptions('save', call.argv);
	if (typeof read === 'string') {
		return refuse(call, read);
	}
	return read.given.has('full')
		? withDirector(call, async client => saveFully(client, call))
		: asIpvsadm(call, ['-S', '-n']);
};

/** Timeouts first, daemons last: where a daemon cannot start, for want of its interface, everything else is in place. */
const saveFully = async (client: Client, call: WordCall): Promise<number> => {
	const table = await client.table('dump');
	const timeouts = await client.timeouts();
	const daemons = await client.daemons();
	for (const read of [table, timeouts, daemons]) {
		if (!read.ok) {
			return refuse(call, failureSentence(read.failure));
		}
	}
	if (table.ok && timeouts.ok && daemons.ok) {
		const starts = daemons.value.map(
			daemon => `${changeLine({kind: 'start-daemon', daemon: sayable(daemon)})}\n`,
		);
		call.stdout(
			`${changeLine({kind: 'set-timeouts', timeouts: timeouts.value})}\n${saveText(table.value, numericEndpoint, 'full')}${starts.join('')}`,
		);
	}
	return 0;
};

/** Kernels before 4.3 know no more than the interface and say 0 for the rest, which no option takes. */
const sayable = (daemon: Daemon): Daemon => ({
	...daemon,
	maxLength: daemon.maxLength || undefined,
	port: daemon.port || undefined,
	ttl: daemon.ttl || undefined,
	group: daemon.group?.some(byte => byte !== 0) === true ? daemon.group : undefined,
});
