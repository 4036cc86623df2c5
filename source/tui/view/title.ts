import type {TuiState} from '../store/state.ts';
import {lineOf, type Line} from './line.ts';
import {durationText} from './number-text.ts';
import {cut, padEnd, widthOf} from './text.ts';

/** The title bar: where this is, what it is, how fresh it is. */
export const titleLine = (state: TuiState): Line => {
	const {title, size, glyphs} = state;
	// The demo is nobody's production: the name of this machine would say otherwise.
	const name = title.source.kind === 'embedded' ? 'demo' : title.hostName;
	const host = ` ${cut(name, 24, glyphs)} `;
	const label = title.label ? ` ${cut(title.label, 16, glyphs)} ` : '';
	const freshness = ` ${freshnessOf(state)} `;
	const room = Math.max(0, size.columns - widthOf(host + label + freshness));
	const isStale = state.sampler.trouble !== undefined && state.sampler.sample !== undefined;
	return lineOf([
		{text: host, tone: 'title-strong'},
		{text: label, tone: 'label-bad'},
		{text: padEnd(cut(` ${aboutOf(state)}`, room, glyphs), room), tone: 'title'},
		{text: freshness, tone: isStale ? 'title-bad' : 'title-strong'},
	]);
};

const aboutOf = ({title, sampler}: TuiState): string => {
	if (title.source.kind === 'embedded') {
		return `embedded demo director: ${title.source.reason}`;
	}
	const place =
		title.source.networkNamespace === undefined ? '' : ` in netns ${title.source.networkNamespace}`;
	const info = sampler.sample?.info;
	if (info === undefined) {
		return `IPVS${place}`;
	}
	const {major, minor, patch} = info.version;
	return `IPVS ${major}.${minor}.${patch}${place}`;
};

const freshnessOf = ({sampler, now}: TuiState): string => {
	const {sample, trouble, pausedSince, interval, pace, cost} = sampler;
	if (trouble !== undefined && sample !== undefined) {
		return `STALE ${durationText(now - sample.takenAt)}`;
	}
	if (pausedSince !== undefined) {
		return `PAUSED ${durationText(now - pausedSince)}`;
	}
	return pace > interval * 1.25
		? `every ${durationText(pace)}: a read takes ${durationText(cost)}`
		: `every ${durationText(interval)}`;
};
