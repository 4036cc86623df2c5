import {Box, Text} from 'ink';
import {Table, type CellProps} from 'ink-table';
import type {PropsWithChildren} from 'react';
import {LineText} from '../components/LineText.tsx';
import {termWidth, type HelpPage} from '../view/help.ts';
import type {Line} from '../view/line.ts';

export type HelpScreenProps = {
	readonly page: HelpPage;
	readonly hints: Line;
	readonly hasColour: boolean;
};

/** Keys, columns, states and values, as tables. */
export const HelpScreen = ({page, hints, hasColour}: HelpScreenProps) => (
	<>
		<Box height={page.height + 1} overflow="hidden">
			{page.tables.map((rows, index) => (
				<Table
					// oxlint-disable-next-line react/no-array-index-key -- the first or the second half of the screen
					key={index}
					data={rows.map(({term, means}) => ({
						Key: term.padEnd(termWidth),
						Meaning: means.padEnd(page.width),
					}))}
					skeleton={OnlyBars}
					header={Heading}
					cell={hasColour ? ColouredCell : PlainCell}
				/>
			))}
		</Box>
		<LineText line={hints} hasColour={hasColour} />
	</>
);

/** Without rules between its rows the table shows twice as many of them. */
const OnlyBars = ({children}: PropsWithChildren) =>
	children === '│' ? <Text dimColor>{children}</Text> : null;

const Heading = ({children}: PropsWithChildren) => <Text dimColor>{children}</Text>;

const PlainCell = ({column, children}: CellProps) => <Text bold={column === 0}>{children}</Text>;

const ColouredCell = ({column, children}: CellProps) =>
	column === 0 ? (
		<Text bold {...(isHeading(children) ? {color: 'yellow'} : {color: 'cyan'})}>
			{children}
		</Text>
	) : (
		<Text>{children}</Text>
	);

const isHeading = (children: CellProps['children']): boolean =>
	typeof children === 'string' && children.trimStart().startsWith('──');
