import {systemClock} from '../../../source/sampler/clock.ts';
import type {KeyContext} from '../../../source/tui/keys/binding.ts';
import type {TuiState} from '../../../source/tui/store/state.ts';
import {themePalette} from '../../../source/tui/theme/palette.ts';
import {asciiGlyphs} from '../../../source/tui/view/glyphs.ts';

/** A program that has read nothing yet. */
export const initialState: TuiState = {
	title: {hostName: 'lb1', source: {kind: 'kernel'}, access: {kind: 'read-write'}, draining: 0},
	glyphs: asciiGlyphs,
	depth: 'none',
	palette: themePalette('terminal', 'none'),
	size: {columns: 80, rows: 24},
	sampler: {
		sample: undefined,
		trouble: undefined,
		pausedSince: undefined,
		interval: 2000,
		pace: 2000,
		cost: 0,
	},
	operator: undefined,
	now: 0,
	view: 'services',
	visited: [],
	overlays: [],
	slices: {},
	keymap: {},
	flash: undefined,
};

const nothing = (): void => {};

/** A context whose steps can be looked at. */
export const contextFrom = (state: TuiState = initialState): KeyContext => {
	let current = state;
	return {
		get: () => current,
		subscribe: () => nothing,
		apply: action => {
			current = action(current);
		},
		refresh: nothing,
		setPaused: nothing,
		quit: nothing,
		suspend: nothing,
		redraw: nothing,
		clock: systemClock,
		ports: {},
	};
};
