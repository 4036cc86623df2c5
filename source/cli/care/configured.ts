import {readFileSync} from 'node:fs';
import type {Configuration} from '../../care/configuration.ts';
import {parseCare, type Problem} from '../../care/parse-care.ts';
import {readingProblem} from '../words/input.ts';
import type {WordOptions} from '../words/read-options.ts';
import {textOfFlags} from './flags.ts';

/** Reads what the command line asks for, each time anew; a sentence when it cannot be had. */
export const configurationFor = (read: WordOptions): (() => Configuration | string) => {
	const [path] = read.operands;
	return path === undefined ? () => ofFlags(read) : () => ofFile(path);
};

const ofFlags = (read: WordOptions): Configuration | string => {
	const lines = textOfFlags(read);
	if (typeof lines === 'string') {
		return lines;
	}
	const broken = lines.find(line => /[\r\n]/.test(line));
	if (broken !== undefined) {
		return 'a line end has no place in these options';
	}
	const reading = parseCare(lines.join('\n'));
	return reading.kind === 'configuration'
		? reading.configuration
		: (reading.problems[0]?.says ?? 'these options are wrong');
};

const ofFile = (path: string): Configuration | string => {
	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch (error) {
		return readingProblem(path, error);
	}
	const reading = parseCare(text);
	return reading.kind === 'configuration'
		? reading.configuration
		: problemsText(path, reading.problems);
};

const problemsText = (path: string, problems: readonly Problem[]): string => {
	const more = problems.length - mostShown;
	return [
		`${path} has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}`,
		...problems.slice(0, mostShown).map(({line, says}) => `  line ${line}: ${says}`),
		...(more > 0 ? [`  and ${more} more`] : []),
	].join('\n');
};

/** Nobody corrects more at a time. */
const mostShown = 20;
