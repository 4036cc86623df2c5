import {defaults, emptyDraft, type Draft} from './draft.ts';
import type {Asks} from './endpoint.ts';
import {illegalCombination, illegalMeaning} from './legality.ts';
import {meaning} from './meaning.ts';
import type {NameBook} from './names.ts';
import {noCommand, refused, type Parsed, type Refused} from './parsed.ts';
import {readArguments, type Arguments} from './popt.ts';
import {readSchedulerFlags} from './scheduler-flags.ts';
import {acceptValue, badTimeout, readTimeout} from './values.ts';
import {subjectNames} from './words.ts';

export type Circumstances = {
	/** argv[0], as messages repeat it. */
	readonly program: string;
	readonly names: NameBook;
	/** A line of --restore cannot restore again. */
	readonly source: 'command-line' | 'restore';
	/** Whether the first word that is no option ends the options. @default false */
	readonly wordEndsOptions?: boolean;
};

/**
Reads a command line of ipvsadm 1.31, without the program's name, and does all of its checks in its order: each value when it comes,
then popt's complaint, --set's arguments, left-over words, scheduler flags, legality, meaning.
*/
export const parse = (argv: readonly string[], circumstances: Circumstances): Parsed => {
	if (argv.length === 0) {
		return meaning(emptyDraft('list'));
	}
	const found = readArguments(argv, circumstances.wordEndsOptions);
	const first = found.next();
	if (typeof first === 'string' || first.kind === 'option') {
		return noCommand(circumstances.program);
	}
	if (first.command === 'help' || first.command === 'version') {
		return {kind: first.command};
	}
	const draft = emptyDraft(first.command);
	const problem =
		readRole(draft, found.value) ??
		readOptions(draft, found, circumstances.names) ??
		checkAll(draft, found);
	if (problem !== undefined) {
		return problem;
	}
	return draft.command === 'restore' && circumstances.source === 'restore'
		? noCommand(circumstances.program)
		: meaning(draft);
};

type Problem = Refused | Asks | undefined;

const readRole = (draft: Draft, value: string | undefined): Problem => {
	if (value === undefined || value === 'master' || value === 'backup') {
		draft.role = value ?? 'master';
		return undefined;
	}
	return refused(
		'value',
		draft.command === 'start-daemon'
			? 'illegal start-daemon parameter specified'
			: 'illegal start_daemon specified',
	);
};

const readOptions = (draft: Draft, found: Arguments, names: NameBook): Problem => {
	for (;;) {
		const word = found.next();
		if (word === 'end') {
			return undefined;
		}
		if (typeof word === 'string') {
			return refused('option', `${found.lastConsumed()}: ${word}`);
		}
		if (word.kind === 'command') {
			return refused('value', `invalid option \`${found.lastConsumed()}'`);
		}
		if (word.subject !== -1) {
			if (draft.given[word.subject] === 1) {
				return refused('value', `multiple '${subjectNames[word.subject]}' options specified`);
			}
			draft.given[word.subject] = 1;
		}
		const complaint = acceptValue(word.option, draft, found.value, names);
		if (complaint !== undefined) {
			return typeof complaint === 'string' ? refused('value', complaint) : complaint;
		}
	}
};

const checkAll = (draft: Draft, {positionals}: Arguments): Problem => {
	const message =
		takeTimeouts(draft, positionals) ??
		(positionals[0] === undefined ? undefined : `unexpected argument ${positionals[0]}`) ??
		resolveScheduler(draft) ??
		illegalCombination(draft) ??
		illegalMeaning(draft);
	return message === undefined ? undefined : refused('value', message);
};

/** Moves the three arguments of --set out of the left-over words. */
const takeTimeouts = (draft: Draft, positionals: string[]): string | undefined => {
	if (draft.command !== 'set') {
		return undefined;
	}
	const texts = positionals.splice(0, 3);
	if (texts.length < 3) {
		return '--set option requires 3 timeout values';
	}
	const seconds: number[] = [];
	for (const text of texts) {
		const value = readTimeout(text, 0);
		if (value === undefined) {
			return badTimeout(text);
		}
		seconds.push(value);
	}
	draft.timeouts = seconds;
	return undefined;
};

const resolveScheduler = (draft: Draft): string | undefined => {
	draft.scheduler ||= defaults.scheduler;
	if (draft.schedulerFlags === '') {
		return undefined;
	}
	const bits = readSchedulerFlags(draft.schedulerFlags, draft.scheduler);
	if (typeof bits === 'string') {
		return bits;
	}
	draft.schedulerBits = bits;
	return undefined;
};
