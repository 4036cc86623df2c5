import type {KeyContext} from '../keys/binding.ts';
import {say} from '../store/state.ts';
import {cut} from '../view/text.ts';
import {countText} from '../view/number-text.ts';
import {mostCopied} from './osc52.ts';

/** Puts a text on the clipboard and says so. Whether the terminal obeyed nobody can know. */
export const copyText = ({apply, get, ports}: KeyContext, text: string): void => {
	if (ports.copy === undefined) {
		apply(say('nothing can be copied from here'));
		return;
	}
	if (!ports.copy(text)) {
		apply(
			say(
				`${countText(Buffer.byteLength(text), 9)} bytes are more than terminals copy (${countText(mostCopied, 9)}); mark fewer rows, or write a file with O`,
			),
		);
		return;
	}
	const lines = text.split('\n');
	const {glyphs} = get();
	apply(
		say(
			lines.length === 1
				? `copied: ${cut(text, 60, glyphs)}`
				: `copied ${countText(lines.length, 9)} lines: ${cut(lines[0] ?? '', 40, glyphs)} ${glyphs.ellipsis}`,
		),
	);
};
