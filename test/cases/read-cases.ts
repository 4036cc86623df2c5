import type {Case, Step} from './case.ts';
import {textOf, unquoteWords} from './escapes.ts';

/** The cases of a file. Throws with the line number of what it cannot read. */
export const readCases = (text: string): readonly Case[] => {
	const cases: Case[] = [];
	let current: Draft | undefined;
	const lines = text.split('\n');
	for (let index = 0; index < lines.length; index += 1) {
		const line = lines[index] ?? '';
		if (line === '') {
			continue;
		}
		if (line.startsWith('=== ')) {
			current = {title: line.slice(4), notes: [], runsOn: 'both', before: '', steps: [], after: ''};
			cases.push(current);
			continue;
		}
		const body = bodyAfter(lines, index);
		if (current === undefined || !take(current, line, body)) {
			throw new Error(`line ${index + 1}: cannot read "${line}"`);
		}
		index += body.length;
	}
	return cases;
};

type Mutable<Value> = {-readonly [Key in keyof Value]: Value[Key]};
type StepDraft = Mutable<Step>;
type Draft = Mutable<Omit<Case, 'steps' | 'notes'>> & {steps: StepDraft[]; notes: string[]};

const take = (draft: Draft, line: string, body: readonly string[]): boolean => {
	const step = draft.steps.at(-1);
	const text = textOf(body.map(bodyLine => bodyLine.slice(1)));
	if (line.startsWith('# ')) {
		draft.notes.push(line.slice(2));
	} else if (line.startsWith('$ ipvsadm')) {
		draft.steps.push({
			argv: unquoteWords(line.slice('$ ipvsadm'.length)),
			stdin: '',
			compares: 'all',
			expected: {stdout: '', stderr: '', exit: 0},
		});
	} else if (line === 'only kernel') {
		draft.runsOn = 'kernel';
	} else if (line === 'before' || line === 'after') {
		draft[line] = text;
	} else if (step === undefined) {
		return false;
	} else if (line === 'stdin') {
		step.stdin = text;
	} else if (line === 'stdout' || line === 'stderr') {
		step.expected = {...step.expected, [line]: text};
	} else if (line === 'stdout begins') {
		step.compares = 'first line';
		step.expected = {...step.expected, stdout: text};
	} else if (line.startsWith('exit ')) {
		step.expected = {...step.expected, exit: Number(line.slice(5))};
	} else {
		return false;
	}
	return true;
};

const bodyAfter = (lines: readonly string[], index: number): readonly string[] => {
	let end = index + 1;
	while (lines[end]?.startsWith('\t') === true) {
		end += 1;
	}
	return lines.slice(index + 1, end);
};
