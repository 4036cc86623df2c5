import type {Clock} from '../../sampler/clock.ts';
import type {Ports} from '../ports.ts';
import type {Action, TuiState} from '../store/state.ts';

/** What a key may do, besides changing what is shown. */
export type KeyContext = {
	readonly get: () => TuiState;
	/** Calls after every change; returns the function that ends that. */
	readonly subscribe: (listener: () => void) => () => void;
	readonly apply: (action: Action) => void;
	/** Reads the table now. */
	readonly refresh: () => void;
	readonly setPaused: (isPaused: boolean) => void;
	readonly quit: () => void;
	/** Gives the terminal back to the shell until the job is continued. */
	readonly suspend: () => void;
	/** Draws everything anew, for a screen that something else wrote on. */
	readonly redraw: () => void;
	readonly clock: Clock;
	/** What the program around this gave. */
	readonly ports: Ports;
};

/** A key binding. The hint line, the help screen, the palette and the table in the README are made of these. */
export type KeyBinding = {
	/** Names as `decodeKeys` gives them: `j`, `^d`, `pageup`, `enter`. */
	readonly keys: readonly string[];
	/** Stable name of the action: keys are remapped by it. The same name means the same action everywhere. */
	readonly name: string;
	/** One line for the help screen. */
	readonly says: string;
	/** A word for the hint line, or how it is made from the state. */
	readonly hint?: string | ((state: TuiState) => string);
	/** Name of the binding that does the opposite; the hint shows both keys. */
	readonly pair?: string;
	readonly does: (context: KeyContext) => void;
	/** Why the key can do nothing now, in a sentence; nothing when it can. */
	readonly why?: (state: TuiState) => string | undefined;
};

/** For bindings that only change what is shown. */
export const applies =
	(action: Action): KeyBinding['does'] =>
	({apply}) =>
		apply(action);

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
	delete: 'Del',
	tab: 'Tab',
	backtab: 'Shift-Tab',
	space: 'Space',
};

export const keyLabel = (key: string): string =>
	labels[key] ?? (/^f\d+$/.test(key) ? key.toUpperCase() : key);

export const keyLabels = ({keys}: KeyBinding): string => keys.map(keyLabel).join(' ');

export const bindingFor = (bindings: readonly KeyBinding[], key: string): KeyBinding | undefined =>
	bindings.find(({keys}) => keys.includes(key));
