import type {ShownTable} from '../../export/table-text.ts';
import type {TuiState} from '../../store/state.ts';
import {addressOf} from './copies.ts';
import type {CellSource} from './cells.ts';
import {columnOf, type ColumnId} from './columns.ts';
import {isGhost, isService, rowOf} from './row-id.ts';
import {itemAt} from './rows.ts';
import {services} from './state.ts';
import {layoutFor} from './tiers.ts';
import {asItIs} from '../../names/state.ts';
import {timeline} from './timeline.ts';

/** All rows as they are filtered, folded and sorted, with the columns on the screen; undefined while nothing was read. */
export const shownTable = (state: TuiState): ShownTable | undefined => {
	const own = services.of(state);
	const {list} = own;
	if (list === undefined) {
		return undefined;
	}
	const ids = layoutFor(state.size.columns, own).columns.map(({id}) => id);
	const source: CellSource = {
		facts: list.facts,
		glyphs: state.glyphs,
		values: 'absolute',
		baseline: own.baseline,
		timeline: timeline.of(state),
		named: asItIs,
	};
	return {
		columns: ['service', 'server', ...ids],
		rows: Array.from(list.ids).flatMap((id, index) => {
			const item = itemAt(list, index);
			return isGhost(id) || item === undefined
				? []
				: [
						[
							item.service,
							item.destination === undefined ? null : addressOf(item),
							...ids.map(column => valueOf(source, id, column)),
						],
					];
		}),
	};
};

/** Wide enough for every text. */
const wide = 40;

/** Columns whose cells are words. */
const worded: ReadonlySet<ColumnId> = new Set(['forward', 'check', 'state']);

const valueOf = (source: CellSource, id: number, name: ColumnId): string | number | null => {
	const column = columnOf(name);
	const kind = isService(id) ? 'service' : 'destination';
	const {text} = column[kind](source, rowOf(id), wide);
	if (text.trim() === '') {
		return null;
	}
	if (worded.has(name)) {
		return text.trim();
	}
	const value =
		column[kind === 'service' ? 'serviceValue' : 'destinationValue'](source.facts, rowOf(id)) *
		(column.factor ?? 1);
	// A thousandth is finer than any counter's clock.
	return Number.isFinite(value) ? Number(value.toFixed(3)) : null;
};
