import {emptyInput, textInput, type TextInput} from '../../form/text-input.ts';
import {overlayHandle} from '../../store/overlay-handle.ts';
import {sliceOf} from '../../store/slice.ts';
import type {Action} from '../../store/state.ts';

/** What a word of the line may become. */
export type Candidate = {
	/** The whole line with it. */
	readonly line: string;
	readonly label: string;
	readonly says?: string;
};

export type CommandState = {
	readonly input: TextInput;
	/** How many lines of the history back this is; 0 is the line that is being typed. */
	readonly back: number;
	readonly draft: string;
	readonly candidates: readonly Candidate[];
	/** The candidate that Tab took, or -1. */
	readonly chosen: number;
	/** Why the line that was entered means nothing. */
	readonly fault?: string | undefined;
};

export const commandLine = overlayHandle<CommandState>('command');

/** Lines that were carried out, the last at the end. */
export const commandHistory = sliceOf<readonly string[]>('command-history', []);

const mostLines = 200;

/** Adds a line; the same one again moves to the end. */
export const remember = (line: string): Action =>
	commandHistory.step(lines => [...lines.filter(other => other !== line), line].slice(-mostLines));

/** Opens the line, with a text in it to go on from. */
export const openCommand = (text = ''): Action =>
	commandLine.open({
		input: text === '' ? emptyInput : textInput(text),
		back: 0,
		draft: '',
		candidates: [],
		chosen: -1,
	});
