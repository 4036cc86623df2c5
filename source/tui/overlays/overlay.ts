import type {ComponentType} from 'react';
import type {KeyBinding, KeyContext} from '../keys/binding.ts';
import type {BodyProps, Hints} from '../screens/screen.ts';
import type {Action, Size, TuiState} from '../store/state.ts';
import type {Line, Segment} from '../view/line.ts';

/** Lines in a frame over the middle of the body. They are cut or filled to `width`. */
export type Box = {
	readonly title: string;
	/** Cells between the borders. */
	readonly width: number;
	readonly lines: readonly Line[];
	/** The line that must be visible on a low screen. */
	readonly focus?: number;
	/** Lines that stay at the bottom when the others scroll: buttons, keys. */
	readonly foot?: readonly Line[];
};

export type OverlayDrawing =
	| {readonly shape: 'box'; readonly view: (state: TuiState, area: Size) => Box}
	/** In place of the last lines of the screen, hints included. */
	| {readonly shape: 'foot'; readonly view: (state: TuiState) => readonly Line[]}
	/** In place of the whole body. */
	| {readonly shape: 'page'; readonly Body: ComponentType<BodyProps>};

/** Something that lies over the screen and takes the keys: a record in the table of overlays, a state behind its handle. */
export type Overlay = OverlayDrawing & {
	/** The name of its handle. */
	readonly name: string;
	readonly title: string;
	readonly bindings: readonly KeyBinding[];
	/** Takes text, typed or pasted, that no binding takes. */
	readonly type?: (text: string, context: KeyContext) => Action;
	/** The line below the title bar, instead of the screen's. */
	readonly crumb?: (state: TuiState) => Segment;
	/** None for a shape that brings its own last line. */
	readonly hints?: (state: TuiState) => Hints;
	/** Whether something in it ages by the second. */
	readonly ticks?: (state: TuiState) => boolean;
	/** Brings its state in step after every step while it is open. */
	readonly settle?: (before: TuiState, after: TuiState) => TuiState;
};
