import type {ComponentType} from 'react';
import {bindingsNow} from '../keys/places.ts';
import {overlays, topOverlay} from '../overlays/table.ts';
import type {BodyLine, BodyProps} from '../screens/screen.ts';
import {screenOf} from '../screens/table.ts';
import {bodyArea, type TuiState} from '../store/state.ts';
import {withBox} from './box.ts';
import {hintLine} from './hints.ts';
import {plainLine, type Line} from './line.ts';
import {noticeLine} from './notice.ts';
import {cut} from './text.ts';
import {titleLine} from './title.ts';

/** The whole screen: lines, or lines around a body that a component draws. */
export type Frame = {
	readonly title: Line;
	readonly notice: Line;
	readonly body: {readonly lines: readonly BodyLine[]} | {readonly Body: ComponentType<BodyProps>};
	/** From the bottom: the hints, or what an overlay has there. */
	readonly foot: readonly Line[];
	/** Lines of the body that the foot leaves. */
	readonly bodyRows: number;
};

export const frameOf = (state: TuiState): Frame => {
	const foot = footOf(state);
	const area = bodyArea(state.size);
	return {
		title: titleLine(state),
		notice: noticeLine(state),
		body: bodyOf(state),
		foot,
		bodyRows: Math.max(0, area.rows + 1 - foot.length),
	};
};

const bodyOf = (state: TuiState): Frame['body'] => {
	const area = bodyArea(state.size);
	const screen = screenOf(state);
	const open = openOverlays(state);
	const page = open.findLast(overlay => overlay.shape === 'page');
	if (page?.shape === 'page') {
		return page;
	}
	if ('Body' in screen && open.every(({shape}) => shape !== 'box')) {
		return screen;
	}
	// Under a box, a body that is a component leaves its place empty.
	const below = 'view' in screen ? screen.view(state, area) : [];
	const top = open.findLast(overlay => overlay.shape === 'box');
	const lines =
		top?.shape === 'box'
			? withBox(below, top.view(state, area), {
					area,
					glyphs: state.glyphs,
					cursor: below.findIndex(({isCursor}) => isCursor),
				})
			: below;
	return {lines};
};

const footOf = (state: TuiState): readonly Line[] => {
	const overlay = topOverlay(state);
	if (overlay?.shape === 'foot') {
		return overlay.view(state);
	}
	if (overlay === undefined && state.tip !== undefined) {
		return [plainLine(` ${cut(state.tip, state.size.columns - 1, state.glyphs)}`, 'warning')];
	}
	const hints = overlay === undefined ? screenOf(state).hints : overlay.hints;
	return [hints === undefined ? plainLine(' ') : hintLine(state, hints(state), bindingsNow(state))];
};

const openOverlays = (state: TuiState) =>
	state.overlays.flatMap(({name}) => overlays.filter(overlay => overlay.name === name));
