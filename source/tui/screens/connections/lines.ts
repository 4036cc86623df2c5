import type {Arrangement} from '../../connections/arrange.ts';
import type {Sort} from '../../connections/arrange-order.ts';
import {groupingOf, type Groups} from '../../connections/grouping.ts';
import {
	clientText,
	hostText,
	isTemplate,
	originText,
	serverText,
	serviceText,
	stateText,
	timerText,
} from '../../connections/row-text.ts';
import {endpointsOf} from '../../../model/connections.ts';
import type {Named} from '../../names/state.ts';
import type {Glyphs} from '../../view/glyphs.ts';
import {lineOf, type Line, type Segment, type Tone} from '../../view/line.ts';
import {countText} from '../../view/number-text.ts';
import {cut, cutMiddle, padEnd, padStart, widthOf} from '../../view/text.ts';
import type {Layout, Placed} from './columns.ts';
import {isGroup, rowOfId} from './list.ts';

export type Look = {
	readonly isCursor: boolean;
	readonly isOpen: boolean;
	readonly layout: Layout;
	readonly glyphs: Glyphs;
	/** How texts with an address are shown. */
	readonly named: Named;
	/** Length of the network that a template of this row stands for, such as `/24`; nothing for a single client. */
	readonly netOf: (row: number) => string;
};

type Cell = {readonly text: string; readonly tone: Tone};

/** One line of the list, exactly as wide as the layout. */
export const listLine = (arrangement: Arrangement, id: number, look: Look): Line => {
	const {groups} = arrangement;
	if (groups === undefined) {
		return plainRowLine(arrangement, rowOfId(id), look);
	}
	return isGroup(id)
		? groupLine(arrangement, {groups, group: id}, look)
		: memberLine(arrangement, groups, {row: rowOfId(id), look});
};

/** Titles of the columns, the one that sorts with its direction. */
export const headingLine = (
	sort: Sort,
	{layout, glyphs}: Pick<Look, 'layout' | 'glyphs'>,
): Line => {
	const titleOf = ({by, title}: Placed): string =>
		by === sort.by ? `${glyphs[sort.direction]}${title}` : title;
	const {name, columns} = layout;
	return lineOf([
		{text: padEnd(`  ${titleOf(name)}`, name.width), tone: 'dim'},
		...columns.map((column): Segment => ({
			text: ` ${placed(cut(titleOf(column), column.width, glyphs), column)}`,
			tone: 'dim',
		})),
	]);
};

const placed = (text: string, {align, width}: Placed): string =>
	align === 'end' ? padStart(text, width) : padEnd(text, width);

const cellsOf = (
	{columns}: Layout,
	glyphs: Glyphs,
	cellOf: (column: Placed) => Cell,
): readonly Segment[] =>
	columns.map(column => {
		const {text, tone} = cellOf(column);
		const shown = column.align === 'end' ? text : cutMiddle(text, column.width, glyphs);
		return {text: ` ${placed(shown, column)}`, tone};
	});

const numberCell = (value: number, width: number): Cell => ({
	text: countText(value, width),
	tone: value === 0 ? 'dim' : 'plain',
});

type At = {readonly groups: Groups; readonly group: number};

const groupLine = (arrangement: Arrangement, at: At, look: Look) => {
	const {isCursor, isOpen, layout, glyphs, named} = look;
	const {groups, group} = at;
	const name = named(groupingOf[groups.grouping](arrangement.snapshot).nameOf(group));
	const start = `${isCursor ? glyphs.cursor : ' '}${isOpen ? glyphs.open : glyphs.folded} `;
	const room = layout.name.width - widthOf(start);
	return lineOf([
		{text: start + padEnd(cutMiddle(name, room, glyphs), room), tone: 'strong'},
		...cellsOf(layout, glyphs, column => {
			const cell = groupCell(arrangement, at, column);
			return column.by === 'server' ? {...cell, text: named(cell.text)} : cell;
		}),
	]);
};

const groupCell = (arrangement: Arrangement, {groups, group}: At, {by, align, width}: Placed) => {
	const connections = groups.connections[group] ?? 0;
	const established = groups.established[group] ?? 0;
	const templates = groups.templates[group] ?? 0;
	const dim: Cell = {text: '-', tone: 'dim'};
	switch (by) {
		case 'connections':
			return numberCell(connections, width);
		case 'established':
			return numberCell(established, width);
		case 'other':
			return numberCell(connections - established, width);
		case 'clients':
			return numberCell(groups.clients[group] ?? 0, width);
		case 'templates':
			if (align === 'end') {
				return numberCell(templates, width);
			}
			// A single client has one template for a service: what is left of it says more than that.
			return templates === 0
				? dim
				: {
						text: `${countText(templates, 4)} ${timerText(groups.templateExpires[group] ?? 0)}`,
						tone: 'accent' as const,
					};
		case 'server':
			return serversCell(arrangement, {groups, group});
		case 'expires':
			return {
				text: timerText(Math.max(groups.expires[group] ?? 0, groups.templateExpires[group] ?? 0)),
				tone: 'plain' as const,
			};
		case 'name':
		case 'state':
		case 'service':
			return dim;
	}
};

/** Rows of a group that are looked through for their servers. */
const mostLooked = 500;

