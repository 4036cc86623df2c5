import {Text, Transform} from 'ink';
import {memo} from 'react';
import type {Palette} from '../theme/palette.ts';
import {styled} from '../theme/styled.ts';
import {textOf, type Line} from '../view/line.ts';
import {isPlain} from '../view/text.ts';

export type LineTextProps = {
	readonly line: Line;
	/** Columns of the screen. */
	readonly width: number;
	/** Drawn inverse as a whole: the line under the cursor. */
	readonly isCursor?: boolean | undefined;
	/** Drawn dim as a whole: numbers that are too old. */
	readonly isStale?: boolean | undefined;
	readonly palette: Palette;
};

const Bare = ({line, width, isCursor = false, isStale = false, palette}: LineTextProps) => {
	const text = textOf(line);
	const whole = isCursor || isStale;
	const look = {...(isCursor ? palette.selected : {}), dimColor: isStale};
	// Ink would measure a text over and over, which costs more than all else. What is known to fit and to be harmless needs only a place.
	if (text.length <= width && isPlain(text)) {
		const ready = whole
			? styled(text, look)
			: line.segments.map(piece => styled(piece.text, palette[piece.tone])).join('');
		return (
			<Transform transform={() => ready} accessibilityLabel={text}>
				{' '}
			</Transform>
		);
	}
	if (whole) {
		return (
			<Text wrap="truncate" {...look}>
				{text}
			</Text>
		);
	}
	return (
		<Text wrap="truncate">
			{line.segments.map(({text: piece, tone}, index) =>
				tone === 'plain' ? (
					piece
				) : (
					// oxlint-disable-next-line react/no-array-index-key -- pieces of a line have no other identity
					<Text key={index} {...palette[tone]}>
						{piece}
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
		a.width === b.width &&
		a.isCursor === b.isCursor &&
		a.isStale === b.isStale &&
		a.palette === b.palette,
);
