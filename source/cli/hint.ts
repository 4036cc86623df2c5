/** What follows "there is no such word": the one that was perhaps meant, or where all of them are. */
export const hint = (typed: string, known: readonly string[]): string => {
	const meant = nearest(typed, known);
	return meant === undefined ? 'ipvs-tui --help lists what there is' : `did you mean ${meant}?`;
};

/** The first of those that the fewest slips of the finger turn into what was typed; undefined when all are too far away. */
const nearest = (typed: string, known: readonly string[]): string | undefined => {
	let best: string | undefined;
	let least = typed.replace(/^-+/, '').length < 4 ? 2 : 3;
	for (const candidate of known) {
		const count = slips(typed, candidate);
		if (count < least) {
			best = candidate;
			least = count;
		}
	}
	return best;
};

/** Letters that are wrong, missing, too many, or in the order of their neighbours (optimal string alignment). */
const slips = (typed: string, meant: string): number => {
	let before: number[] = [];
	let above = Array.from({length: meant.length + 1}, (_, column) => column);
	for (let row = 1; row <= typed.length; row += 1) {
		const current = [row];
		for (let column = 1; column <= meant.length; column += 1) {
			const isSame = typed[row - 1] === meant[column - 1];
			let count = Math.min(
				(above[column] ?? 0) + 1,
				(current[column - 1] ?? 0) + 1,
				(above[column - 1] ?? 0) + (isSame ? 0 : 1),
			);
			if (
				row > 1 &&
				column > 1 &&
				typed[row - 1] === meant[column - 2] &&
				typed[row - 2] === meant[column - 1]
			) {
				count = Math.min(count, (before[column - 2] ?? 0) + 1);
			}
			current.push(count);
		}
		before = above;
		above = current;
	}
	return above[meant.length] ?? 0;
};
