import type {Client} from '../../client/client.ts';
import {changeLine} from '../../ipvsadm/unparse.ts';
import type {Change} from '../../model/change.ts';
import type {Configuration} from '../../plan/configuration.ts';
import {inverseOfAll} from '../../plan/inverse.ts';
import {counted, refusalText} from './carry-out.ts';
import type {WordCall} from './word.ts';

type Circumstances = {
	readonly client: Client;
	readonly call: WordCall;
	/** As it was before the first of the changes. */
	readonly before: Configuration;
};

/** Undoes changes that were made, the last one first, and says what was undone and what could not be. */
export const rollBack = async (
	changes: readonly Change[],
	{client, call: {stderr}, before}: Circumstances,
): Promise<void> => {
	if (changes.length === 0) {
		stderr('nothing was to be undone\n');
		return;
	}
	const inverse = inverseOfAll(changes, before);
	const results = await client.change(inverse.changes);
	const undone: string[] = [];
	const left: string[] = [];
	for (const [index, change] of inverse.changes.entries()) {
		const result = results[index];
		if (result?.ok === true) {
			undone.push(`undone by ${changeLine(change)}\n`);
		} else if (result !== undefined) {
			left.push(`could not be undone by ${refusalText(change, result.failure)}\n`);
		}
	}
	const lost = inverse.impossible.map(what => `could not be undone: ${what}\n`);
	stderr(listed(undone) + left.join('') + lost.join(''));
	stderr(
		left.length + lost.length === 0
			? `${counted(changes.length, 'command')} undone: services and servers are as they were before\n`
			: 'the table is not as it was before\n',
	);
	if (inverse.changes.some(({kind}) => kind.startsWith('add-'))) {
		stderr('counters of what was removed and put back begin at zero\n');
	}
};

/** All that a person will look through, and how many more there are. */
const listed = (lines: readonly string[]): string =>
	lines.length <= mostLines
		? lines.join('')
		: `${lines.slice(0, mostLines).join('')}… and ${lines.length - mostLines} more in the same way\n`;

const mostLines = 100;
