import type {Change} from '../model/change.ts';
import type {Failure, Result} from '../model/failure.ts';

export type RunOptions = {
	/** Sends a batch; one result a change, as `Client.change`. */
	readonly send: (changes: readonly Change[]) => Promise<readonly Result<undefined>[]>;
	/** Asked of each change in turn: a doubtful one ends its batch. */
	readonly foresee: (change: Change) => 'sure' | 'doubtful';
	/** Hears how many changes have been answered, after every batch. */
	readonly onProgress?: ((answered: number) => void) | undefined;
};

/** What came of changes, by their place in the row. Those that are nowhere were not sent. */
export type Outcome = {
	readonly applied: readonly number[];
	readonly refused: readonly Refusal[];
	/** The answer was lost, so they may have been applied or not. */
	readonly unknown: readonly Refusal[];
	/** How many, from the first on, were sent. */
	readonly sent: number;
};

export type Refusal = {readonly index: number; readonly failure: Failure};

/** Sends changes in order and in batches, and stops after the first batch in which anything was refused. */
export const run = async (
	changes: readonly Change[],
	{send, foresee, onProgress}: RunOptions,
): Promise<Outcome> => {
	const applied: number[] = [];
	const refused: Refusal[] = [];
	const unknown: Refusal[] = [];
	let sent = 0;
	while (sent < changes.length && refused.length + unknown.length === 0) {
		const end = endOfBatch(changes, sent, foresee);
		const results = await send(changes.slice(sent, end));
		for (const [index, result] of results.entries()) {
			if (result.ok) {
				applied.push(sent + index);
			} else {
				const {failure} = result;
				(isAnswer(failure) ? refused : unknown).push({index: sent + index, failure});
			}
		}
		sent = end;
		onProgress?.(sent);
	}
	return {applied, refused, unknown, sent};
};

const endOfBatch = (
	changes: readonly Change[],
	start: number,
	foresee: RunOptions['foresee'],
): number => {
	const largest = Math.min(changes.length, start + batchSize);
	for (let at = start; at < largest; at += 1) {
		const change = changes[at];
		if (change !== undefined && foresee(change) === 'doubtful') {
			return at + 1;
		}
	}
	return largest;
};

/** Anything else says nothing about what the kernel did. */
const isAnswer = ({kind}: Failure): boolean =>
	kind === 'kernel' || kind === 'no-permission' || kind === 'no-module' || kind === 'unsupported';

const batchSize = 1024;
