import type {SavedView} from '../../../config/preferences.ts';
import {newForm, type FormSpec, type FormState} from '../../form/form.ts';
import {settings} from '../../settings/settings.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import type {TuiState} from '../../store/state.ts';

export type ViewsState = {
	readonly at: number;
	/** Name of the view that the next press deletes. */
	readonly doomed: string | undefined;
};

/** The list of saved views. */
export const viewMenu = overlayHandle<ViewsState>('views');

export const openViews = viewMenu.open({at: 0, doomed: undefined});

export const viewsOf = (state: TuiState): readonly (readonly [name: string, SavedView])[] =>
	Object.entries(settings.of(state).views).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** The name for what is shown. */
export const viewName = overlayHandle<{readonly form: FormState}>('view-name');

const longestName = 24;

export const viewNameSpec: FormSpec = {
	fields: [
		{
			kind: 'text',
			name: 'name',
			label: 'Name',
			width: longestName,
			check: text =>
				text === ''
					? 'a view needs a name'
					: text.length > longestName
						? `a name has at most ${longestName} characters`
						: undefined,
		},
	],
	buttons: [{name: 'save', label: 'Save'}],
	button: 'save',
	free: [],
};

export const openViewName = viewName.open({form: newForm(viewNameSpec)});
