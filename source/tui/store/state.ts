import type {SamplerState} from '../../sampler/sampler.ts';
import type {Palette} from '../theme/palette.ts';
import type {Glyphs} from '../view/glyphs.ts';

/** What the title bar says about where this runs; it does not change while the program runs. */
export type TitleFacts = {
	readonly hostName: string;
	/** The operator's own word for this machine, such as PROD. */
	readonly label?: string | undefined;
	readonly source:
		/** The network namespace as the person named it, when it is not the one that the program runs in. */
		| {readonly kind: 'kernel'; readonly networkNamespace?: string | undefined}
		/** The demo director inside this process, with the reason in words, such as `no ip_vs module in this kernel`. */
		| {readonly kind: 'embedded'; readonly reason: string};
};

export type Size = {readonly columns: number; readonly rows: number};

/** An overlay that is open: the name of its record and a state of its own, which only its handle knows. */
export type OpenOverlay = {readonly name: string; readonly own: unknown};

/** Everything that the screen shows, in one value. */
export type TuiState = {
	readonly title: TitleFacts;
	readonly glyphs: Glyphs;
	readonly palette: Palette;
	readonly size: Size;
	readonly sampler: SamplerState;
	/** Clock time in milliseconds, for ages on the screen; it moves only while an age is shown. */
	readonly now: number;
	/** Name of the screen that is shown, and the ones that were left for it, the last at the end. */
	readonly view: string;
	readonly visited: readonly string[];
	/** From bottom to top: the last one gets the keys. */
	readonly overlays: readonly OpenOverlay[];
	/** What each screen keeps for itself, by the name of its slice. */
	readonly slices: Readonly<Record<string, unknown>>;
	/** An answer to the last key, until the next one. */
	readonly flash: string | undefined;
};

/** A step of the program: the state after it. The screens settle after every one. */
export type Action = (state: TuiState) => TuiState;

export const say =
	(flash: string): Action =>
	state => ({...state, flash});

/** Lines of the frame: title and notice above the body, hints below it. */
const frameLines = 3;

/** The part of the screen that belongs to the shown screen. */
export const bodyArea = ({columns, rows}: Size): Size => ({
	columns,
	rows: Math.max(1, rows - frameLines),
});
