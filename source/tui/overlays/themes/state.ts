import {settings} from '../../settings/settings.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import type {Action} from '../../store/state.ts';
import {themeNames, type ThemeName} from '../../theme/themes.ts';

export type ThemesState = {
	readonly at: number;
	/** The one to go back to. */
	readonly before: ThemeName;
};

/** The list of themes. */
export const themeMenu = overlayHandle<ThemesState>('themes');

export const openThemes: Action = state => {
	const {theme} = settings.of(state);
	return themeMenu.open({at: themeNames.indexOf(theme), before: theme})(state);
};
