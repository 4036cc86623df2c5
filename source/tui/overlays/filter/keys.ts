import {completeFilter} from '../../filter/complete.ts';
import {insertText, textInput, type TextInput} from '../../form/text-input.ts';
import {applies, type KeyBinding} from '../../keys/binding.ts';
import {editKeys} from '../../keys/edit-keys.ts';
import {screenOf} from '../../screens/table.ts';
import {say, type Action} from '../../store/state.ts';
import {filterLine} from './state.ts';

/** Sets the filter of the screen below. */
const setFilter =
	(text: string): Action =>
	state =>
		screenOf(state).filter?.set(text)(state) ?? state;

/** Changes the text and, at once, what the screen shows. */
const edit =
	(change: (input: TextInput) => TextInput): Action =>
	state => {
		const after = filterLine.step(change)(state);
		return setFilter(filterLine.of(after)?.text ?? '')(after);
	};

export const typeFilter = (text: string): Action => edit(input => insertText(input, text));

const keep: Action = state =>
	filterLine.close(setFilter((filterLine.of(state)?.text ?? '').trim())(state));

/** At the end of the text, where it is typed. */
const complete: Action = state => {
	const words = screenOf(state).filter?.words;
	const text = filterLine.of(state)?.text ?? '';
	const completion = words === undefined ? {text, choices: []} : completeFilter(text, words);
	const after = completion.text === text ? state : edit(() => textInput(completion.text))(state);
	return completion.choices.length === 0 && completion.text === text
		? say('nothing begins like this')(after)
		: completion.choices.length === 0
			? after
			: say(completion.choices.join(' '))(after);
};

const drop: Action = state => filterLine.close(setFilter('')(state));

/** Keys while the filter is typed; every other character goes into it. */
export const filterKeys: readonly KeyBinding[] = [
	{
		keys: ['enter'],
		name: 'keep-filter',
		says: 'keep the filter and go back to the rows',
		hint: 'keep',
		does: applies(keep),
	},
	{
		keys: ['escape'],
		name: 'drop-filter',
		says: 'show all rows again',
		hint: 'clear',
		does: applies(drop),
	},
	{
		keys: ['tab'],
		name: 'complete-filter',
		says: 'complete a field of the filter, or what it may be; say what there is',
		hint: 'complete',
		does: applies(complete),
		why: state =>
			screenOf(state).filter?.words === undefined
				? 'the words of the lines are looked for'
				: undefined,
	},
	...editKeys(edit),
];
