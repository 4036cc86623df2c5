import {readFileSync} from 'node:fs';
import {getSystemErrorMap} from 'node:util';
import {parseInSteps} from '../scenario/parse-scenario.ts';
import type {Problem, Scenario} from '../scenario/scenario.ts';
import {isShippedName, shipped} from '../scenario/shipped/shipped.ts';
import {finish, type Steps} from '../scenario/steps.ts';
import {hint} from './hint.ts';

/** The scenario of a name, or of a file, which has a dot or a slash in its path; a sentence says what is wrong. */
export const readScenario = (name: string): Scenario | string => finish(readInSteps(name));

/** The same step by step. */
export function* readInSteps(name: string): Steps<Scenario | string> {
	const text = isShippedName(name) ? {text: shipped[name]} : readText(name);
	if (typeof text === 'string') {
		return text;
	}
	const reading = yield* parseInSteps(text.text);
	return reading.kind === 'scenario' ? reading.scenario : scenarioProblem(name, reading.problems);
}

const readText = (name: string): {readonly text: string} | string => {
	const names = Object.keys(shipped);
	if (!/[./]/.test(name)) {
		const meant = hint(name, names);
		const question = meant.startsWith('did') ? `${meant} ` : '';
		return `there is no scenario "${name}"; ${question}there are ${names.join(', ')}, and files, such as ./${name}`;
	}
	try {
		return {text: readFileSync(name, 'utf8')};
	} catch (error) {
		const {errno = 0, message} = error as NodeJS.ErrnoException;
		return `cannot read the scenario ${name}: ${getSystemErrorMap().get(errno)?.[1] ?? message}`;
	}
};

/** Nobody corrects more at a time. */
const mostShown = 20;

/** What is wrong with a scenario, one problem a line under a heading. */
export const scenarioProblem = (name: string, problems: readonly Problem[]): string => {
	const more = problems.length - mostShown;
	return [
		`the scenario ${name} has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}`,
		...problems.slice(0, mostShown).map(({line, says}) => `  line ${line}: ${says}`),
		...(more > 0 ? [`  and ${more} more`] : []),
	].join('\n');
};
