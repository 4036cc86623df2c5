/*
What a person sees as one character. Node needs longer to find that out for the first text than for the first frame, so that text in which each
character is one by itself does without.
*/

// Not as a member: the build puts `quickSegmenter` wherever Ink and its packages say so.
const {Segmenter} = Intl;

/** ASCII, the escape that begins a sequence for the terminal, and the lines, bars, arrows and dots of our glyphs: nothing joins these. */
const isSimple = (text: string): boolean =>
	// oxlint-disable-next-line no-control-regex -- styled text has it
	/^[\u001b\u0020-\u007e\u00b7\u00d7\u2026\u203a\u2190-\u2193\u2500-\u25ef]*$/.test(text);

/** Takes the place of `Intl.Segmenter`, also after `new`. */
export function quickSegmenter(
	...options: ConstructorParameters<typeof Intl.Segmenter>
): Pick<Intl.Segmenter, 'segment'> {
	let thorough: Intl.Segmenter | undefined;
	return {
		segment: text =>
			isSimple(text)
				? simpleSegments(text)
				: (thorough ??= new Segmenter(...options)).segment(text),
	};
}

const simpleSegments = (input: string): Intl.Segments => {
	const at = (index: number): Intl.SegmentData => ({
		segment: input.charAt(index),
		index,
		input,
	});
	return {
		containing: (index = 0) => (index >= 0 && index < input.length ? at(index) : undefined),
		*[Symbol.iterator]() {
			for (let index = 0; index < input.length; index += 1) {
				yield at(index);
			}
		},
	} as Intl.Segments;
};

export const graphemes = quickSegmenter();
