import type {SamplerState} from '../../sampler/sampler.ts';
import type {Glyphs} from '../view/glyphs.ts';
import type {Sort} from '../view/order.ts';
import type {ItemKey, RowList} from '../view/rows.ts';

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

/** What the keys mean at the moment. */
export type Mode =
	| {readonly kind: 'tree'}
	/** Typing the filter. */
	| {readonly kind: 'filter'}
	/** Reading the help, scrolled down by `top` lines. */
	| {readonly kind: 'help'; readonly top: number};

export type TuiState = {
	readonly title: TitleFacts;
	readonly glyphs: Glyphs;
	readonly size: Size;
	readonly sampler: SamplerState;
	/** Clock time in milliseconds, for ages on the screen; it moves only while an age is shown. */
	readonly now: number;
	readonly mode: Mode;
	readonly sort: Sort;
	readonly filter: string;
	/** Keys of services whose servers are hidden. */
	readonly folded: ReadonlySet<string>;
	/** The rows from top to bottom, arranged from the last sample. */
	readonly list: RowList | undefined;
	/** The item under the cursor, and where in the list it is and the screen begins. */
	readonly cursor: ItemKey | undefined;
	readonly cursorIndex: number;
	readonly top: number;
	/** An answer to the last key, until the next one. */
	readonly flash: string | undefined;
};

/** Lines around the rows: title, notice, heading, totals, hints. Low screens do without totals. */
export const linesAround = (rows: number): number => (rows < 18 ? 4 : 5);

export const bodyHeight = ({rows}: Size): number => Math.max(1, rows - linesAround(rows));
