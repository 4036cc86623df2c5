import {join} from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the XDG base directory specification puts state; a daemon of root has no home. */
export const stateFolder = ({XDG_STATE_HOME: state, HOME: home}: Environment): string => {
	// The specification says to ignore what is not absolute.
	if (state?.startsWith('/') === true) {
		return join(state, 'ipvs-tui');
	}
	return home === undefined || home === ''
		? '/var/lib/ipvs-tui'
		: join(home, '.local/state/ipvs-tui');
};

/** What is in it says who talks to whom: it is nobody else's business. */
export const ownersFolder = {recursive: true, mode: 0o700} as const;
export const ownersFile = {mode: 0o600} as const;
