import {overlayHandle} from '../../store/overlay-handle.ts';
import type {Action} from '../../store/state.ts';

export type TextPage = {
	readonly title: string;
	readonly lines: readonly string[];
	/** The first line that is shown, and the first cell of it. */
	readonly top: number;
	readonly left: number;
};

export const textPage = overlayHandle<TextPage>('text');

/** Shows a text that may be longer and wider than the screen. */
export const openText = (title: string, text: string): Action =>
	textPage.open({title, lines: text.replace(/\n$/, '').split('\n'), top: 0, left: 0});
