import {isChecked, newForm, type FormSpec, type FormState} from '../../form/form.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import type {Action} from '../../store/state.ts';
import {dialog} from '../../overlays/dialog.ts';
import type {Overlay} from '../../overlays/overlay.ts';
import {columnIds, columnOf} from './columns.ts';
import {services} from './state.ts';
import {layoutFor} from './tiers.ts';

const chooser = overlayHandle<{readonly form: FormState}>('columns');

const longestTitle = Math.max(...columnIds.map(id => columnOf(id).title.length));

/** The help has all of it. */
const briefly = (says: string): string => says.split(/[;,(]/)[0]?.trim() ?? '';

const spec: FormSpec = {
	fields: columnIds.map(id => ({
		kind: 'checkbox',
		name: id,
		label: columnOf(id).title.padEnd(longestTitle),
		note: briefly(columnOf(id).says),
	})),
	buttons: [
		{name: 'usual', label: 'Usual ones'},
		{name: 'show', label: 'Show'},
	],
	button: 'show',
	free: ['usual'],
};

export const openColumns: Action = state => {
	const own = services.of(state);
	const shown = layoutFor(state.size.columns, own).columns.map(({id}) => id);
	const values = Object.fromEntries(columnIds.map(id => [id, shown.includes(id)]));
	return chooser.open({form: newForm(spec, values)})(state);
};

/** Which columns the services have, as far as they fit. */
export const columnsOverlay: Overlay = dialog({
	handle: chooser,
	title: 'Columns',
	spec: () => spec,
	press: (button, {form}, {apply}) => {
		const columns = button === 'usual' ? undefined : columnIds.filter(id => isChecked(form, id));
		apply(chooser.close);
		apply(services.step(own => ({...own, columns})));
	},
});
