import type {Check} from './check.ts';

/** What is known and remembered of the services in care: plain data, kept in files. Times are milliseconds since 1970. */
export type State = ReadonlyMap<string, ServiceState>;

export type ServiceState = {
	/** The service as the file had it when it was last seen so in the table: undefined when the file's has yet to be put there. */
	readonly applied: string | undefined;
	readonly quorum: 'unknown' | 'met' | 'lost';
	/** When it was put there or changed last. */
	readonly didAt?: number | undefined;
	/** Whether it was seen in the table. */
	readonly isKnown: boolean;
	readonly servers: Readonly<Record<string, ServerState>>;
};

/** What a person has said about a server; it wins over everything. */
export type Mark = 'up' | 'down' | 'auto';
export const marks: readonly Mark[] = ['up', 'down', 'auto'];

export type CheckState = {
	/** The check that this is about, as JSON: another check begins anew. */
	readonly check: string;
	readonly verdict: 'unknown' | 'up' | 'down';
	/** How many results in a row have said something else; while unknown, those that say up, or (negative) down. */
	readonly contrary: number;
	/** Why it failed the last time. */
	readonly why?: string | undefined;
	readonly warning?: string | undefined;
};

export type ServerState = {
	/** The line of the file; `retired` for a server that is not in it any more. */
	readonly role: 'server' | 'sorry' | 'retired';
	/** The server as the file had it when it was last seen so in the table. */
	readonly applied: string | undefined;
	readonly checks: readonly CheckState[];
	/** Since when the checks say what they say. */
	readonly since: number;
	readonly mark: Mark;
	/** That which it comes back with. */
	readonly weight: number;
	/** The weights that this program may have left in the table, the one that it wanted last; `absent` for a server that it took away. */
	readonly left: readonly number[];
	/** The weight that it was given last, and when; `absent` when it was taken away. */
	readonly did?: {readonly at: number; readonly weight: number} | undefined;
	/** Somebody else has given it weight 0: it stays there until somebody gives it another. */
	readonly isHeld: boolean;
	/** It fails and keeps its weight, because no other is left. */
	readonly isKept: boolean;
	/** Since when it is to go. */
	readonly goingSince?: number | undefined;
	/** Since when it has been coming back. */
	readonly backSince?: number | undefined;
};

/** Among `left`: not in the table. */
export const absent = -1;

export type Health = CheckState['verdict'];

/** A server is well when all checks pass, and fails when one of them does. */
export const healthOf = ({checks}: Pick<ServerState, 'checks'>): Health => {
	if (checks.some(({verdict}) => verdict === 'down')) {
		return 'down';
	}
	return checks.every(({verdict}) => verdict === 'up') ? 'up' : 'unknown';
};

export const newCheckState = (check: Check): CheckState => ({
	check: JSON.stringify(check),
	verdict: 'unknown',
	contrary: 0,
});
