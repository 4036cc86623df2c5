import type {Director} from '../state.ts';

/** Milliseconds after which lblc and lblcr reconsider what they remember. @default a day */
export const expiration = (_director: Director): number => 86_400_000;
