/*
Pieces of a manual page in man(7). Only macros that man-db, mandoc and old troffs have.
*/

/** Text as it is to be read: nothing in it is a request, a dash can be searched for and copied. */
export const plain = (text: string): string =>
	text
		.replaceAll('\\', '\\e')
		.replaceAll('-', '\\-')
		.replaceAll('–', '\\(en')
		.replaceAll('…', '...')
		.replaceAll("'", '\\(aq')
		.replaceAll('^', '\\(ha')
		.replaceAll('~', '\\(ti')
		.replaceAll(/^\./gm, '\\&.');

export const bold = (text: string): string => `\\fB${plain(text)}\\fR`;

export const italic = (text: string): string => `\\fI${plain(text)}\\fR`;

/**
Running text. Between backquotes stands what is typed, between underscores what is to be replaced.
*/
export const prose = (text: string): string =>
	text
		.split(/(`[^`]+`|(?<!\w)_[A-Z-]+_(?!\w))/)
		.map(part =>
			part.startsWith('`')
				? bold(part.slice(1, -1))
				: part.startsWith('_') && part.length > 2
					? italic(part.slice(1, -1))
					: plain(part),
		)
		.join('');

export const section = (title: string, ...lines: readonly string[]): string =>
	[`.SH ${title}`, ...lines].join('\n');

export const subsection = (title: string, ...lines: readonly string[]): string =>
	[`.SS ${plain(title)}`, ...lines].join('\n');

export const paragraph = (text: string): string => `.PP\n${prose(text)}`;

/** A term, already marked up, and what it means. */
export const item = (term: string, ...lines: readonly string[]): string =>
	['.TP', term, ...lines].join('\n');

/** Lines to be typed, as they are. */
export const example = (lines: readonly string[]): string =>
	['.PP', '.RS 4', '.nf', ...lines.map(line => bold(line)), '.fi', '.RE'].join('\n');
