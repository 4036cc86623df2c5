import {overlayHandle} from '../../store/overlay-handle.ts';
import type {TextInput} from '../../form/text-input.ts';

/** The line at the bottom where the filter of the screen is typed. */
export const filterLine = overlayHandle<TextInput>('filter');
