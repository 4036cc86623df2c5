import {Box} from 'ink';
import {LineText} from '../components/LineText.tsx';
import type {ServicesView} from '../view/screen.ts';

export type ServicesScreenProps = {
	readonly view: ServicesView;
	/** Lines between the heading and the totals. */
	readonly height: number;
	readonly hasColour: boolean;
};

/** The tree of services and their real servers below the title bar. */
export const ServicesScreen = ({view, height, hasColour}: ServicesScreenProps) => (
	<>
		<LineText line={view.notice} hasColour={hasColour} />
		<LineText line={view.heading} hasColour={hasColour} />
		<Box flexDirection="column" height={height} overflow="hidden">
			{view.body.map(({line, isCursor}, index) => (
				<LineText
					// oxlint-disable-next-line react/no-array-index-key -- a place on the screen, not an item
					key={index}
					line={line}
					isCursor={isCursor}
					isStale={view.isStale}
					hasColour={hasColour}
				/>
			))}
		</Box>
		{view.totals === undefined ? null : (
			<LineText line={view.totals} isStale={view.isStale} hasColour={hasColour} />
		)}
		<LineText line={view.hints} hasColour={hasColour} />
	</>
);
