import {checkText, type Outcome} from './check.ts';
import type {CaredService} from './configuration.ts';
import {healthOf, type Health, type Mark, type ServerState, type ServiceState} from './state.ts';

/** What was seen of a check the last time. */
export type Seen = {
	/** Milliseconds since 1970, and how many it took. */
	readonly at: number;
	readonly took: number;
	readonly outcome: Outcome;
};

/** What care knows of a service, as it is kept in a file: for its next start, for `care status`, and for who shows the table. */
export type Status = {
	readonly version: 1;
	readonly service: string;
	/** Which process wrote it, and when, in milliseconds since 1970. */
	readonly pid: number;
	readonly written: number;
	readonly checks: readonly string[];
	readonly state: ServiceState;
	/** By the key of the server, in the order of the checks. */
	readonly seen: Readonly<Record<string, readonly (Seen | undefined)[]>>;
};

export const statusOf = (
	{key, checks}: CaredService,
	state: ServiceState,
	{pid, now, seen}: {readonly pid: number; readonly now: number; readonly seen: Status['seen']},
): Status => ({
	version: 1,
	service: key,
	pid,
	written: now,
	checks: checks.map(checkText),
	state: withoutChecks(state),
	seen,
});

/** Others may read it: headers and what else checks send is not in it, and the next start begins its checks anew. */
const withoutChecks = (state: ServiceState): ServiceState => ({
	...state,
	servers: Object.fromEntries(
		Object.entries(state.servers).map(([key, server]) => [
			key,
			{...server, checks: server.checks.map(check => ({...check, check: ''}))},
		]),
	),
});

/** A server as a person reads about it. */
export type ServerReport = {
	readonly server: string;
	readonly role: ServerState['role'];
	/** What a person has said about it. */
	readonly mark: Mark;
	/** Somebody else has drained it: it stays so until it gets a weight. */
	readonly isHeld: boolean;
	readonly health: Health;
	/** Milliseconds since 1970. */
	readonly since: number;
	/** In the table; undefined when it is not there. */
	readonly weight: number | undefined;
	/** That which it has when it is well. */
	readonly fullWeight: number;
	readonly did: ServerState['did'];
	/** Why it has no or another weight, or has it all the same; empty when there is nothing to say. */
	readonly note: string;
	/** Milliseconds that the slowest check took the last time. */
	readonly took: number | undefined;
};

export const serverReports = ({state, seen}: Status): readonly ServerReport[] =>
	Object.entries(state.servers).map(([server, one]) => {
		const weight = one.left.at(-1);
		const times = (seen[server] ?? []).flatMap(check => check?.took ?? []);
		return {
			server,
			role: one.role,
			mark: one.mark,
			isHeld: one.isHeld,
			health: healthOf(one),
			since: one.since,
			did: one.did,
			weight: weight === undefined || weight < 0 ? undefined : weight,
			fullWeight: one.weight,
			note: noteOf(one),
			took: times.length === 0 ? undefined : Math.max(...times),
		};
	});

const noteOf = (server: ServerState): string => {
	const {role, mark, isHeld, isKept, checks} = server;
	const notes = [
		role === 'retired' ? 'not in the file any more' : '',
		role === 'sorry' ? 'sorry server' : '',
		mark === 'auto' ? '' : `pinned ${mark}`,
		isHeld ? 'drained, not by its checks' : '',
		isKept ? 'kept as the last' : '',
		...checks.filter(({verdict}) => verdict === 'down').map(({why = ''}) => why),
		...checks.flatMap(({warning}) => warning ?? []),
	];
	return notes.filter(note => note !== '').join('; ');
};
