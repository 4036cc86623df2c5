import {decodeBytes} from '../../ipvsadm/byte-text.ts';
import {wordsOf} from '../../ipvsadm/rules-line.ts';
import {parse} from '../../ipvsadm/parse.ts';
import type {Parsed} from '../../ipvsadm/parsed.ts';
import {plainRuleReader} from '../../ipvsadm/plain-rule.ts';
import type {Pitfall} from '../../doctor/evidence.ts';
import {addToRoll, openRoll, sealed, type ChangeRoll} from '../../model/change-roll.ts';
import type {Doubt} from '../../plan/knowledge.ts';
import {cutLines, longestLine, type Line, type LineCutter} from '../ipvsadm/line-cutter.ts';
import {openNames} from '../ipvsadm/names.ts';
import {understand} from '../ipvsadm/session.ts';
import {openInput, readingProblem} from './input.ts';
import {doubtsOf} from './doubts.ts';
import {otherPort} from './other-port.ts';
import type {WordCall} from './word.ts';

/** What a whole file says, and what of it cannot be read. */
export type RulesRead = {
	readonly rules: ChangeRoll;
	/** In the order of the lines. */
	readonly problems: readonly UnreadLine[];
	/** Lines that are taken, but do something else than their writer may think, in no order. */
	readonly pitfalls: readonly Pitfall[];
	/** Why the rest of the file was not looked at, a sentence each. */
	readonly ends: readonly string[];
};

export type UnreadLine = {
	readonly line: number;
	/** Why, and the line itself. */
	readonly text: string;
	readonly doubts: readonly Doubt[];
};

/** Nobody reads more; the rest of the file is not looked at then. */
export const mostProblems = 1000;

/** A limit on memory, far above what a kernel could hold. */
const mostRules = 1_000_000;

/** Reads a rules file to its end: commands that change something, one a line; blank lines and lines beginning with # say nothing. */
export const readRules = async (
	path: string,
	call: Pick<WordCall, 'input' | 'names'>,
): Promise<RulesRead> => {
	const lines = lineReader(call.names ?? openNames());
	const cutter = cutLines();
	const {problems, rules, pitfalls} = lines;
	const ends: string[] = [];
	try {
		for await (const chunk of openInput(path, call)) {
			cutter.take(chunk);
			await lines.take(cutter);
			if (cutter.isTooLong()) {
				const text = `longer than ${longestLine} characters; this is no rules file`;
				problems.push({line: lines.count() + 1, text, doubts: []});
				break;
			}
			if (lines.isFull()) {
				break;
			}
		}
		cutter.finish();
		await lines.takeOne(cutter.line);
	} catch (error) {
		ends.push(readingProblem(path, error));
	}
	if (rules.length >= mostRules) {
		ends.push(`more than ${mostRules} commands; this is no rules file`);
	}
	return {rules: sealed(rules), problems, pitfalls, ends};
};

const lineReader = (names: ReturnType<typeof openNames>) => {
	const rules = openRoll(mostRules);
	const problems: UnreadLine[] = [];
	const pitfalls: Pitfall[] = [];
	const circumstances = {program: 'ipvs-tui', names: names.book, source: 'restore'} as const;
	const readPlainRule = plainRuleReader(rules);
	let line = 0;

	const isFull = (): boolean => problems.length >= mostProblems || rules.length >= mostRules;

	const noteUnread = (why: string, words: readonly string[]): void => {
		const text = `${why}: ${readable(words)}`;
		problems.push({line, text, doubts: doubtsOf(words, circumstances)});
	};

	const note = (command: Exclude<Parsed, {kind: 'asks'}>, words: readonly string[]): void => {
		if (command.kind !== 'change') {
			noteUnread(reason(command), words);
			return;
		}
		addToRoll(rules, command.change, line);
		const pitfall = otherPort(line, words, command.change);
		if (pitfall !== undefined && pitfalls.length < mostProblems) {
			pitfalls.push(pitfall);
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
			noteUnread('has a NUL byte in it; this is no text', words);
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
		pitfalls,
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
