import type {Action} from '../store/state.ts';
import {themePalette} from './palette.ts';
import type {ThemeName} from './themes.ts';

/** Draws everything in another theme. */
export const setTheme =
	(name: ThemeName): Action =>
	state => ({...state, palette: themePalette(name, state.depth)});
