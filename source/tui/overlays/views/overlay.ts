import type {SavedView} from '../../../config/preferences.ts';
import {textOfField} from '../../form/form.ts';
import {listLine, moveInList} from '../../form/list.ts';
import {applies, type KeyBinding} from '../../keys/binding.ts';
import {menuKeys} from '../../keys/list-keys.ts';
import {showSaved} from '../../settings/look.ts';
import {say, type Action, type TuiState} from '../../store/state.ts';
import {plainLine} from '../../view/line.ts';
import {cut, padEnd} from '../../view/text.ts';
import {dialog} from '../dialog.ts';
import type {Overlay} from '../overlay.ts';
import {deleteView, saveView} from './keep-views.ts';
import {openViewName, viewMenu, viewName, viewNameSpec, viewsOf} from './state.ts';

const chosen = (state: TuiState) => viewsOf(state)[viewMenu.of(state)?.at ?? 0];

const needsView = (state: TuiState): string | undefined =>
	chosen(state) === undefined ? 'no view is saved yet; a saves what is shown' : undefined;

const move = (places: number): Action =>
	viewMenu.step(({at}, state) => ({
		at: moveInList(at, viewsOf(state).length, places),
		doomed: undefined,
	}));

const apply: Action = state => {
	const view = chosen(state);
	return view === undefined
		? state
		: say(`this is the view ${view[0]}`)(showSaved(view[1])(viewMenu.close(state)));
};

const bindings: readonly KeyBinding[] = [
	...menuKeys(move),
	{
		keys: ['enter'],
		name: 'apply-view',
		says: 'show the services as this view has them',
		hint: 'show it',
		does: applies(apply),
		why: needsView,
	},
	{
		keys: ['a'],
		name: 'save-view',
		says: 'save filter, columns, order, unit and shape as they are now, under a name',
		hint: 'save this one',
		does: applies(openViewName),
	},
	{
		keys: ['x', 'delete'],
		name: 'delete-view',
		says: 'delete the saved view; asks once',
		hint: 'delete',
		does: context => {
			const name = chosen(context.get())?.[0] ?? '';
			if (viewMenu.of(context.get())?.doomed === name) {
				context.apply(viewMenu.step(() => ({at: 0, doomed: undefined})));
				deleteView(context, name);
			} else {
				context.apply(viewMenu.step(own => ({...own, doomed: name})));
				context.apply(say(`x again deletes the view ${name}`));
			}
		},
		why: needsView,
	},
	{
		keys: ['escape', 'q', 'V'],
		name: 'close-views',
		says: 'close the list of views',
		hint: 'close',
		does: applies(viewMenu.close),
	},
];

const width = 66;

/** `w=0, by -active, in bps, flat` */
const summary = ({filter, columns, sort, unit, isFlat}: SavedView): string =>
	[
		filter,
		sort === undefined ? undefined : `by ${sort}`,
		unit === undefined || unit === 'cps' ? undefined : `in ${unit}`,
		columns === undefined ? undefined : `${columns.length} columns`,
		isFlat === true ? 'flat' : undefined,
	]
		.filter(part => part !== undefined)
		.join(', ') || 'everything, as usual';

/** Views that were saved under a name. */
export const viewsOverlay: Overlay = {
	name: viewMenu.name,
	title: 'Saved views',
	bindings,
	hints: () => ({names: ['apply-view', 'save-view', 'delete-view'], last: 'close-views'}),
	shape: 'box',
	view: state => {
		const at = viewMenu.of(state)?.at ?? 0;
		const views = viewsOf(state);
		return {
			title: 'Saved views',
			width,
			focus: at,
			lines:
				views.length === 0
					? [plainLine(' none yet; a saves what is shown now', 'dim')]
					: views.map(([name, view], index) =>
							listLine(
								[
									{text: ` ${padEnd(cut(name, 24, state.glyphs), 25)}`, tone: 'strong'},
									{text: summary(view), tone: 'plain'},
								],
								index === at,
								width,
							),
						),
		};
	},
};

export const viewNameOverlay: Overlay = dialog({
	handle: viewName,
	title: 'Save this view',
	width: 50,
	spec: () => viewNameSpec,
	press: (_, {form}, context) => {
		context.apply(viewName.close);
		saveView(context, textOfField(form, 'name'));
	},
});
