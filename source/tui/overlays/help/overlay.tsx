import type {Overlay} from '../overlay.ts';
import type {BodyProps} from '../../screens/screen.ts';
import {bodyArea, type TuiState} from '../../store/state.ts';
import {HelpPage} from './HelpPage.tsx';
import {helpKeysWith, searchHelp} from './keys.ts';
import {helpPage, type HelpContent} from './page.ts';
import {help} from './state.ts';

/** The help of the shown screen. */
export const helpOverlayWith = (contentOf: (state: TuiState) => HelpContent): Overlay => {
	const pageOf = (state: TuiState) =>
		helpPage(bodyArea(state.size), {
			own: help.of(state) ?? {top: 0, search: {text: '', at: 0}},
			content: contentOf(state),
			glyphs: state.glyphs,
		});
	const bindings = helpKeysWith(state => pageOf(state).scroll);
	return {
		name: help.name,
		title: 'Help screen',
		bindings,
		type: searchHelp,
		shape: 'page',
		Body: ({state, palette}: BodyProps) => <HelpPage page={pageOf(state)} palette={palette} />,
		crumb: state => {
			const text = help.of(state)?.search.text ?? '';
			return text === ''
				? {text: 'type to search', tone: 'dim'}
				: {text: `search: ${text}${state.glyphs.caret}`, tone: 'strong'};
		},
		hints: state => ({
			names: ['help-down', 'help-page-down'],
			last: 'close-help',
			position: pageOf(state).position,
		}),
	};
};
