import {fitted} from '../../view/box.ts';
import type {Facts} from '../../view/facts.ts';
import type {Glyphs} from '../../view/glyphs.ts';
import {lineOf, type Line, type Segment} from '../../view/line.ts';
import {fairAt, shareAt} from '../../view/share.ts';
import {serverStates} from '../../view/states.ts';
import type {Subject} from './subject.ts';

const percent = (part: number): string =>
	Number.isNaN(part) ? '-' : String(Math.round(part * 100));

/** `52/50`: the share in percent that a server has, and what its weight would give. */
export const shareText = (facts: Facts, server: number): string =>
	`${percent(shareAt(facts, server))}/${percent(fairAt(facts, server))}`;

/** The shares of all servers of a service, or of one server, in a line. */
export const sharesLine = (
	{facts, server, servers}: Subject,
	columns: number,
	glyphs: Glyphs,
): Line => {
	const shown = server === undefined ? servers : [server];
	const segments: readonly Segment[] = [
		{text: ' share/fair %  ', tone: 'dim'},
		...shown.flatMap((row): readonly Segment[] => [
			...(server === undefined
				? [
						{
							text: `${shortName(facts.sample.structure.destinationKey(row))} `,
							tone: 'dim' as const,
						},
					]
				: []),
			{
				text: `${shareText(facts, row)}  `,
				tone: serverStates[facts.destinationState[row] ?? 0]?.tone ?? 'plain',
			},
		]),
	];
	return lineOf(fitted(segments, columns, glyphs));
};

/** What tells servers of one service apart: `.11` of `10.0.0.11:443`. */
const shortName = (key: string): string => {
	const host = key.slice(0, key.lastIndexOf(':')).replaceAll(/[[\]]/g, '');
	return host.slice(Math.max(host.lastIndexOf('.'), host.lastIndexOf(':')));
};
