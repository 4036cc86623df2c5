import {keyLabels, type KeyBinding} from './binding.ts';
import {commonKeys} from './common-keys.ts';
import {filterKeys} from './filter-keys.ts';
import {helpKeys} from './help-keys.ts';
import {treeKeys} from './tree-keys.ts';

export type KeySection = {readonly title: string; readonly bindings: readonly KeyBinding[]};

/** All bindings in the order in which they are explained. */
export const keySections: readonly KeySection[] = [
	{title: 'Services', bindings: treeKeys},
	{title: 'Everywhere', bindings: commonKeys},
	{title: 'Filter line', bindings: filterKeys},
	{title: 'Help screen', bindings: helpKeys},
];

/** The key table of the README, as markdown that a formatter leaves as it is. */
export const keyTableMarkdown = (): string => {
	const rows = keySections.flatMap(({title, bindings}, index) => [
		...(index === 0 ? [] : [['', ''] as const]),
		[`**${title}**`, ''] as const,
		...bindings.map(binding => [codeOf(binding), binding.says] as const),
	]);
	const widths = [0, 1].map(column =>
		Math.max(...[heading, ...rows].map(row => (row[column] ?? '').length)),
	);
	const line = (cells: readonly string[], fill: string): string =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
	return [line(heading, ' '), line(['', ''], '-'), ...rows.map(row => line(row, ' '))].join('\n');
};

const heading = ['Key', 'What it does'] as const;

const codeOf = (binding: KeyBinding): string =>
	keyLabels(binding)
		.split(' ')
		.map(label => `\`${label}\``)
		.join(' ');
