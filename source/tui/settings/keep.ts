import type {KeyBinding, KeyContext} from '../keys/binding.ts';
import {say, type TuiState} from '../store/state.ts';
import {lookOf, type Look} from './look.ts';
import {settings} from './settings.ts';

const look = (state: TuiState): Look => {
	const {theme, isMouseOn} = settings.of(state);
	return {...lookOf(state), theme, mouse: isMouseOn};
};

/** What looks different from what was kept. */
const changed = (state: TuiState): Look => {
	const {kept} = settings.of(state);
	const present = look(state);
	return Object.fromEntries(
		Object.entries(present).filter(
			([name, value]) => String(value) !== String(kept[name as keyof Look]),
		),
	);
};

const keepNow = async ({get, apply, ports}: KeyContext): Promise<void> => {
	const present = look(get());
	const difference = changed(get());
	const names = Object.keys(difference);
	const problem = await ports.changePreferences?.(stored => ({...stored, ...difference}));
	apply(
		problem === undefined
			? state =>
					say(`kept for the next start: ${names.join(', ')}`)(
						settings.step(own => ({...own, kept: present}))(state),
					)
			: say(problem),
	);
};

export const keepKeys: readonly KeyBinding[] = [
	{
		keys: ['L'],
		name: 'keep-look',
		says: 'keep theme, columns, order and unit for the next start',
		hint: 'keep look',
		does: context => {
			if (context.ports.changePreferences === undefined) {
				context.apply(say('there is no file of preferences to keep it in'));
				return;
			}
			void keepNow(context);
		},
		why: state =>
			Object.keys(changed(state)).length === 0
				? 'theme, columns, order and unit are as they were at the start'
				: undefined,
	},
];
