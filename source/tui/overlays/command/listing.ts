import {writeConnections} from '../../../ipvsadm/connections-text.ts';
import {daemonsText, directorLine, timeoutsText} from '../../../ipvsadm/director-text.ts';
import {numericEndpoint} from '../../../ipvsadm/endpoint-text.ts';
import {failureText} from '../../../ipvsadm/kernel-error.ts';
import {put, textOf} from '../../../ipvsadm/page.ts';
import type {List} from '../../../ipvsadm/parsed.ts';
import {saveText} from '../../../ipvsadm/save-text.ts';
import {writeTable} from '../../../ipvsadm/table-text.ts';
import type {Result} from '../../../model/failure.ts';
import type {KeyContext} from '../../keys/binding.ts';

/** What a listing printed, or why there is none, in ipvsadm's words. */
export type Listing =
	{readonly kind: 'text'; readonly text: string} | {readonly kind: 'none'; readonly why: string};

/** What ipvsadm would print for -L; addresses and ports always as numbers. */
export const listing = async (list: List, context: KeyContext): Promise<Listing> => {
	const {director, readConnections} = context.ports;
	switch (list.kind) {
		case 'timeouts':
			return printed(await director?.timeouts?.(), timeoutsText);
		case 'daemons':
			return printed(await director?.daemons?.(), daemons => daemonsText(daemons) || 'none runs\n');
		case 'connections':
			return printed(
				await readConnections?.('ip_vs_conn', {mostRows: mostConnections}),
				connections =>
					textOf(page =>
						writeConnections(page, connections, {
							withPersistence: list.withPersistence,
							endpoint: numericEndpoint,
						}),
					) +
					(connections.isCut === true
						? `only the first ${mostConnections} of them; the screen of connections (3) has them all\n`
						: ''),
			);
		case 'table': {
			const {match, format, isExact, order} = list;
			const info = context.get().sampler.sample?.info;
			const table = match === undefined ? director?.table?.('dump') : director?.service?.(match);
			return printed(await table, read =>
				textOf(page => {
					put(page, match === undefined && info !== undefined ? directorLine(info) : '');
					writeTable(page, read, {format, isExact, order, endpoint: numericEndpoint});
				}),
			);
		}
	}
};

/** More than this nobody reads line by line. */
const mostConnections = 20_000;

/** What ipvsadm would print for -S. */
export const savedListing = async ({ports: {director}}: KeyContext): Promise<Listing> =>
	printed(await director?.table?.('dump'), table => saveText(table, numericEndpoint));

const printed = <Value>(
	result: Result<Value> | undefined,
	print: (value: Value) => string,
): Listing => {
	if (result === undefined) {
		return {kind: 'none', why: 'this cannot be read from here'};
	}
	return result.ok
		? {kind: 'text', text: print(result.value)}
		: {kind: 'none', why: failureText(result.failure, 'list-service')};
};
