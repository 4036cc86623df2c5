import {Box, Text} from 'ink';
import {Table, type CellProps} from 'ink-table';
import {useMemo, type PropsWithChildren} from 'react';
import type {Palette} from '../../theme/palette.ts';
import type {HelpPage as Page} from './page.ts';

export type HelpPageProps = {readonly page: Page; readonly palette: Palette};

/** Keys, columns, states and values, as tables. */
export const HelpPage = ({page, palette}: HelpPageProps) => {
	const {bar, rule} = page;
	// The table takes its parts as components when it is made; they must not be new ones at every drawing.
	const parts = useMemo(() => partsOf({bar, rule, palette}), [bar, rule, palette]);
	return (
		<Box height={page.height + 1} overflow="hidden">
			{page.tables.map((rows, index) => (
				<Table
					// oxlint-disable-next-line react/no-array-index-key -- the first or the second half of the screen
					key={index}
					data={rows.map(({term, means}) => ({
						Key: term.padEnd(page.termWidth),
						Meaning: means.padEnd(page.width),
					}))}
					{...parts}
				/>
			))}
		</Box>
	);
};

type Look = Pick<Page, 'bar' | 'rule'> & {readonly palette: Palette};

const partsOf = ({bar, rule, palette}: Look) => ({
	/** Without rules between its rows the table shows twice as many of them. */
	skeleton: ({children}: PropsWithChildren) =>
		children === '│' ? <Text {...palette.border}>{bar}</Text> : null,
	header: ({children}: PropsWithChildren) => <Text {...palette.dim}>{children}</Text>,
	cell: ({column, children}: CellProps) => {
		if (column > 0) {
			return <Text>{children}</Text>;
		}
		const isHeading = typeof children === 'string' && children.trimStart().startsWith(rule);
		return <Text {...(isHeading ? palette.warning : palette.accent)}>{children}</Text>;
	},
});
