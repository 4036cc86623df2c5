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
		undo: ['u', 'f4'],
		'weight-down-10': ['{', 'f5'],
		'weight-down': ['-', 'f6'],
		'weight-up': ['+', '=', 'f7'],
		'weight-up-10': ['}', 'f8'],
		// There they act at once; here they ask.
		return: ['r', 'f9'],
		drain: ['d', 'f10', 'f11'],
		maintenance: ['M', 'f2', 'f3'],
	},
} as const satisfies Readonly<Record<string, Keymap>>;
