import type {Preferences} from '../config/preferences.ts';
import {problemOf} from './open.ts';
import {openLive, type LiveDirector} from './live-director.ts';
import {preferencesHere, type PreferencesHere} from './preferences-here.ts';
import type {Wanted} from './route.ts';

/** What the command line says about the live table. */
export type LiveWish = {
	readonly wanted: Wanted;
	/** Seconds. */
	readonly interval: number | undefined;
	/** The file of preferences, and what goes before it. */
	readonly config?: string | undefined;
	readonly theme?: string | undefined;
	readonly label?: string | undefined;
	readonly isAscii?: boolean | undefined;
	/** Nothing can be changed, and no key unlocks it. */
	readonly isReadOnly?: boolean | undefined;
};

export type Live = {
	readonly here: PreferencesHere;
	/** As the file and the command line have them. */
	readonly preferences: Preferences;
	readonly director: LiveDirector;
};

/** Reads the preferences and opens a director; one sentence says why that cannot be. */
export const openLiveWish = async (wish: LiveWish): Promise<Live | string> => {
	const unfit = problemOf(wish.wanted);
	if (unfit !== undefined) {
		return unfit;
	}
	const here = await preferencesHere(process.env, wish.config);
	if (typeof here === 'string') {
		return here;
	}
	const director = await openLive(wish.wanted);
	return typeof director === 'string'
		? director
		: {here, preferences: withOptions(here.preferences, wish), director};
};

const withOptions = (
	{accent, ...preferences}: Preferences,
	{interval, theme, label, isAscii = false}: LiveWish,
): Preferences => ({
	...preferences,
	...(interval === undefined ? {} : {interval}),
	...(theme === undefined ? {} : {theme}),
	...(label === undefined ? {} : {label}),
	// The colour belongs to the label of the file.
	...(accent === undefined || label !== undefined ? {} : {accent}),
	...(isAscii ? {ascii: true} : {}),
});
