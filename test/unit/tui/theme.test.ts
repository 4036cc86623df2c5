import {describe, expect, test} from 'vitest';
import {depthFor} from '../../../source/tui/theme/depth.ts';
import {themePalette} from '../../../source/tui/theme/palette.ts';
import {isThemeName, themeNames, themes, type Style} from '../../../source/tui/theme/themes.ts';
import {setTheme} from '../../../source/tui/theme/set-theme.ts';
import {setTitle} from '../../../source/tui/store/state.ts';
import {textOf} from '../../../source/tui/view/line.ts';
import {widthOf} from '../../../source/tui/view/text.ts';
import {titleLine} from '../../../source/tui/view/title.ts';
import {initialState} from './tui-state.ts';

test.each([
	[{TERM: 'xterm-256color', COLORTERM: 'truecolor'}, 'true'],
	[{TERM: 'xterm-256color'}, '256'],
	[{TERM: 'xterm'}, '16'],
	[{TERM: 'linux'}, '16'],
	[{}, '16'],
	[{TERM: 'dumb'}, 'none'],
	[{TERM: 'xterm-256color', NO_COLOR: '1'}, 'none'],
	[{TERM: 'xterm-256color', NO_COLOR: ''}, '256'],
	[{TERM: 'dumb', FORCE_COLOR: '3'}, 'true'],
	[{COLORTERM: 'truecolor', FORCE_COLOR: '0'}, 'none'],
])('%o has %s colours', (environment, depth) => {
	expect(depthFor(environment)).toBe(depth);
});

describe('themes', () => {
	test('there are six, by name', () => {
		expect(themeNames).toEqual([
			'terminal',
			'dark',
			'light',
			'high-contrast',
			'colour-blind',
			'monochrome',
		]);
		expect(isThemeName('dark')).toBe(true);
		expect(isThemeName('toString')).toBe(false);
	});

	test('a colour comes in the depth of the terminal', () => {
		expect(themePalette('dark', 'true').bad.color).toBe('#ff6b6b');
		expect(themePalette('dark', '256').bad.color).toBe('ansi256(203)');
		expect(themePalette('dark', '16').bad.color).toBe('redBright');
		expect(themePalette('terminal', 'true').bad.color).toBe('red');
	});

	test.each(themeNames)('%s without colours still tells what matters apart', name => {
		const palette = themePalette(name, 'none');
		const looks = [palette.plain, palette.bad, palette.selected, palette.dim, palette.marked];
		expect(new Set(looks.map(look => JSON.stringify(look))).size).toBe(looks.length);
		expect(JSON.stringify(palette)).not.toContain('olor":"');
	});

	test('another one is chosen while the program runs', () => {
		const state = setTheme('light')({...initialState, depth: 'true'});
		expect(state.palette.good.color).toBe('#1b7f2a');
	});
});

/** Relative luminance of a colour, 0 to 1, and the contrast of two colours, 1 to 21 (WCAG 2.2). */
const luminance = (hex: string): number => {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(start => {
		const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
		return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: string, other: string): number => {
	const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
	return (lighter + 0.05) / (darker + 0.05);
};

/** Grounds as terminals come with them. */
const darkGrounds = ['#000000', '#1c1f26', '#282c34', '#002b36', '#300a24'];
const lightGrounds = ['#ffffff', '#fdf6e3', '#f5f5f5'];

/** What all text should have; no colour has that on white and on dark grey, where large text's has to do. */
const enough = {dark: 4.5, light: 4.5, any: 3};
const groundsOf = {
	dark: darkGrounds,
	light: lightGrounds,
	any: ['#000000', '#1c1f26', ...lightGrounds],
};

test.each(themeNames)('%s can be read on its grounds', name => {
	const {ground, tones} = themes[name];
	if (ground === 'own') {
		return;
	}
	const unreadable = Object.entries(tones).flatMap(([tone, style]: [string, Style]) => {
		if (style.ink === undefined || style.inverse === true) {
			return [];
		}
		const [ink] = style.ink;
		const grounds = style.paper === undefined ? groundsOf[ground] : [style.paper[0]];
		const least = style.paper === undefined ? enough[ground] : 4.5;
		return grounds
			.filter(paper => contrast(ink, paper) < least)
			.map(paper => `${tone} ${ink} on ${paper}: ${contrast(ink, paper).toFixed(1)}`);
	});
	expect(unreadable).toEqual([]);
});

const title = (columns: number, facts: Parameters<typeof setTitle>[0]) =>
	titleLine(setTitle(facts)({...initialState, size: {columns, rows: 24}}));

describe('the title bar', () => {
	test('says what others filled in', () => {
		const line = title(100, {
			label: 'PROD',
			managed: 'keepalived manages this table',
			draining: 3,
			access: {kind: 'read-only', why: 'asked for', canUnlock: false},
		});
		expect(line.segments.find(({tone}) => tone === 'label-bad')?.text).toBe(' PROD ');
		expect(textOf(line)).toMatch(/^ lb1 {2}PROD {2}IPVS .* 3 draining {2}READ-ONLY {2}every 2 s $/);
	});

	test('a label has the accent it was given', () => {
		const line = title(80, {label: 'PROD', accent: 'green'});
		expect(line.segments.find(({text}) => text === ' PROD ')?.tone).toBe('label-good');
	});

	test.each([60, 80, 140, 200])('shows in %i columns that this is production', columns => {
		const line = title(columns, {
			hostName: 'director-1.site-a.example.com',
			label: 'PROD',
			access: {kind: 'read-only', why: 'asked for', canUnlock: true},
			draining: 12,
		});
		expect(line.segments.find(({tone}) => tone === 'label-bad')?.text).toBe(' PROD ');
		expect(textOf(line)).toMatch(/READ-ONLY +every 2 s $/);
	});

	test.each([60, 80, 140, 200])('is exactly %i wide', columns => {
		const line = title(columns, {
			hostName: 'a-rather-long-name-of-a-director.example.com',
			label: 'staging-in-a-far-away-place',
			managed: 'keepalived manages this table',
			draining: 12,
		});
		expect(widthOf(textOf(line))).toBe(columns);
	});
});
