import type {Connections} from '../../../model/connections.ts';
import {groupingOf} from '../../connections/grouping.ts';
import {
	clientText,
	originText,
	serverText,
	serviceText,
	stateText,
} from '../../connections/row-text.ts';
import type {ShownTable} from '../../export/table-text.ts';
import type {TuiState} from '../../store/state.ts';
import {isGroup, rowOfId} from './list.ts';
import {connections} from './state.ts';

/** The groups as they are filtered and sorted, or the single rows where nothing is grouped; undefined while nothing was read. */
export const shownTable = (state: TuiState): ShownTable | undefined => {
	const {arrangement, ids} = connections.of(state);
	if (arrangement === undefined) {
		return undefined;
	}
	const {groups, snapshot} = arrangement;
	if (groups === undefined) {
		return {
			columns: ['client', 'port', 'service', 'server', 'state', 'origin', 'expires'],
			rows: Array.from(ids, id => rowValues(snapshot.connections, rowOfId(id))),
		};
	}
	const {nameOf} = groupingOf[groups.grouping](snapshot);
	return {
		columns: [groups.grouping, 'connections', 'established', 'sticky', 'clients', 'expires'],
		rows: Array.from(ids.filter(isGroup), group => [
			nameOf(group),
			groups.connections[group] ?? 0,
			groups.established[group] ?? 0,
			groups.templates[group] ?? 0,
			groups.clients[group] ?? 0,
			Math.max(groups.expires[group] ?? 0, groups.templateExpires[group] ?? 0),
		]),
	};
};

const rowValues = (table: Connections, row: number): readonly (string | number | null)[] => [
	clientText(table, row),
	table.clientPort[row] ?? 0,
	serviceText(table, row),
	serverText(table, row),
	stateText(table, row),
	originText(table, row) || null,
	table.expires[row] ?? 0,
];
