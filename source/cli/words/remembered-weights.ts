import {mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

/** Weights of drained servers, kept in a file between the commands that drain them and those that bring them back. */
export type RememberedWeights = {
	readonly get: (key: string) => number | undefined;
	/** Undefined forgets. A sentence when the file cannot be written. */
	readonly set: (key: string, weight: number | undefined) => string | undefined;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** A file that another program or a person has spoilt counts as empty: it holds nothing that could not be given again. */
export const openRememberedWeights = (environment: Environment): RememberedWeights => {
	const path = join(stateFolder(environment), 'weights.json');
	return {
		get: key => read(path)[key],
		set: (key, weight) => {
			const {[key]: _, ...others} = read(path);
			return replace(path, weight === undefined ? others : {...others, [key]: weight});
		},
	};
};

/** Where the XDG base directory specification puts state; a daemon of root has no home. */
const stateFolder = ({XDG_STATE_HOME: state, HOME: home}: Environment): string => {
	// The specification says to ignore what is not absolute.
	if (state?.startsWith('/') === true) {
		return join(state, 'ipvs-tui');
	}
	return home === undefined || home === ''
		? '/var/lib/ipvs-tui'
		: join(home, '.local/state/ipvs-tui');
};

const read = (path: string): Readonly<Record<string, number>> => {
	try {
		const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).filter(([, weight]) => Number.isInteger(weight)))
			: {};
	} catch {
		return {};
	}
};

/** Readers see the old file or the new one, never a half. */
const replace = (path: string, weights: Readonly<Record<string, number>>): string | undefined => {
	const temporary = `${path}.${process.pid}`;
	try {
		mkdirSync(dirname(path), {recursive: true, mode: 0o700});
		writeFileSync(temporary, `${JSON.stringify(weights, undefined, '\t')}\n`, {mode: 0o600});
		renameSync(temporary, path);
		return undefined;
	} catch (error) {
		remove(temporary);
		return `the weight cannot be remembered in ${path}: ${(error as NodeJS.ErrnoException).code}`;
	}
};

/** What could not be written need not be there. */
const remove = (path: string): void => {
	try {
		rmSync(path, {force: true});
	} catch {
		// Nothing more can be done about it.
	}
};
