import type {Arrangement} from '../../connections/arrange.ts';
import {sliceOf} from '../../store/slice.ts';
import {bodyArea, type Size} from '../../store/state.ts';

export const tabNames = ['graphs', 'servers', 'clients', 'config', 'history'] as const;
export type TabName = (typeof tabNames)[number];

/** Minutes that graphs show, the longest first. */
export const zooms = [10, 5, 2] as const;

export type DetailState = {
	readonly tab: TabName;
	/** Minutes that graphs show; as few as there is something of, where nothing was chosen. */
	readonly minutes: number | undefined;
	/** Lines that are scrolled out at the top of a tab. */
	readonly top: number;
	/** Readings of the connection table that were asked for by a key. */
	readonly asked: number;
	/** Its clients in the last snapshot, and the filter that they were found by. */
	readonly clients: {readonly filter: string; readonly arrangement: Arrangement} | undefined;
};

export const detail = sliceOf<DetailState>('detail', {
	tab: 'graphs',
	minutes: undefined,
	top: 0,
	asked: 0,
	clients: undefined,
});

/** Lines below the names of the tabs. */
export const tabHeight = (size: Size): number => Math.max(1, bodyArea(size).rows - 1);
