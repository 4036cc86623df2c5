import {longestLabel, type Accent} from '../../config/preferences.ts';
import type {TitleFacts, TuiState} from '../store/state.ts';
import {fitted} from './box.ts';
import {lineOf, type Line, type Segment, type Tone} from './line.ts';
import {durationText} from './number-text.ts';
import {cut, padEnd, widthOf} from './text.ts';

/** The title bar: where this is, what it is, what goes on, how fresh it is. On narrow screens what is said at the left gives way. */
export const titleLine = (state: TuiState): Line => {
	const {title, size, glyphs} = state;
	const label = title.label
		? ` ${cut(title.label, size.columns < 80 ? 12 : longestLabel, glyphs)} `
		: '';
	const badges = badgesOf(title);
	const freshness = ` ${freshnessOf(state)} `;
	const others = widthOf(label + badges.map(({text}) => text).join('') + freshness);
	const host = ` ${cut(hostOf(title), Math.max(4, Math.min(24, size.columns - others - 2)), glyphs)} `;
	const room = Math.max(0, size.columns - others - widthOf(host));
	const isStale = state.sampler.trouble !== undefined && state.sampler.sample !== undefined;
	const segments: readonly Segment[] = [
		{text: host, tone: 'title-strong'},
		{text: label, tone: accentTones[title.accent ?? usualAccent(title.label)]},
		{text: padEnd(cut(` ${aboutOf(state)}`, room, glyphs), room), tone: 'title'},
		...badges,
		{text: freshness, tone: isStale ? 'title-bad' : 'title-strong'},
	];
	return lineOf(fitted(segments, size.columns, glyphs));
};

/** The demo is nobody's production: the name of this machine would say otherwise. */
const hostOf = ({source, hostName}: TitleFacts): string =>
	source.kind === 'embedded' ? 'demo' : source.kind === 'remote' ? source.name : hostName;

const accentTones: Readonly<Record<Accent, Tone>> = {
	red: 'label-bad',
	yellow: 'label-warning',
	green: 'label-good',
	blue: 'label',
};

const usualAccent = (label = ''): Accent => (/^prod/i.test(label) ? 'red' : 'blue');

const badgesOf = ({
	access,
	draining,
	drained = 0,
	returning = 0,
}: TitleFacts): readonly Segment[] => [
	...(draining === 0 ? [] : [{text: ` ${draining} draining `, tone: 'label-warning' as const}]),
	...(drained === 0 ? [] : [{text: ` ${drained} drained `, tone: 'label-good' as const}]),
	...(returning === 0 ? [] : [{text: ` ${returning} returning `, tone: 'label-good' as const}]),
	...(access.kind === 'read-only' ? [{text: ' READ-ONLY ', tone: 'title-strong' as const}] : []),
];

const aboutOf = ({title, sampler}: TuiState): string => {
	if (title.source.kind === 'embedded') {
		return `embedded demo director: ${title.source.reason}`;
	}
	const namespace = title.source.kind === 'kernel' ? title.source.networkNamespace : undefined;
	const place = namespace === undefined ? '' : ` in netns ${namespace}`;
	const info = sampler.sample?.info;
	if (info === undefined) {
		return `IPVS${place}`;
	}
	const {major, minor, patch} = info.version;
	const managed = title.managed === undefined ? '' : `  ${title.managed}`;
	return `IPVS ${major}.${minor}.${patch}${place}${managed}`;
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
