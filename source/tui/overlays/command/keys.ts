import {edits, insertText, textInput, type TextInput} from '../../form/text-input.ts';
import {applies, type KeyBinding, type KeyContext} from '../../keys/binding.ts';
import type {Action} from '../../store/state.ts';
import {candidatesFor} from './complete.ts';
import {runLine} from './run.ts';
import {commandHistory, commandLine, openCommand, remember, type CommandState} from './state.ts';

/** Changes the text; what it may become is asked for anew. */
const edited =
	({ports}: Pick<KeyContext, 'ports'>, change: (input: TextInput) => TextInput): Action =>
	state =>
		commandLine.step(own => {
			const input = change(own.input);
			const candidates =
				input.text.trim() === '' ? [] : candidatesFor(input.text, state, ports.rules?.list);
			return {input, back: 0, draft: input.text, candidates, chosen: -1};
		})(state);

export const typeCommand = (text: string, context: KeyContext): Action =>
	edited(context, input => insertText(input, text));

/** Takes the next candidate into the line. */
const complete = (places: number): Action =>
	commandLine.step(own => {
		const count = own.candidates.length;
		if (count === 0) {
			return own;
		}
		const chosen =
			own.chosen < 0 ? (places > 0 ? 0 : count - 1) : (own.chosen + places + count) % count;
		return {...own, chosen, input: textInput(own.candidates[chosen]?.line ?? own.input.text)};
	});

/** Goes so many lines back in the history, or on again. */
const recall = (places: number): Action =>
	commandLine.step((own, state): CommandState => {
		const lines = commandHistory.of(state);
		const back = Math.max(0, Math.min(own.back + places, lines.length));
		const text = back === 0 ? own.draft : (lines[lines.length - back] ?? '');
		return {...own, back, input: textInput(text), candidates: [], chosen: -1};
	});

/** Keys while a command is typed; every other character goes into it. */
export const commandKeys: readonly KeyBinding[] = [
	{
		keys: ['enter'],
		name: 'run-command',
		says: 'carry out the line',
		hint: 'run',
		does: context => {
			const line = commandLine.of(context.get())?.input.text.trim() ?? '';
			context.apply(commandLine.close);
			if (line === '') {
				return;
			}
			context.apply(remember(line));
			const fault = runLine(line, context);
			if (fault !== undefined) {
				// What was typed stays to be mended.
				context.apply(openCommand(line));
				context.apply(commandLine.step(own => ({...own, fault})));
			}
		},
	},
	{
		keys: ['tab'],
		name: 'complete',
		says: 'complete the word, again: the next candidate',
		hint: 'complete',
		does: applies(complete(1)),
	},
	{
		keys: ['backtab'],
		name: 'complete-back',
		says: 'the candidate before',
		does: applies(complete(-1)),
	},
	{
		keys: ['up', '^p'],
		name: 'history-back',
		says: 'the line before',
		hint: 'history',
		does: applies(recall(1)),
	},
	{keys: ['down', '^n'], name: 'history-on', says: 'the line after', does: applies(recall(-1))},
	{
		keys: ['escape'],
		name: 'close-command',
		says: 'close the command line',
		hint: 'close',
		does: applies(commandLine.close),
	},
	...edits.map(({keys, name, says, does}): KeyBinding => ({
		keys,
		name,
		says,
		does: context => context.apply(edited(context, does)),
	})),
];
