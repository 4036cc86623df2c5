import {failureSentence} from '../../../model/failure-sentence.ts';
import {byNumber} from '../connections/state.ts';
import {layoutFor} from '../connections/columns.ts';
import {headingLine, listLine} from '../connections/lines.ts';
import {asItIs} from '../../names/state.ts';
import {networksOf} from '../connections/networks.ts';
import {snapshots} from '../../connections/snapshot.ts';
import type {TuiState} from '../../store/state.ts';
import {plainLine, type Line} from '../../view/line.ts';
import {durationText, plural} from '../../view/number-text.ts';
import {detail} from './state.ts';

/** Clients that are listed; the connections screen has all of them. */
const mostClients = 200;

/** The clients of the item with the most connections, from a snapshot that is taken when one looks. */
export const clientsLines = (state: TuiState, columns: number): readonly Line[] => {
	const {last, reading, trouble} = snapshots.of(state);
	const {clients} = detail.of(state);
	if (trouble !== undefined) {
		return [plainLine(' '), plainLine(`  ${failureSentence(trouble)}`, 'bad')];
	}
	if (clients === undefined || last === undefined) {
		const rows =
			reading === undefined || reading.rows === 0 ? '' : `: ${plural(reading.rows, 'row')}`;
		return [plainLine(' '), plainLine(`  reading the connection table${rows}`, 'dim')];
	}
	const {arrangement} = clients;
	const layout = {...layoutFor(Math.min(columns, 119), 'client'), hasOrigin: false};
	const netOf = networksOf(state, arrangement.snapshot.connections);
	const age = durationText(Math.max(0, state.now - arrangement.snapshot.takenAt));
	return [
		plainLine(
			` ${plural(arrangement.order.length, 'client')}, ${plural(arrangement.rows.length, 'row')}, ${age} old${reading === undefined ? '' : ', reading'}`,
			'dim',
		),
		headingLine(byNumber, {layout, glyphs: state.glyphs}),
		...Array.from(arrangement.order.subarray(0, mostClients), group =>
			listLine(arrangement, group, {
				isCursor: false,
				isOpen: false,
				layout,
				// Nothing unfolds here.
				glyphs: {...state.glyphs, folded: ' '},
				netOf,
				named: asItIs,
			}),
		),
	];
};
