import {emptyInput, type TextInput} from '../../form/text-input.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';

export type PaletteState = {
	readonly search: TextInput;
	/** The entry that Enter carries out. */
	readonly at: number;
};

/** All actions by name. */
export const palette = overlayHandle<PaletteState>('palette');

export const openPalette = palette.open({search: emptyInput, at: 0});
