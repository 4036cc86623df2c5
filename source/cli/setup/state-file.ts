import {readState, stateText, type State} from '../../setup/state.ts';
import type {Machine} from '../../setup/machine.ts';
import type {Reach} from '../../host/reach.ts';

const folder = '/var/lib/ipvs-tui';

/** Other network namespaces have their own addresses, settings and rules, so each has a file of its own. */
export const stateFile = async (reach: Pick<Reach, 'readLink'>): Promise<string> => {
	const [own, first] = await Promise.all([
		reach.readLink('/proc/self/ns/net'),
		reach.readLink('/proc/1/ns/net'),
	]);
	const [, number] = /\[(\d+)\]/.exec(own ?? '') ?? [];
	return number === undefined || first === undefined || own === first
		? `${folder}/setup.json`
		: `${folder}/setup-${number}.json`;
};

/** Undefined where nothing was set up, or nobody may know; a sentence for a file that cannot be understood. */
export const stateIn = async (
	reach: Pick<Reach, 'readFile'>,
	path: string,
): Promise<State | string | undefined> => {
	const file = await reach.readFile(path);
	if (!file.isSeen) {
		return file.because;
	}
	if (file.value === undefined) {
		return undefined;
	}
	const state = readState(file.value);
	return typeof state === 'string' ? `${path} cannot be used: ${state}` : state;
};

/** Nothing made is no file. */
export const writeState = async (
	machine: Machine,
	path: string,
	state: State,
): Promise<string | undefined> => {
	const isNothing =
		state.made.length + state.loaded.length === 0 && state.modulesBefore === undefined;
	return isNothing ? machine.remove(path) : machine.write(path, stateText(state), 'owner');
};
