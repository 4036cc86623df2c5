import type {Changes} from '../model/change-roll.ts';
import type {Failure, Result} from '../model/failure.ts';

export type RunOptions = {
	/** Sends a batch; one result a change, as `Client.change`. */
	readonly send: (changes: Changes) => Promise<readonly Result<undefined>[]>;
	/** Asked of each change in turn: a doubtful one ends its batch. */
	readonly foresee: (changes: Changes, index: number) => 'sure' | 'doubtful';
	/** Hears how many changes have been answered, after every batch. */
	readonly onProgress?: ((answered: number) => void) | undefined;
};

/** What came of changes, by their place in the row. Those that were sent and are nowhere were applied. */
export type Outcome = {
	readonly refused: readonly Refusal[];
	/** The answer was lost, so they may have been applied or not. */
	readonly unknown: readonly Refusal[];
	/** How many, from the first on, were sent. */
	readonly sent: number;
};

export type Refusal = {readonly index: number; readonly failure: Failure};

/** Sends changes in order and in batches, and stops after the first batch in which anything was refused. */
export const run = async (
	changes: Changes,
	{send, foresee, onProgress}: RunOptions,
): Promise<Outcome> => {
	const refused: Refusal[] = [];
	const unknown: Refusal[] = [];
	let sent = 0;
	while (sent < changes.length && refused.length + unknown.length === 0) {
		const end = endOfBatch(changes, sent, foresee);
		const results = await send(changes.slice(sent, end));
		const batchStart = sent;
		results.forEach((result, index) => {
			if (!result.ok) {
				const {failure} = result;
				(isAnswer(failure) ? refused : unknown).push({index: batchStart + index, failure});
			}
		});
		sent = end;
		onProgress?.(sent);
	}
	return {refused, unknown, sent};
};

/** Places of the changes that were applied. */
export const appliedOf = ({refused, unknown, sent}: Outcome): readonly number[] => {
	const failed = new Set([...refused, ...unknown].map(({index}) => index));
	return Array.from({length: sent}, (_, index) => index).filter(index => !failed.has(index));
};

const endOfBatch = (changes: Changes, start: number, foresee: RunOptions['foresee']): number => {
	const largest = Math.min(changes.length, start + batchSize);
	for (let at = start; at < largest; at += 1) {
		if (foresee(changes, at) === 'doubtful') {
			return at + 1;
		}
	}
	return largest;
};

/** Anything else says nothing about what the kernel did. */
const isAnswer = ({kind}: Failure): boolean =>
	kind === 'kernel' || kind === 'no-permission' || kind === 'no-module' || kind === 'unsupported';

const batchSize = 1024;
