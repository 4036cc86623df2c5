import {Text, type TextProps} from 'ink';
import {memo} from 'react';
import type {Line, Tone} from '../view/line.ts';

const looks: Readonly<Record<Tone, TextProps>> = {
	plain: {},
	dim: {dimColor: true},
	strong: {bold: true},
	good: {color: 'green'},
	warning: {color: 'yellow'},
	bad: {color: 'red', bold: true},
	accent: {color: 'cyan', bold: true},
};

const withoutColour = ({color: _color, ...look}: TextProps): TextProps => look;

export type LineTextProps = {
	readonly line: Line;
	/** Drawn inverse as a whole: the line under the cursor. */
	readonly isCursor?: boolean;
	/** Drawn dim as a whole: numbers that are too old. */
	readonly isStale?: boolean;
	/** False where NO_COLOR is set: bold, dim and inverse stay. */
	readonly hasColour: boolean;
};

const Bare = ({line, isCursor = false, isStale = false, hasColour}: LineTextProps) => {
	if (isCursor || isStale) {
		return (
			<Text wrap="truncate" inverse={isCursor} dimColor={isStale}>
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
					<Text key={index} {...(hasColour ? looks[tone] : withoutColour(looks[tone]))}>
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
		a.hasColour === b.hasColour,
);
