import {listLine, moveInList} from '../../form/list.ts';
import {applies, type KeyBinding} from '../../keys/binding.ts';
import {menuKeys} from '../../keys/list-keys.ts';
import type {Action} from '../../store/state.ts';
import {setTheme} from '../../theme/set-theme.ts';
import {themeNames, themes} from '../../theme/themes.ts';
import {plainLine} from '../../view/line.ts';
import {padEnd} from '../../view/text.ts';
import type {Overlay} from '../overlay.ts';
import {themeMenu} from './state.ts';

/** Shows the theme that is gone to at once. */
const move =
	(places: number): Action =>
	state => {
		const at = moveInList(themeMenu.of(state)?.at ?? 0, themeNames.length, places);
		const name = themeNames[at];
		const moved = themeMenu.step(own => ({...own, at}))(state);
		return name === undefined ? moved : setTheme(name)(moved);
	};

const giveUp: Action = state => {
	const before = themeMenu.of(state)?.before;
	const closed = themeMenu.close(state);
	return before === undefined ? closed : setTheme(before)(closed);
};

const bindings: readonly KeyBinding[] = [
	...menuKeys(move),
	{
		keys: ['enter'],
		name: 'take-theme',
		says: 'go on with this theme',
		hint: 'take it',
		does: applies(themeMenu.close),
	},
	{
		keys: ['escape', 'q'],
		name: 'leave-themes',
		says: 'back to the theme that was there before',
		hint: 'as before',
		does: applies(giveUp),
	},
];

const width = 66;

/** Themes to choose from, seen while one chooses. */
export const themesOverlay: Overlay = {
	name: themeMenu.name,
	title: 'Themes',
	bindings,
	hints: () => ({names: ['take-theme', 'menu-down'], last: 'leave-themes'}),
	shape: 'box',
	view: state => {
		const at = themeMenu.of(state)?.at ?? 0;
		return {
			title: 'Theme',
			width,
			focus: at,
			lines: themeNames.map((name, index) =>
				listLine(
					[
						{text: ` ${padEnd(name, 15)}`, tone: 'strong'},
						{text: themes[name].says, tone: 'plain'},
					],
					index === at,
					width,
				),
			),
			foot:
				state.depth === 'none'
					? [plainLine(' this terminal has no colours, or NO_COLOR is set', 'dim')]
					: [],
		};
	},
};
