/** What a piece of text means; a component decides how that looks. */
export type Tone = 'plain' | 'dim' | 'strong' | 'good' | 'warning' | 'bad' | 'accent';

export type Segment = {readonly text: string; readonly tone: Tone};

/** One line of the screen: neighbours of one tone are joined, so that the renderer has few pieces. */
export type Line = {
	readonly segments: readonly Segment[];
	/** Equal for lines that look the same. */
	readonly signature: string;
};

export const lineOf = (pieces: readonly Segment[]): Line => {
	const segments: Segment[] = [];
	for (const piece of pieces) {
		const last = segments.at(-1);
		if (last !== undefined && (last.tone === piece.tone || piece.text.trim() === '')) {
			// Blanks look the same in every tone.
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

export const plainLine = (text: string, tone: Tone = 'plain'): Line => lineOf([{text, tone}]);

export const textOf = ({segments}: Line): string => segments.map(({text}) => text).join('');
