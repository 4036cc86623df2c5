/** Rows of words under a title and a head, in columns: the first to the left, numbers to the right. */
export const tableText = (
	title: string,
	head: readonly string[],
	rows: readonly (readonly string[])[],
): string => {
	const all = [head, ...rows];
	const widths = head.map((_, column) => Math.max(...all.map(row => (row[column] ?? '').length)));
	const lines = all.map(row =>
		row
			.map((cell, column) =>
				column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
			)
			.join('  ')
			.trimEnd(),
	);
	return `${title}\n\n${lines.map(line => `    ${line}\n`).join('')}`;
};

export const milliseconds = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
export const megabytes = (value: number): string => `${value.toFixed(1)} MB`;
export const times = (value: number): string =>
	Number.isFinite(value) ? `${value.toFixed(1)}x` : '-';
