import {keyLabels, type KeyBinding} from './binding.ts';
import type {KeySection} from './sections.ts';

/** The key table of the README, as markdown that a formatter leaves as it is. */
export const keyTableMarkdown = (sections: readonly KeySection[]): string => {
	const rows = sections.flatMap(({title, bindings}, index) => [
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
	binding.keys.length === 0
		? 'by name'
		: keyLabels(binding)
				.split(' ')
				.map(label => `\`${label}\``)
				.join(' ');
