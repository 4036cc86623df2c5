import {emptyInput, type TextInput} from '../../form/text-input.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';

export type HelpState = {
	/** Lines that are scrolled out at the top. */
	readonly top: number;
	/** Only what has this in it is shown. */
	readonly search: TextInput;
};

export const help = overlayHandle<HelpState>('help');

export const openHelp = help.open({top: 0, search: emptyInput});
