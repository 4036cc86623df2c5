import type {ComponentType} from 'react';
import type {FilterWords} from '../filter/complete.ts';
import type {ShownTable} from '../export/table-text.ts';
import type {KeyBinding, KeyContext} from '../keys/binding.ts';
import type {Action, Size, TuiState} from '../store/state.ts';
import type {Line, Segment, Tone} from '../view/line.ts';
import type {Palette} from '../theme/palette.ts';

/** A line of the body. */
export type BodyLine = {
	readonly line: Line;
	/** Drawn inverse as a whole. */
	readonly isCursor?: boolean;
	/** Drawn dim as a whole: numbers that are too old. */
	readonly isStale?: boolean;
};

export type BodyProps = {
	readonly state: TuiState;
	readonly area: Size;
	readonly palette: Palette;
};

/** How a body comes to the screen: as lines, or by a component where a package draws better. */
export type Drawing =
	| {readonly view: (state: TuiState, area: Size) => readonly BodyLine[]}
	| {readonly Body: ComponentType<BodyProps>};

/** Names of the bindings that the hint line shows, most used first; they drop out from the right. */
export type Hints = {
	/** What the keys apply to, such as `3 marked:`. */
	readonly lead?: string;
	readonly names: readonly string[];
	/** Never drops out, at the right edge. */
	readonly last: string;
	/** Where in a long text this is. */
	readonly position?: string;
};

/** A filter that is typed into the line at the bottom. */
export type Filterable = {
	readonly text: (state: TuiState) => string;
	/** Called at every key. */
	readonly set: (text: string) => Action;
	/** How much it leaves, such as `3 of 14 rows`. */
	readonly counted: (state: TuiState) => string;
	/** Why the text means nothing, in a few words; then the last one that did still holds. */
	readonly fault?: (state: TuiState) => string | undefined;
	/** What can be asked for, to complete what is typed. */
	readonly words?: FilterWords;
	/** An example for the hint line, such as `rs=10.0.0.2 w=0 !udp`. */
	readonly example?: string;
	/** What the rows have in common, for the facet menu. */
	readonly facets?: (state: TuiState) => readonly Facet[];
};

export type Facet = {
	/** Facets of a group exclude each other. */
	readonly group: string;
	readonly label: string;
	/** How many rows have it. */
	readonly count: number;
	/** What it adds to the filter. */
	readonly term: string;
	readonly tone?: Tone;
};

/**
A screen of the program: one folder below screens/ and one row in its table. The frame draws title, notice and hints around it, switches
to it by its key, and gives it the keys that no overlay takes.
*/
export type Screen = Drawing & {
	/** The digit that shows it; the table is in this order. */
	readonly key: string;
	/** Other keys that show it. */
	readonly also?: readonly string[];
	readonly name: string;
	readonly title: string;
	readonly bindings: readonly KeyBinding[];
	readonly hints: (state: TuiState) => Hints;
	/** The line below the title bar while nothing is wrong, in so many cells. */
	readonly crumb: (state: TuiState, room: number) => Segment;
	readonly filter?: Filterable;
	/** What is shown as values, to export; undefined while there is nothing. */
	readonly shownTable?: (state: TuiState) => ShownTable | undefined;
	/** Marked rows: Escape clears them before it does anything else. */
	readonly marks?: {readonly count: (state: TuiState) => number; readonly clear: Action};
	/** What a click on a line of the body does, counted from 0. */
	readonly clicked?: (row: number) => Action;
	/** Brings its slice in step after every step while it is shown. */
	readonly settle?: (before: TuiState, after: TuiState) => TuiState;
	/** Takes note of a new reading, shown or not; cheap. */
	readonly observe?: (before: TuiState, after: TuiState) => TuiState;
	/** Services whose servers' counters it shows. */
	readonly wants?: (state: TuiState) => ReadonlySet<string>;
	/** Texts on it that have an address which may have a name. */
	readonly addressed?: (state: TuiState) => readonly string[];
	/** Whether something on it ages by the second. */
	readonly ticks?: (state: TuiState) => boolean;
	/** Runs from when it is shown until the returned function is called: for what is read only while somebody looks. */
	readonly watch?: (context: KeyContext) => () => void;
	/** What the key for reading now does here besides reading the table. */
	readonly refresh?: Action;
	/** Explanations for the help besides the keys: words of the screen and what they mean. */
	readonly glossary?: readonly GlossarySection[];
};

export type GlossarySection = {
	readonly title: string;
	readonly words: readonly {readonly term: string; readonly means: string}[];
};