const serversCell = ({rows, snapshot}: Arrangement, {groups, group}: At): Cell => {
	const {of, rowOf} = snapshot.index.servers;
	const first = groups.firstRow[group] ?? 0;
	const end = Math.min(groups.firstRow[group + 1] ?? 0, first + mostLooked);
	const servers = new Set<number>();
	for (let place = first; place < end; place += 1) {
		servers.add(of[rows[place] ?? 0] ?? 0);
	}
	const [only = 0] = servers;
	return servers.size === 1
		? {text: serverText(snapshot.connections, rowOf[only] ?? 0), tone: 'plain'}
		: {text: `${servers.size} servers`, tone: 'plain'};
};

/** What of a line has an address. */
export const namesAt = (arrangement: Arrangement, id: number): readonly string[] => {
	const {groups, snapshot} = arrangement;
	if (groups !== undefined && isGroup(id)) {
		const name = groupingOf[groups.grouping](snapshot).nameOf(id);
		return [name, serversCell(arrangement, {groups, group: id}).text];
	}
	const row = rowOfId(id);
	const {connections} = snapshot;
	return [serverText(connections, row), serviceText(connections, row)];
};

type Member = {readonly row: number; readonly look: Look};

/** A row below its group: what the group does not say already. */
const memberLine = ({snapshot}: Arrangement, {grouping}: Groups, {row, look}: Member): Line => {
	const {connections} = snapshot;
	const {layout, glyphs, isCursor, netOf, named} = look;
	const isSticky = isTemplate(connections, row);
	const host = grouping === 'client' ? '' : bracketed(connections, row);
	const client = isSticky
		? `${grouping === 'client' ? '' : clientText(connections, row)}${netOf(row)}`
		: `${host}:${connections.clientPort[row]}`;
	const start = `${isCursor ? glyphs.cursor : ' '}    `;
	const state = grouping === 'state' ? '' : padEnd(stateText(connections, row), 12);
	const server = grouping === 'server' ? '' : `${glyphs.to} ${named(serverText(connections, row))}`;
	const service =
		grouping === 'service' || layout.width < 70
			? ''
			: `${glyphs.of} ${named(serviceText(connections, row))}`;
	const origin = layout.hasOrigin ? padEnd(originText(connections, row), 6) : '';
	const end = ` ${origin}${padStart(timerText(connections.expires[row] ?? 0), 8)}`;
	const pieces: readonly Segment[] = [
		{text: start, tone: 'plain'},
		{
			text: padEnd(
				cutMiddle(client, clientWidth(layout, grouping), glyphs),
				clientWidth(layout, grouping),
			),
			tone: 'plain',
		},
		{text: ` ${state}`, tone: isSticky ? 'accent' : stateTone(stateText(connections, row))},
		{text: server === '' ? '' : `${padEnd(server, serverWidth(layout))}  `, tone: 'plain'},
		{text: service, tone: 'dim'},
		{text: engineText(connections, row), tone: 'dim'},
	];
	return withEnd(pieces, end, {width: layout.width, glyphs});
};

const engineText = ({persistence}: Arrangement['snapshot']['connections'], row: number): string => {
	const engine = persistence.get(row);
	return engine === undefined ? '' : `  ${engine.engine} ${engine.data}`;
};

const bracketed = (connections: Arrangement['snapshot']['connections'], row: number): string => {
	const {client} = endpointsOf(connections);
	const host = hostText(client, row);
	return host.includes(':') ? `[${host}]` : host;
};

const clientWidth = ({width}: Layout, grouping: Groups['grouping']): number =>
	grouping === 'client' ? 6 : width < 70 ? 21 : 24;

/** So that what follows stands below itself; longer ones push it. */
const serverWidth = ({width}: Layout): number => (width < 70 ? 0 : width < 100 ? 20 : 24);

const stateTone = (state: string): Tone =>
	state === 'ESTABLISHED' ? 'good' : state.startsWith('SYN') ? 'warning' : 'dim';

/** Pieces cut so that the end, at the right edge, has its place. */
const withEnd = (
	pieces: readonly Segment[],
	end: string,
	{width, glyphs}: {readonly width: number; readonly glyphs: Glyphs},
): Line => {
	let room = width - widthOf(end);
	const shown = pieces.map(({text, tone}): Segment => {
		const piece = cut(text, room, glyphs);
		room -= widthOf(piece);
		return {text: piece, tone};
	});
	return lineOf([...shown, {text: ' '.repeat(room) + end, tone: 'plain'}]);
};

const plainRowLine = ({snapshot}: Arrangement, row: number, look: Look): Line => {
	const {connections} = snapshot;
	const {layout, glyphs, isCursor, netOf} = look;
	const isSticky = isTemplate(connections, row);
	const host = isSticky
		? `${clientText(connections, row)}${netOf(row)}`
		: `${bracketed(connections, row)}:${connections.clientPort[row]}`;
	const start = `${isCursor ? glyphs.cursor : ' '} `;
	const origin = layout.hasOrigin ? ` ${originText(connections, row)}` : '';
	const room = layout.name.width - widthOf(start) - widthOf(origin);
	const state = stateText(connections, row);
	const cells: Readonly<Partial<Record<Placed['by'], Cell>>> = {
		state: {text: state, tone: isSticky ? 'accent' : stateTone(state)},
		service: {text: serviceText(connections, row), tone: 'dim'},
		server: {text: serverText(connections, row), tone: 'plain'},
		expires: {text: timerText(connections.expires[row] ?? 0), tone: 'plain'},
	};
	return lineOf([
		{text: start + padEnd(cutMiddle(host, room, glyphs), room), tone: 'plain'},
		{text: origin, tone: 'dim'},
		...cellsOf(layout, glyphs, ({by}) => cells[by] ?? {text: '', tone: 'plain'}),
	]);
};
