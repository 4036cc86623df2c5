import {decodeBytes} from '../../ipvsadm/byte-text.ts';
import {parse, type Circumstances} from '../../ipvsadm/parse.ts';
import {plainRuleReader} from '../../ipvsadm/plain-rule.ts';
import {isLostLastLine, wordsOf} from '../../ipvsadm/rules-line.ts';
import type {Change} from '../../model/change.ts';
import {addToRoll, clearRoll, openRoll, sealed} from '../../model/change-roll.ts';
import type {DirectorInfo} from '../../model/director.ts';
import {cutLines, longestLine, type Line, type LineCutter} from './line-cutter.ts';
import {perform, reportChanges} from './perform.ts';
import {understand, wordEndsOptions, type Session, type Understood} from './session.ts';

/** Changes that wait at most for each other. */
const largestBatch = 1024;

/**
Performs ipvsadm's -R: line after line as if each were a command of its own. Goes on after the kernel's refusals and unknown options, stops
at every other mistake and at -h and -v. Changes travel in batches, which nobody can tell: a batch ends when no more input is at hand,
when something else than a change comes, or when it is full.

@returns the exit code of the last line
*/
export const restoreStream = async (
	input: AsyncIterable<Uint8Array>,
	session: Session,
	info: DirectorInfo,
): Promise<number> => {
	const lines = lineRunner(session, info);
	const cutter = cutLines();
	const chunks = input[Symbol.asyncIterator]();
	let next = nextChunk(chunks);
	for (;;) {
		if (!(await isAtHand(next))) {
			await lines.flush();
		}
		const chunk = await next;
		if (chunk === undefined) {
			break;
		}
		cutter.take(chunk);
		next = nextChunk(chunks);
		session.names.forgetHosts();
		if ((await runAll(lines, cutter)) === 'over') {
			return lines.exit();
		}
		if (cutter.isTooLong()) {
			await lines.flush();
			session.stderr(`a line is longer than ${longestLine} characters\n`);
			return 2;
		}
	}
	cutter.finish();
	if (!isLostLastLine(textOf(cutter.line))) {
		await lines.run(cutter.line);
	}
	await lines.flush();
	return lines.exit();
};

type LineRunner = {
	readonly run: (line: Line) => Promise<'over' | 'goes on'> | 'goes on';
	/** Sends the changes that wait. */
	readonly flush: () => Promise<void>;
	readonly exit: () => number;
};

const lineRunner = (session: Session, info: DirectorInfo): LineRunner => {
	const waiting = openRoll(largestBatch);
	const readPlainRule = plainRuleReader(waiting);
	let exit = 0;

	const flush = async (): Promise<void> => {
		if (waiting.length > 0) {
			const changes = sealed(waiting);
			exit = reportChanges(session, changes, await session.client.change(changes));
			clearRoll(waiting);
		}
	};

	const runOther = async (words: readonly string[]): Promise<'over' | 'goes on'> => {
		await flush();
		const command = await understand(words, {...session, source: 'restore'});
		if (command.kind === 'change') {
			return take(command.change);
		}
		if (command.kind === 'restore') {
			return 'over';
		}
		exit = await perform(command, session, info);
		return endsRestore(command, exit) ? 'over' : 'goes on';
	};

	const circumstances: Circumstances = {
		program: session.program,
		names: session.names.book,
		source: 'restore',
		wordEndsOptions,
	};

	const take = (change: Change): Promise<'goes on'> | 'goes on' => {
		addToRoll(waiting, change);
		return whenTaken();
	};

	const whenTaken = (): Promise<'goes on'> | 'goes on' =>
		waiting.length < largestBatch ? 'goes on' : flush().then(() => 'goes on' as const);

	return {
		run: line => {
			if (readPlainRule(line)) {
				return whenTaken();
			}
			const words = wordsOf(textOf(line));
			if (words.length === 0) {
				return 'goes on';
			}
			const parsed = parse(words, circumstances);
			return parsed.kind === 'change' ? take(parsed.change) : runOther(words);
		},
		flush,
		exit: () => exit,
	};
};

const textOf = ({bytes, start, end}: Line): string => decodeBytes(bytes.subarray(start, end));

const endsRestore = (command: Understood, exit: number): boolean => {
	switch (command.kind) {
		case 'help':
		case 'version':
			return true;
		case 'refused':
			return command.endsRestore;
		default:
			return exit !== 0;
	}
};

const runAll = async (lines: LineRunner, cutter: LineCutter): Promise<'over' | 'goes on'> => {
	while (cutter.next()) {
		const result = lines.run(cutter.line);
		// Awaiting every line would cost more than reading it.
		if (result !== 'goes on' && (await result) === 'over') {
			return 'over';
		}
	}
	return 'goes on';
};

/** Undefined at the end, and when reading fails, which is the end for ipvsadm too. */
const nextChunk = async (chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array | undefined> => {
	try {
		const {done, value} = await chunks.next();
		return done === true ? undefined : value;
	} catch {
		return undefined;
	}
};

/** Whether something is there without waiting: the event loop gets one turn to bring it. */
const isAtHand = async (next: Promise<unknown>): Promise<boolean> =>
	Promise.race([
		next.then(() => true),
		new Promise<boolean>(resolve => {
			setImmediate(resolve, false);
		}),
	]);
