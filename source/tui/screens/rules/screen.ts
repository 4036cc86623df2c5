import type {TuiState} from '../../store/state.ts';
import type {Segment} from '../../view/line.ts';
import {timeText} from '../../view/number-text.ts';
import type {Screen} from '../screen.ts';
import {watchRules} from './compare.ts';
import type {Comparison} from './comparison.ts';
import {cannotChange} from '../../operator/may-change.ts';
import {readOnlyLead} from '../../operator/row-hints.ts';
import {rulesKeys} from './keys.ts';
import {cannotSave} from './rules-keys.ts';
import {compareAnew, comparisonIn, rules, shownSteps} from './state.ts';
import {rulesView} from './view.ts';

/** The time of today, or the day. */
const writtenText = ({writtenAt, comparedAt}: Comparison): string => {
	const [written, now] = [new Date(writtenAt), new Date(comparedAt)];
	return Number.isNaN(writtenAt)
		? 'no date'
		: written.toDateString() === now.toDateString()
			? timeText(writtenAt)
			: `of ${written.getFullYear()}-${twoDigits(written.getMonth() + 1)}-${twoDigits(written.getDate())}`;
};

const twoDigits = (part: number): string => String(part).padStart(2, '0');

/** The table against a rules file: what differs, and the way there. */
export const rulesScreen: Screen = {
	key: '5',
	name: 'rules',
	title: 'Rules',
	bindings: rulesKeys,
	hints: state => ({...readOnlyLead(state), names: hintNames(state), last: 'help'}),
	crumb: state => crumb(state),
	view: rulesView,
	watch: watchRules,
	refresh: compareAnew,
	glossary: [
		{
			title: 'Rules',
			words: [
				{
					term: 'merge',
					means: 'adds and changes what the file says; what only the table has stays',
				},
				{term: 'exact', means: 'also removes what the file does not have'},
				{term: '+ ~ -', means: 'new, changed, removed'},
			],
		},
	],
};

const hintNames = (state: TuiState): readonly string[] => {
	const own = rules.of(state);
	const saves = cannotSave(state) === undefined ? ['save-rules'] : [];
	if (own.phase.kind === 'stopped') {
		return ['roll-back', 'refresh'];
	}
	return comparisonIn(own) === undefined
		? ['refresh', 'other-file', ...saves]
		: [
				...(cannotChange(state) === undefined ? ['apply-rules', 'skip-step'] : []),
				'restore-mode',
				'dry-run',
				'refresh',
				'other-file',
				...saves,
				'unchanged',
			];
};

const crumb = (state: TuiState): Segment => {
	const own = rules.of(state);
	const comparison = comparisonIn(own);
	const path = own.path ?? '';
	if (comparison === undefined) {
		return {text: `now vs ${path}`, tone: 'dim'};
	}
	const all = shownSteps(own);
	const count = (sign: string): number => all.filter(step => step.sign === sign).length;
	return {
		text: `now vs ${path} (${writtenText(comparison)})  +${count('+')} -${count('-')} ~${count('~')}, ${comparison.same.length} unchanged`,
		tone: 'plain',
	};
};
