import type {Preferences} from '../../config/preferences.ts';
import type {Action} from '../store/state.ts';
import {setTheme} from '../theme/set-theme.ts';
import {isThemeName} from '../theme/themes.ts';
import {lookOf, showSaved} from './look.ts';
import {settings} from './settings.ts';

/** The first step of the program: everything as the preferences have it. */
export const startWith =
	(preferences: Preferences): Action =>
	state => {
		const {columns, sort, unit, confirmations, mouse, views} = preferences;
		const theme = isThemeName(preferences.theme) ? preferences.theme : 'terminal';
		const shown = showSaved({
			unit,
			...(columns === undefined ? {} : {columns}),
			...(sort === undefined ? {} : {sort}),
		})(setTheme(theme)(state));
		return settings.set(shown, {
			theme,
			confirmations,
			isMouseOn: mouse,
			views,
			kept: {...lookOf(shown), theme, mouse},
		});
	};
