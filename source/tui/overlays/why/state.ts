import type {Item} from '../../../operator/item.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';

/** Why a row looks as it does; its numbers follow the readings. */
export const whyView = overlayHandle<{readonly item: Item; readonly top: number}>('why');
