import type {Action} from '../store/tree-actions.ts';
import type {TuiState} from '../store/state.ts';

/** What a key may do, besides changing what is shown. */
export type KeyContext = {
	readonly get: () => TuiState;
	readonly apply: (action: Action) => void;
	/** Reads the table now. */
	readonly refresh: () => void;
	readonly setPaused: (isPaused: boolean) => void;
	readonly quit: () => void;
	/** Gives the terminal back to the shell until the job is continued. */
	readonly suspend: () => void;
	/** How the help scrolls on this screen: lines of a screenful, and the last place to scroll to. */
	readonly helpScroll: {readonly page: number; readonly end: number};
	/** Draws everything anew, for a screen that something else wrote on. */
	readonly redraw: () => void;
};

/** A key binding. The hint line, the help screen and the table in the README are made of these. */
export type KeyBinding = {
	/** Names as `decodeKeys` gives them: `j`, `^d`, `pageup`, `enter`. */
	readonly keys: readonly string[];
	/** Stable name of the action. */
	readonly name: string;
	/** One line for the help screen. */
	readonly says: string;
	/** A word for the hint line; without one the key is not hinted. */
	readonly hint?: string;
	readonly does: (context: KeyContext) => void;
	/** Why the key can do nothing now, in a sentence; nothing when it can. */
	readonly why?: (state: TuiState) => string | undefined;
};

const labels: Readonly<Record<string, string>> = {
	up: 'Up',
	down: 'Down',
	left: 'Left',
	right: 'Right',
	pageup: 'PgUp',
	pagedown: 'PgDn',
	home: 'Home',
	end: 'End',
	enter: 'Enter',
	escape: 'Esc',
	backspace: 'Backspace',
	tab: 'Tab',
	space: 'Space',
};

export const keyLabel = (key: string): string => labels[key] ?? key;

export const keyLabels = ({keys}: KeyBinding): string => keys.map(keyLabel).join(' ');

export const bindingFor = (bindings: readonly KeyBinding[], key: string): KeyBinding | undefined =>
	bindings.find(({keys}) => keys.includes(key));
