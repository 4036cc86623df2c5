import type {BodyLine} from '../screens/screen.ts';
import type {Palette} from '../theme/palette.ts';
import {LineText} from './LineText.tsx';

export type BodyLinesProps = {
	readonly lines: readonly BodyLine[];
	/** Columns of the screen. */
	readonly width: number;
	readonly palette: Palette;
};

/** Lines below each other. */
export const BodyLines = ({lines, width, palette}: BodyLinesProps) =>
	lines.map(({line, isCursor, isStale}, index) => (
		<LineText
			// oxlint-disable-next-line react/no-array-index-key -- a place on the screen, not an item
			key={index}
			line={line}
			width={width}
			isCursor={isCursor}
			isStale={isStale}
			palette={palette}
		/>
	));
