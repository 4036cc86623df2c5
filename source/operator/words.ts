/** `1 server`, `3 servers`. */
export const counted = (count: number, word: string): string =>
	`${count} ${word}${count === 1 ? '' : 's'}`;

/** The only one by its name, else how many: `10.0.0.1:80`, `3 servers`. */
export const named = (names: readonly string[], word: string): string =>
	names.length === 1 ? (names[0] ?? '') : counted(names.length, word);

/** A share of 0 to 1 as `37 %`. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;
