import {decodeBytes} from '../../ipvsadm/byte-text.ts';
import {wordsOf} from '../../ipvsadm/rules-line.ts';
import {parse} from '../../ipvsadm/parse.ts';
import type {Parsed} from '../../ipvsadm/parsed.ts';
import {plainRuleReader} from '../../ipvsadm/plain-rule.ts';
import {addToRoll, openRoll, sealed, type ChangeRoll} from '../../model/change-roll.ts';
import {cutLines, longestLine, type Line, type LineCutter} from '../ipvsadm/line-cutter.ts';
import {openNames} from '../ipvsadm/names.ts';
import {understand} from '../ipvsadm/session.ts';
import {openInput, readingProblem} from './input.ts';
import type {WordCall} from './word.ts';

/** Rules of a whole file, or what is wrong with it, one sentence each. */
type Rules =
	| {readonly kind: 'rules'; readonly rules: ChangeRoll}
	| {readonly kind: 'problems'; readonly problems: readonly string[]};

/** Nobody reads more; the rest of the file is not looked at then. */
const mostProblems = 1000;

/** A limit on memory, far above what a kernel could hold. */
const mostRules = 1_000_000;

/** Reads a rules file to its end: commands that change something, one a line; blank lines and lines beginning with # say nothing. */
export const readRules = async (
	path: string,
	call: Pick<WordCall, 'input' | 'names'>,
): Promise<Rules> => {
	const lines = lineReader(call.names ?? openNames());
	const cutter = cutLines();
	const {problems, rules} = lines;
	try {
		for await (const chunk of openInput(path, call)) {
			cutter.take(chunk);
			await lines.take(cutter);
			if (cutter.isTooLong()) {
				problems.push(
					`line ${lines.count() + 1}: longer than ${longestLine} characters; this is no rules file`,
				);
				break;
			}
			if (lines.isFull()) {
				break;
			}
		}
	} catch (error) {
		return {kind: 'problems', problems: [...problems, readingProblem(path, error)]};
	}
	cutter.finish();
	await lines.takeOne(cutter.line);
	if (problems.length >= mostProblems) {
		problems.push(`these are ${mostProblems} problems; the rest was not looked at`);
	}
	if (rules.length >= mostRules) {
		problems.push(`more than ${mostRules} commands; this is no rules file`);
	}
	return problems.length === 0
		? {kind: 'rules', rules: sealed(rules)}
		: {kind: 'problems', problems};
};

const lineReader = (names: ReturnType<typeof openNames>) => {
	const rules = openRoll(mostRules);
	const problems: string[] = [];
	const circumstances = {program: 'ipvs-tui', names: names.book, source: 'restore'} as const;
	const readPlainRule = plainRuleReader(rules);
	let line = 0;

	const isFull = (): boolean => problems.length >= mostProblems || rules.length >= mostRules;

	const note = (command: Exclude<Parsed, {kind: 'asks'}>, words: readonly string[]): void => {
		if (command.kind === 'change') {
			addToRoll(rules, command.change, line);
		} else {
			problems.push(`line ${line}: ${reason(command)}: ${readable(words)}`);
		}
	};

	/** A promise only where a name has to be looked up: one for every line would cost more than reading it. */
	const takeOne = (place: Line): Promise<void> | undefined => {
		if (isFull()) {
			return undefined;
		}
		line += 1;
		const {bytes, start, end} = place;
		if (start === end || bytes[start] === numberSign || readPlainRule(place, line)) {
			return undefined;
		}
		return takeOdd(decodeBytes(bytes.subarray(start, end)));
	};

	const takeOdd = (text: string): Promise<void> | undefined => {
		const words = wordsOf(text);
		if (words.length === 0 || words[0]?.startsWith('#') === true) {
			return undefined;
		}
		if (text.includes('\0')) {
			problems.push(`line ${line}: has a NUL byte in it; this is no text: ${readable(words)}`);
			return undefined;
		}
		const parsed = parse(words, circumstances);
		if (parsed.kind === 'asks') {
			return understand(words, {...circumstances, names}).then(command => note(command, words));
		}
		note(parsed, words);
		return undefined;
	};

	return {
		rules,
		problems,
		isFull,
		count: () => line,
		takeOne,
		take: async (cutter: LineCutter): Promise<void> => {
			while (!isFull() && cutter.next()) {
				const pending = takeOne(cutter.line);
				if (pending !== undefined) {
					await pending;
				}
			}
		},
	};
};

const reason = (command: Exclude<Parsed, {kind: 'asks' | 'change'}>): string => {
	if (command.kind === 'refused') {
		return command.reason === 'no-command'
			? 'does not begin with a command such as -A or -a'
			: readable([command.stderr.trimEnd()]);
	}
	return `--${command.kind} changes nothing and has no place in a rules file`;
};

const numberSign = 35;

/** Short, and without characters that would do something to a terminal. */
const readable = (words: readonly string[]): string => {
	// oxlint-disable-next-line no-control-regex -- they are what is looked for
	const text = words.join(' ').replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
	return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
};
