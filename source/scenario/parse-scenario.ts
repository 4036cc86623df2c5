/*
The language of scenarios. A file is read line by line; # begins a comment, at the start of a line or after a blank.

	about TEXT                  what there is to see, in one line
	running TIME                how long all this has been running when it is first seen

	-A ... and -a ...           commands of ipvsadm, carried out at the beginning

	clients SERVICE             a population of clients, the service as ipvsadm names it: -t 192.0.2.10:80;
	    rate 14/s               the lines below it are indented, see language/client-lines.ts
	    from 198.51.100.1 200

	at TIME DEED                something happens: a command of ipvsadm, or one of these:
	every TIME [from TIME] [until TIME] DEED
	                            server ADDRESS[:PORT] down|refusing|slow 5x|ok [for TIME]
	                            sysctl NAME VALUE, a setting below net.ipv4.vs

Times count from the beginning, which is `running` before the first look. Braces stand for many lines: {1..4}, {a,b}, and {n=1..4} with {n}
for the same value again.
*/
import {wordsOf} from '../ipvsadm/rules-line.ts';
import type {Change} from '../model/change.ts';
import {expandBraces} from './language/braces.ts';
import {checkWhole} from './language/check-whole.ts';
import {createClients, populationsOf, takeClientLine, type Clients} from './language/clients.ts';
import {readCommand, readService, serverLineReader} from './language/command.ts';
import {readHappenings} from './language/happenings.ts';
import {readTime} from './language/quantities.ts';
import {quoted} from './language/quoted.ts';
import type {Happening, Problem, Rule, Scenario} from './scenario.ts';
import {finish, type Steps} from './steps.ts';

export type Reading =
	| {readonly kind: 'scenario'; readonly scenario: Scenario}
	| {readonly kind: 'problems'; readonly problems: readonly Problem[]};

/** Lines of ipvsadm, which braces make many, that are read at a time. */
const linesAStep = 1000;

/** Reads a whole scenario, or finds everything that is wrong with it. */
export const parseScenario = (text: string): Reading => finish(parseInSteps(text));

/** The same step by step, for those of very many lines. */
export function* parseInSteps(text: string): Steps<Reading> {
	const rules: Rule[] = [];
	const happenings: Happening[] = [];
	const groups: Clients[] = [];
	const problems: Problem[] = [];
	const head = new Map<string, string>();
	const readServerLine = serverLineReader();
	let open: Clients | undefined;

	/** Each takes a line, or what its braces stand for, and gives a sentence when something is wrong with it. */
	const takers: Readonly<
		Record<string, (lines: readonly string[], line: number) => string | undefined>
	> = {
		clients: (lines, line) => {
			const matches = lines.map(one => readService(afterWord(one)));
			open = createClients(
				line,
				matches.filter(match => match !== undefined),
			);
			groups.push(open);
			return matches.includes(undefined)
				? `"clients" is followed by a service as ipvsadm names it, such as -t 192.0.2.10:80, not ${quoted(afterWord(lines[0] ?? ''))}`
				: undefined;
		},
		at: (lines, line) => takeHappenings(lines, line),
		every: (lines, line) => takeHappenings(lines, line),
		about: ([one = '']) => takeHead('about', afterWord(one)),
		running: ([one = '']) => takeHead('running', afterWord(one)),
	};

	function* takeRules(lines: readonly string[], line: number): Steps<string | undefined> {
		const changes: Change[] = [];
		for (const one of lines) {
			const change = readServerLine(one) ?? readCommand(one);
			if (typeof change === 'string') {
				return change;
			}
			changes.push(change);
			if (changes.length % linesAStep === 0) {
				yield;
			}
		}
		rules.push({line, changes});
		return undefined;
	}

	const takeHappenings = (lines: readonly string[], line: number): string | undefined => {
		for (const one of lines) {
			const found = readHappenings(line, wordsOf(one));
			if (typeof found === 'string') {
				return found;
			}
			happenings.push(...found);
		}
		return undefined;
	};

	const takeHead = (name: string, value: string): string | undefined => {
		if (head.has(name)) {
			return `there are two lines "${name}"`;
		}
		head.set(name, value);
		if (name === 'running' && readTime(value) === undefined) {
			return `"running" is followed by a time such as 10m, not ${quoted(value)}`;
		}
		return value === '' ? `"${name}" is followed by a text` : undefined;
	};

	function* takeLine(line: number, content: string): Steps<string | undefined> {
		if (/^\s/.test(content)) {
			return open === undefined
				? 'an indented line belongs under "clients"'
				: takeClientLine(open, wordsOf(content));
		}
		const [first = ''] = wordsOf(content);
		open = undefined;
		const take = Object.hasOwn(takers, first) ? takers[first] : undefined;
		const taker = first.startsWith('-') ? takeRules : take;
		if (taker === undefined) {
			return `${quoted(first)} begins no line; these do: about, running, clients, at, every, and commands of ipvsadm such as -A`;
		}
		const lines = first === 'about' ? [content] : expandBraces(content);
		if (typeof lines === 'string') {
			// What is indented below belongs to it all the same.
			open = createClients(line, []);
			return lines;
		}
		return taker === takeRules ? yield* takeRules(lines, line) : take?.(lines, line);
	}

	for (const [index, content] of text.split(/\r?\n/).entries()) {
		const said = content.replace(/(^|\s)#.*$/, '').trimEnd();
		const says = said === '' ? undefined : yield* takeLine(index + 1, said);
		if (says !== undefined) {
			problems.push({line: index + 1, says});
		}
	}
	problems.push(...checkWhole({rules, happenings, groups}));
	if (problems.length > 0) {
		return {
			kind: 'problems',
			problems: problems.toSorted((one, other) => one.line - other.line),
		};
	}
	return {
		kind: 'scenario',
		scenario: {
			about: head.get('about') ?? '',
			running: readTime(head.get('running') ?? '0') ?? 0,
			rules,
			populations: groups.flatMap(populationsOf),
			happenings,
		},
	};
}

const afterWord = (line: string): string => line.replace(/^\S+\s*/, '');
