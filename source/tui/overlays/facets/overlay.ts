import {listLine, moveInList} from '../../form/list.ts';
import {applies, type KeyBinding} from '../../keys/binding.ts';
import {menuKeys} from '../../keys/list-keys.ts';
import type {Action} from '../../store/state.ts';
import {plainLine, type Line} from '../../view/line.ts';
import {countText} from '../../view/number-text.ts';
import {padEnd, padStart} from '../../view/text.ts';
import type {Overlay} from '../overlay.ts';
import {facetsOf, isOn, toggleFacet} from './entries.ts';
import {facets} from './state.ts';

const move = (places: number): Action =>
	facets.step(({at}, state) => ({at: moveInList(at, facetsOf(state).length, places)}));

const toggle: Action = state => {
	const facet = facetsOf(state)[facets.of(state)?.at ?? 0];
	return facet === undefined ? state : toggleFacet(facet)(state);
};

const facetKeys: readonly KeyBinding[] = [
	...menuKeys(move),
	{
		keys: ['enter', 'space'],
		name: 'toggle-facet',
		says: 'filter by this, or not any more',
		hint: 'filter by it',
		does: applies(toggle),
	},
	{
		keys: ['escape', 'q', 'f'],
		name: 'close-menu',
		says: 'close the menu; the filter stays',
		hint: 'close',
		does: applies(facets.close),
	},
];

const width = 40;

/** What the rows of the screen have in common, to filter by. */
export const facetsOverlay: Overlay = {
	name: facets.name,
	title: 'Facet menu',
	bindings: facetKeys,
	hints: () => ({names: ['toggle-facet', 'menu-down'], last: 'close-menu'}),
	shape: 'box',
	view: state => {
		const at = facets.of(state)?.at ?? 0;
		const all = facetsOf(state);
		const lines: Line[] =
			all.length === 0 ? [plainLine(' there is nothing to filter yet', 'dim')] : [];
		let focus = 0;
		let group = '';
		for (const [index, facet] of all.entries()) {
			if (facet.group !== group) {
				group = facet.group;
				lines.push(plainLine(` ${group}`, 'dim'));
			}
			if (index === at) {
				focus = lines.length;
			}
			const mark = isOn(state, facet) ? '(x)' : '( )';
			lines.push(
				listLine(
					[
						{text: `  ${mark} `, tone: 'plain'},
						{text: padEnd(facet.label, width - 16), tone: facet.tone ?? 'plain'},
						{text: padStart(countText(facet.count, 8), 8), tone: 'dim'},
					],
					index === at,
					width,
				),
			);
		}
		return {title: 'Filter by', width, lines, focus};
	},
};
