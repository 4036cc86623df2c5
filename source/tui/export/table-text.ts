/** What a screen shows as values: numbers as they are, null for what is unknown or has no meaning. */
export type ShownTable = {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly (string | number | null)[])[];
};

export const exportFormats = ['csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** As CSV with a line of names (RFC 4180, lines end with a line feed), or as a JSON array of objects. */
export const tableText = (table: ShownTable, format: ExportFormat): string => {
	switch (format) {
		case 'csv':
			return [table.columns, ...table.rows].map(row => `${row.map(csvCell).join(',')}\n`).join('');
		case 'json':
			return `${JSON.stringify(
				table.rows.map(row =>
					Object.fromEntries(table.columns.map((name, index) => [name, row[index] ?? null])),
				),
				undefined,
				'\t',
			)}\n`;
	}
};

const csvCell = (value: string | number | null): string => {
	const text = value === null ? '' : String(value);
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** By the end of the name of a file. */
export const formatOf = (path: string): ExportFormat | undefined =>
	exportFormats.find(format => path.toLowerCase().endsWith(`.${format}`));
