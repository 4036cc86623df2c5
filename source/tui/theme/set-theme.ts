import {settings} from '../settings/settings.ts';
import type {Action} from '../store/state.ts';
import {themePalette} from './palette.ts';
import type {ThemeName} from './themes.ts';

/** Draws everything in another theme. */
export const setTheme =
	(theme: ThemeName): Action =>
	state =>
		settings.set(
			{...state, palette: themePalette(theme, state.depth)},
			{...settings.of(state), theme},
		);
