import {closeHelp, scrollHelp} from '../store/help-actions.ts';
import type {KeyBinding} from './binding.ts';

/** Keys on the help screen. */
export const helpKeys: readonly KeyBinding[] = [
	{
		keys: ['j', 'down', 'enter'],
		name: 'help-down',
		says: 'next line',
		hint: 'down',
		does: ({apply, helpScroll}) => apply(scrollHelp(1, helpScroll.end)),
	},
	{
		keys: ['k', 'up'],
		name: 'help-up',
		says: 'previous line',
		hint: 'up',
		does: ({apply, helpScroll}) => apply(scrollHelp(-1, helpScroll.end)),
	},
	{
		keys: ['pagedown', 'space', '^f', '^d'],
		name: 'help-page-down',
		says: 'a screen down',
		hint: 'page down',
		does: ({apply, helpScroll}) => apply(scrollHelp(helpScroll.page, helpScroll.end)),
	},
	{
		keys: ['pageup', '^b', '^u'],
		name: 'help-page-up',
		says: 'a screen up',
		does: ({apply, helpScroll}) => apply(scrollHelp(-helpScroll.page, helpScroll.end)),
	},
	{
		keys: ['g', 'home'],
		name: 'help-start',
		says: 'first line',
		does: ({apply, helpScroll}) => apply(scrollHelp(-Infinity, helpScroll.end)),
	},
	{
		keys: ['G', 'end'],
		name: 'help-end',
		says: 'last line',
		does: ({apply, helpScroll}) => apply(scrollHelp(Infinity, helpScroll.end)),
	},
	{
		keys: ['escape', '?', 'q'],
		name: 'close-help',
		says: 'close the help',
		hint: 'close',
		does: ({apply}) => apply(closeHelp),
	},
];
