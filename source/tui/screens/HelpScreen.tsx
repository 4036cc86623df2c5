import {Box, Text} from 'ink';
import {Table, type CellProps} from 'ink-table';
import {useMemo, type PropsWithChildren} from 'react';
import {LineText} from '../components/LineText.tsx';
import {termWidth, type HelpPage} from '../view/help.ts';
import type {Line} from '../view/line.ts';

export type HelpScreenProps = {
	readonly page: HelpPage;
	readonly hints: Line;
	readonly hasColour: boolean;
};

/** Keys, columns, states and values, as tables. */
export const HelpScreen = ({page, hints, hasColour}: HelpScreenProps) => {
	const {bar, rule} = page;
	// The table takes its parts as components when it is made; they must not be new ones at every drawing.
	const parts = useMemo(() => partsOf({bar, rule, hasColour}), [bar, rule, hasColour]);
	return (
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
						{...parts}
					/>
				))}
			</Box>
			<LineText line={hints} hasColour={hasColour} />
		</>
	);
};

type Look = Pick<HelpPage, 'bar' | 'rule'> & {readonly hasColour: boolean};

const partsOf = ({bar, rule, hasColour}: Look) => ({
	/** Without rules between its rows the table shows twice as many of them. */
	skeleton: ({children}: PropsWithChildren) =>
		children === '│' ? <Text dimColor>{bar}</Text> : null,
	header: ({children}: PropsWithChildren) => <Text dimColor>{children}</Text>,
	cell: ({column, children}: CellProps) => {
		if (column > 0) {
			return <Text>{children}</Text>;
		}
		const isHeading = typeof children === 'string' && children.trimStart().startsWith(rule);
		return (
			<Text bold {...(hasColour ? {color: isHeading ? 'yellow' : 'cyan'} : {})}>
				{children}
			</Text>
		);
	},
});
