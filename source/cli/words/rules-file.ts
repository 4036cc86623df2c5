import {failureText} from '../../ipvsadm/kernel-error.ts';
import {wordsOf} from '../../ipvsadm/rules-line.ts';
import {parse} from '../../ipvsadm/parse.ts';
import type {Parsed} from '../../ipvsadm/parsed.ts';
import {changeLine} from '../../ipvsadm/unparse.ts';
import type {Change} from '../../model/change.ts';
import {cutLines, longestLine} from '../ipvsadm/line-cutter.ts';
import {understand, type Session} from '../ipvsadm/session.ts';

/** A change and the line of the file that it comes from. */
type Rule = {readonly line: number; readonly change: Change};

/** Rules of a whole file, or what is wrong with it, one sentence each. */
export type Rules =
	| {readonly kind: 'rules'; readonly rules: readonly Rule[]}
	| {readonly kind: 'problems'; readonly problems: readonly string[]};

/** Nobody reads more; the rest of the file is not looked at then. */
const mostProblems = 100;

/** Reads a rules file to its end: commands that change something, one a line; blank lines and lines beginning with # say nothing. */
export const readRules = async (
	input: AsyncIterable<Uint8Array>,
	session: Pick<Session, 'program' | 'names'>,
): Promise<Rules> => {
	const rules: Rule[] = [];
	const problems: string[] = [];
	const cutter = cutLines();
	let line = 0;

	const take = async (lines: readonly string[]): Promise<void> => {
		for (const text of lines) {
			line += 1;
			const words = wordsOf(text);
			if (words.length === 0 || words[0]?.startsWith('#') === true) {
				continue;
			}
			const circumstances = {program: session.program, names: session.names.book, source} as const;
			const parsed = parse(words, circumstances);
			const command =
				parsed.kind === 'asks' ? await understand(words, {...session, source}) : parsed;
			if (command.kind === 'change') {
				rules.push({line, change: command.change});
			} else if (problems.length < mostProblems) {
				problems.push(`line ${line}: ${reason(command)}: ${shortened(words.join(' '))}`);
			}
		}
	};

	for await (const chunk of input) {
		await take(cutter.cut(chunk));
		if (cutter.isTooLong()) {
			problems.push(
				`line ${line + 1}: longer than ${longestLine} characters; this is no rules file`,
			);
		}
		if (cutter.isTooLong() || problems.length >= mostProblems) {
			break;
		}
	}
	await take([cutter.rest()]);
	return problems.length === 0 ? {kind: 'rules', rules} : {kind: 'problems', problems};
};

/** Sends the rules in order and stops at the first batch in which the kernel refuses any. Returns the exit code. */
export const applyRules = async (
	rules: readonly Rule[],
	{client, stderr}: Pick<Session, 'client' | 'stderr'>,
): Promise<number> => {
	let applied = 0;
	for (let start = 0; start < rules.length; start += batchSize) {
		const batch = rules.slice(start, start + batchSize);
		const results = await client.change(batch.map(({change}) => change));
		const refusals = batch.flatMap(({line, change}, index) => {
			const result = results[index];
			return result === undefined || result.ok
				? []
				: [`line ${line}: ${changeLine(change)}: ${failureText(result.failure, change.kind)}\n`];
		});
		applied += batch.length - refusals.length;
		if (refusals.length > 0) {
			const left = rules.length - start - batch.length;
			stderr(refusals.join(''));
			stderr(`${applied} applied, ${refusals.length} refused, ${left} not sent\n`);
			return 1;
		}
	}
	return 0;
};

const reason = (command: Exclude<Parsed, {kind: 'asks' | 'change'}>): string => {
	if (command.kind === 'refused') {
		return command.reason === 'no-command'
			? 'does not begin with a command such as -A or -a'
			: command.stderr.trimEnd();
	}
	return `--${command.kind} changes nothing and has no place in a rules file`;
};

const shortened = (text: string): string => (text.length <= 100 ? text : `${text.slice(0, 99)}…`);

const source = 'restore';
const batchSize = 1024;
