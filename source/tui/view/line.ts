/** What a piece of text means; the theme decides how that looks. */
export type Tone =
	| 'plain'
	| 'dim'
	| 'strong'
	| 'good'
	| 'warning'
	| 'bad'
	| 'accent'
	/** A number that is another one than a reading before. */
	| 'changed'
	/** A row that is marked. */
	| 'marked'
	/** A button, a field or a place in a text that the keys go to. */
	| 'selected'
	/** Bars and curves. */
	| 'graph'
	/** Lines around boxes and between panes. */
	| 'border'
	/** The title bar, its freshness when that is bad, and the label of a machine that is not to be taken lightly. */
	| 'title'
	| 'title-strong'
	| 'title-bad'
	| 'label'
	| 'label-good'
	| 'label-warning'
	| 'label-bad';

export type Segment = {readonly text: string; readonly tone: Tone};

/** One line of the screen: neighbours of one tone are joined, so that the renderer has few pieces. */
export type Line = {
	readonly segments: readonly Segment[];
	/** Equal for lines that look the same. */
	readonly signature: string;
};

/** Tones in which a blank looks different from a plain blank. */
const filled: ReadonlySet<Tone> = new Set([
	'selected',
	'title',
	'title-strong',
	'title-bad',
	'label',
	'label-good',
	'label-warning',
	'label-bad',
]);

export const lineOf = (pieces: readonly Segment[]): Line => {
	const segments: Segment[] = [];
	for (const piece of pieces) {
		const last = segments.at(-1);
		if (last !== undefined && (last.tone === piece.tone || isInvisible(piece, last))) {
			segments[segments.length - 1] = {text: last.text + piece.text, tone: last.tone};
		} else if (piece.text !== '') {
			segments.push(piece);
		}
	}
	return {
		segments,
		signature: segments.map(({text, tone}) => `${tone}\u0000${text}`).join('\u0001'),
	};
};

/** Blanks look the same in most tones. */
const isInvisible = (piece: Segment, last: Segment): boolean =>
	piece.text.trim() === '' && !filled.has(piece.tone) && !filled.has(last.tone);

export const plainLine = (text: string, tone: Tone = 'plain'): Line => lineOf([{text, tone}]);

export const textOf = ({segments}: Line): string => segments.map(({text}) => text).join('');
