/** What was written, for a sentence about it: short, and harmless to a terminal. */
export const quoted = (text: string): string => {
	if (text === '') {
		return 'nothing';
	}
	// oxlint-disable-next-line no-control-regex -- they are what is looked for
	const clean = text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
	return `"${clean.length <= 60 ? clean : `${clean.slice(0, 59)}…`}"`;
};
