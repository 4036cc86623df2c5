import {protocols} from '../../../model/service.ts';
import {matchAt} from '../../../model/table.ts';
import {setConnectionFilter} from './filter-line.ts';
import {groupBy} from './actions.ts';
import {connections} from './state.ts';
import {readFilter} from '../../connections/filter.ts';
import {say, type Action, type TuiState} from '../../store/state.ts';
import {showView} from '../../store/views.ts';

/** Shows the connections that a filter lets through. */
export const showConnections =
	(filter: string): Action =>
	state =>
		showView('connections')(setConnectionFilter(filter)(state));

/** The connections of an item: a service, or a server of one. */
export const connectionsOf =
	(
		item: {readonly service: string; readonly destination?: string | undefined} | undefined,
	): Action =>
	state =>
		item === undefined
			? say('there is no row')(state)
			: showConnections(connectionFilter(state, item))(state);

/** Servers of a firewall mark that are named one by one. */
const mostServers = 40;

/** The filter that lets the connections of an item through. */
export const connectionFilter = (
	{sampler: {sample}}: TuiState,
	{service, destination}: {readonly service: string; readonly destination?: string | undefined},
): string => {
	const row = sample?.structure.serviceRow.get(service);
	const match =
		sample === undefined || row === undefined ? undefined : matchAt(sample.table.services, row);
	const server = destination === undefined ? [] : [`rs=${withoutZero(destination)}`];
	if (sample === undefined || row === undefined || match?.kind === 'mark') {
		// Connections do not say which mark they came by: the servers have to tell.
		const servers = sample === undefined || row === undefined ? [] : serversOf(sample, row);
		return destination === undefined ? servers.join('|') : server.join(' ');
	}
	const [protocol = '', place = ''] = service.split(' ');
	// Said only where it makes a difference.
	const isAlone = Object.keys(protocols).every(
		other => other === protocol || !sample.structure.serviceRow.has(`${other} ${place}`),
	);
	const proto = isAlone ? [] : [`proto=${protocol}`];
	return [...proto, `vip=${withoutZero(place)}`, ...server].join(' ');
};

const serversOf = (
	{table: {firstDestination}, structure}: NonNullable<TuiState['sampler']['sample']>,
	row: number,
): readonly string[] => {
	const first = firstDestination[row] ?? 0;
	const count = Math.min(mostServers, (firstDestination[row + 1] ?? 0) - first);
	return Array.from(
		{length: count},
		(_, place) => `rs=${withoutZero(structure.destinationKey(first + place))}`,
	);
};

/** Port 0 is every port. */
const withoutZero = (place: string): string =>
	place.endsWith(':0') ? place.slice(0, -2).replaceAll(/[[\]]/g, '') : place;

/** What an address has to do with, client by client. */
const find =
	(text: string): Action =>
	state => {
		const {grouping} = connections.of(state);
		return showConnections(text)(grouping === 'client' ? state : groupBy('client')(state));
	};

/** A line of the command line that asks for connections: an address or a network alone, or `conns` and a filter. */
export const connectionsLine = (line: string): Action | undefined => {
	const [, filter] = /^(?:conns?|connections)(?:\s+(.*))?$/.exec(line) ?? [];
	if (/^(?:conns?|connections)\b/.test(line)) {
		return showConnections(filter ?? '');
	}
	const reading = /^\S+$/.test(line) ? readFilter(line) : undefined;
	const isAddress =
		reading?.ok === true && reading.terms[0]?.any.every(({kind}) => kind === 'network') === true;
	return isAddress ? find(line) : undefined;
};
