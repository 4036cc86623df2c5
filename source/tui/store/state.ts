import type {Accent} from '../../config/preferences.ts';
import type {Access, OperatorState} from '../../operator/state.ts';
import type {SamplerState} from '../../sampler/sampler.ts';
import type {Depth} from '../theme/depth.ts';
import type {Palette} from '../theme/palette.ts';
import type {Glyphs} from '../view/glyphs.ts';

/** What the title bar says about this director. Who learns more of it sets it with `setTitle`. */
export type TitleFacts = {
	readonly hostName: string;
	/** The operator's own word for this machine, such as PROD, and its colour. */
	readonly label?: string | undefined;
	readonly accent?: Accent | undefined;
	readonly source:
		/** The network namespace as the person named it, when it is not the one that the program runs in. */
		| {readonly kind: 'kernel'; readonly networkNamespace?: string | undefined}
		/** The demo director inside this process, with the reason in words, such as `no ip_vs module in this kernel`. */
		| {readonly kind: 'embedded'; readonly reason: string}
		/** A director elsewhere, as it was named. */
		| {readonly kind: 'remote'; readonly name: string};
	/** Whether anything may be changed from here, and if not, why, in a sentence. */
	readonly access: Access;
	/** Who else changes the table: `keepalived manages this table`. */
	readonly managed?: string | undefined;
	/** Servers that this program is emptying, and those that are empty and wait for an answer. */
	readonly draining: number;
	readonly drained?: number | undefined;
	/** Servers that come back in steps. */
	readonly returning?: number | undefined;
};

export type Size = {readonly columns: number; readonly rows: number};

/** An overlay that is open: the name of its record and a state of its own, which only its handle knows. */
export type OpenOverlay = {readonly name: string; readonly own: unknown};

/** Keys of actions that differ from the usual ones, by the name of the action. */
export type Keymap = Readonly<Record<string, readonly string[]>>;

/** Everything that the screen shows, in one value. */
export type TuiState = {
	readonly title: TitleFacts;
	readonly glyphs: Glyphs;
	/** Colours of the terminal, and how the tones look in them. */
	readonly depth: Depth;
	readonly palette: Palette;
	readonly size: Size;
	readonly sampler: SamplerState;
	/** What is done here and by others; nothing where nothing can be done. */
	readonly operator: OperatorState | undefined;
	/** Clock time in milliseconds, for ages on the screen; it moves only while an age is shown. */
	readonly now: number;
	/** Name of the screen that is shown, and the ones that were left for it, the last at the end. */
	readonly view: string;
	readonly visited: readonly string[];
	/** From bottom to top: the last one gets the keys. */
	readonly overlays: readonly OpenOverlay[];
	/** What each screen keeps for itself, by the name of its slice. */
	readonly slices: Readonly<Record<string, unknown>>;
	/** Keys of actions that differ from the usual ones. */
	readonly keymap: Keymap;
	/** An answer to the last key, until the next one. */
	readonly flash: string | undefined;
	/** What a newcomer should know, in the place of the keys until the next one. */
	readonly tip?: string | undefined;
};

/** A step of the program: the state after it. The screens settle after every one. */
export type Action = (state: TuiState) => TuiState;

export const say =
	(flash: string): Action =>
	state => ({...state, flash});

/** Changes what the title bar says. */
export const setTitle =
	(facts: Partial<TitleFacts>): Action =>
	state => ({...state, title: {...state.title, ...facts}});

/** Lines of the frame: title and notice above the body, hints below it. */
const frameLines = 3;

/** The part of the screen that belongs to the shown screen. */
export const bodyArea = ({columns, rows}: Size): Size => ({
	columns,
	rows: Math.max(1, rows - frameLines),
});
