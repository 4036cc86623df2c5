/** How many colours the terminal has: 16 million, 256, 16, or none that may be used. */
export type Depth = 'true' | '256' | '16' | 'none';

type Environment = Readonly<Record<string, string | undefined>>;

/**
NO_COLOR goes before everything but FORCE_COLOR (no-color.org, force-color.org); then COLORTERM, which terminals set that have all
colours, then the name of the terminal.
*/
export const depthFor = (environment: Environment): Depth => {
	const forced = environment['FORCE_COLOR'];
	if (forced !== undefined && forced !== '') {
		return byLevel[forced] ?? '16';
	}
	if (environment['NO_COLOR']) {
		return 'none';
	}
	const term = environment['TERM'] ?? '';
	if (term === 'dumb') {
		return 'none';
	}
	if (/^(?:truecolor|24bit)$/i.test(environment['COLORTERM'] ?? '') || term.endsWith('-direct')) {
		return 'true';
	}
	return /-256(?:color)?$/.test(term) || /^(?:xterm-kitty|alacritty|foot|wezterm)/.test(term)
		? '256'
		: '16';
};

const byLevel: Readonly<Record<string, Depth>> = {
	'0': 'none',
	false: 'none',
	'1': '16',
	true: '16',
	'2': '256',
	'3': 'true',
};
