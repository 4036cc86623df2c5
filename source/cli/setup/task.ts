import type {Machine} from '../../setup/machine.ts';
import type {State} from '../../setup/state.ts';
import type {WordCall} from '../words/word.ts';

/** One call of setup on one host. */
export type Task = {
	readonly call: WordCall;
	readonly machine: Machine;
	/** Of the state file. */
	readonly path: string;
	/** What earlier runs have left. */
	readonly state: State;
};

export const nothingToDo = 'nothing to do: this host is as it should be\n';

/** It was said what went wrong. */
export const failed = 1;
