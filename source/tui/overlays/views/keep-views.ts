import type {Preferences, SavedView} from '../../../config/preferences.ts';
import type {KeyContext} from '../../keys/binding.ts';
import {savedViewOf} from '../../settings/look.ts';
import {settings} from '../../settings/settings.ts';
import {say} from '../../store/state.ts';

type Views = Preferences['views'];

/** Saves what is shown under a name, in place of what had it. */
export const saveView = (context: KeyContext, name: string): void => {
	const view: SavedView = savedViewOf(context.get());
	const isNew = !Object.hasOwn(settings.of(context.get()).views, name);
	void changeViews(context, views => ({...views, [name]: view}), {
		done: isNew ? `saved the view ${name}` : `saved the view ${name} in place of the old one`,
		otherwise: 'the view is there until you quit',
	});
};

export const deleteView = (context: KeyContext, name: string): void => {
	void changeViews(
		context,
		views => Object.fromEntries(Object.entries(views).filter(([other]) => other !== name)),
		{done: `deleted the view ${name}`, otherwise: 'the view is gone until the next start'},
	);
};

const changeViews = async (
	{apply, ports}: KeyContext,
	change: (views: Views) => Views,
	{done, otherwise}: {readonly done: string; readonly otherwise: string},
): Promise<void> => {
	apply(settings.step(own => ({...own, views: change(own.views)})));
	const problem =
		ports.changePreferences === undefined
			? 'there is no file of preferences'
			: // What another terminal saved meanwhile stays.
				await ports.changePreferences(stored => ({...stored, views: change(stored.views ?? {})}));
	apply(say(problem === undefined ? done : `${otherwise}; ${problem}`));
};
