import type {Item} from './item.ts';
import type {Made} from './unmake.ts';

/** What the state file says: it is written before each step, so that a crash leaves nothing that it does not name. */
export type State = {
	/** The arguments of the last run, for --update. */
	readonly words: readonly string[];
	/** In the order in which they were made. */
	readonly made: readonly Made[];
	/** Modules that came with what was made. */
	readonly loaded: readonly string[];
	/** While a step is being done: the modules that were there before it. */
	readonly modulesBefore?: readonly string[] | undefined;
};

export const emptyState: State = {words: [], made: [], loaded: []};

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
