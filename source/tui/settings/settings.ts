import {defaultPreferences, type Preferences} from '../../config/preferences.ts';
import {sliceOf} from '../store/slice.ts';
import type {TuiState} from '../store/state.ts';
import type {ThemeName} from '../theme/themes.ts';
import type {Look} from './look.ts';

/** What the preferences say and the screens themselves do not keep. */
export type Settings = {
	readonly theme: ThemeName;
	readonly confirmations: Preferences['confirmations'];
	readonly isMouseOn: boolean;
	readonly views: Preferences['views'];
	/** How it looked at the start, or when that was last kept. */
	readonly kept: Look;
};

export const settings = sliceOf<Settings>('settings', {
	theme: 'terminal',
	confirmations: defaultPreferences.confirmations,
	isMouseOn: false,
	views: {},
	kept: {unit: 'cps', theme: 'terminal', mouse: false},
});

/** Whether a person wants to be asked before a change that could be undone, too. */
export const asksAlways = (state: TuiState): boolean =>
	settings.of(state).confirmations === 'always';
