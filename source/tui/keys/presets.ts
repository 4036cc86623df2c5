import type {Keymap} from '../store/state.ts';

/** Keys as other programs have them, beside our own. */
export const keyPresets = {
	htop: {
		help: ['?', 'f1'],
		'next-match': ['n', 'f3'],
		filter: ['/', 'f4', '\\'],
		'toggle-shape': ['t', 'f5'],
		'sort-right': ['>', '.', 'f6'],
		pause: ['p', 'Z'],
		quit: ['q', 'f10'],
	},
	hatop: {
		help: ['?', 'H'],
		'toggle-names': [],
		start: ['g', 'home', '^a'],
		end: ['G', 'end', '^e'],
		quit: ['q', 'Q'],
	},
} as const satisfies Readonly<Record<string, Keymap>>;
