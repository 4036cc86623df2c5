type Environment = Readonly<Record<string, string | undefined>>;

/** Bytes of text that terminals take: with a third more for base64, the 100 000 bytes of a sequence that many stop at. */
export const mostCopied = 74_994;

/**
What puts a text on the clipboard of the person's own terminal, also over SSH; undefined when it is too long.

@source xterm, "Operating System Commands", Ps = 52; tmux(1), allow-passthrough; screen's manual, "String Escapes": a device control
string goes to the terminal as it is
*/
export const clipboardSequence = (text: string, environment: Environment): string | undefined => {
	const bytes = Buffer.from(text);
	if (bytes.length > mostCopied) {
		return undefined;
	}
	const sequence = `\u001B]52;c;${bytes.toString('base64')}\u0007`;
	const term = environment['TERM'] ?? '';
	if (environment['TMUX'] || term.startsWith('tmux')) {
		// One of them is for a tmux that keeps clipboards itself, the other for one that lets sequences through.
		return sequence + passedThrough(`tmux;${sequence.replaceAll('\u001B', '\u001B\u001B')}`);
	}
	return environment['STY'] || term.startsWith('screen')
		? pieces(sequence, longestString).map(passedThrough).join('')
		: sequence;
};

/** What screen takes as one string. */
const longestString = 512;

const passedThrough = (text: string): string => `\u001BP${text}\u001B\\`;

const pieces = (text: string, length: number): readonly string[] =>
	Array.from({length: Math.ceil(text.length / length)}, (_, index) =>
		text.slice(index * length, (index + 1) * length),
	);
