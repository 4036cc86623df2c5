import type {Item} from './item.ts';
import type {Made} from './unmake.ts';

/** What the state file says: it is written before each step, so that a crash leaves nothing that it does not name. */
export type State = {
	/** The start of the kernel that it is about, as /proc/sys/kernel/random/boot_id names it; empty where that is not known. */
	readonly boot: string;
	/** The arguments of the last run, for --update. */
	readonly words: readonly string[];
	/** In the order in which they were made. */
	readonly made: readonly Made[];
	/** Modules that came with what was made. */
	readonly loaded: readonly string[];
	/** While a step is being done: the modules that were there before it. */
	readonly modulesBefore?: readonly string[] | undefined;
};

export const emptyState: State = {boot: '', words: [], made: [], loaded: []};

/**
The state as it is after another start of the kernel: modules and settings are what others have made them, unless a file of ours has
made them so again. What has a name of our own is ours whenever it is there.
*/
export const sinceStart = (state: State, boot: string): State => {
	if (state.boot === boot || state.boot === '') {
		return {...state, boot};
	}
	const isPersistent = state.made.some(({item}) => item.kind === 'file');
	return {
		boot,
		words: state.words,
		made: state.made.filter(({item}) => isPersistent || item.kind !== 'setting'),
		loaded: [],
	};
};

export const stateText = (state: State): string =>
	`${JSON.stringify({version, ...state}, undefined, '\t')}\n`;

/** @returns a sentence for what is no state file of ours */
export const readState = (text: string): State | string => {
	try {
		const found = JSON.parse(text) as State & {readonly version?: unknown};
		if (found.version !== version) {
			return `it is of version ${String(found.version)}, and this program reads ${version}`;
		}
		const isWhole =
			typeof found.boot === 'string' &&
			isWords(found.words) &&
			isWords(found.loaded) &&
			Array.isArray(found.made) &&
			found.made.every(isMade);
		return isWhole ? found : 'something is missing in it';
	} catch {
		return 'it is no JSON';
	}
};

const version = 1;

const isWords = (value: unknown): boolean =>
	Array.isArray(value) && value.every(word => typeof word === 'string');

const isMade = ({item, before}: Partial<Made>): boolean =>
	typeof item === 'object' && item.kind in kinds && typeof before === 'object';

const kinds: Readonly<Record<Item['kind'], true>> = {
	module: true,
	setting: true,
	link: true,
	address: true,
	route: true,
	set: true,
	chain: true,
	table: true,
	'mark-service': true,
	file: true,
};
