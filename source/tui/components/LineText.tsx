import {Text} from 'ink';
import {memo} from 'react';
import type {Palette} from '../theme/palette.ts';
import type {Line} from '../view/line.ts';

export type LineTextProps = {
	readonly line: Line;
	/** Drawn inverse as a whole: the line under the cursor. */
	readonly isCursor?: boolean | undefined;
	/** Drawn dim as a whole: numbers that are too old. */
	readonly isStale?: boolean | undefined;
	readonly palette: Palette;
};

const Bare = ({line, isCursor = false, isStale = false, palette}: LineTextProps) => {
	if (isCursor || isStale) {
		return (
			<Text wrap="truncate" {...(isCursor ? palette.selected : {})} dimColor={isStale}>
				{line.segments.map(({text}) => text).join('')}
			</Text>
		);
	}
	return (
		<Text wrap="truncate">
			{line.segments.map(({text, tone}, index) =>
				tone === 'plain' ? (
					text
				) : (
					// oxlint-disable-next-line react/no-array-index-key -- pieces of a line have no other identity
					<Text key={index} {...palette[tone]}>
						{text}
					</Text>
				),
			)}
		</Text>
	);
};

/** One line of the screen. Equal lines are not drawn again. */
export const LineText = memo(
	Bare,
	(a, b) =>
		a.line.signature === b.line.signature &&
		a.isCursor === b.isCursor &&
		a.isStale === b.isStale &&
		a.palette === b.palette,
);
