import type {Daemon, Timeouts} from '../../../model/director.ts';
import type {Failure, Result} from '../../../model/failure.ts';
import {sliceOf} from '../../store/slice.ts';

export type SyncState = {
	/** Undefined until they were read. */
	readonly daemons: Result<readonly Daemon[]> | undefined;
	readonly timeouts: Result<Timeouts> | undefined;
	/** By name below net.ipv4.vs; undefined where they cannot be read. */
	readonly settings: ReadonlyMap<string, string> | undefined;
	readonly origins: Origins;
};

/** Where the entries of the connection table come from. Reading them is costly, so that is done when somebody asks. */
export type Origins =
	| {readonly kind: 'not counted'}
	| {readonly kind: 'counting'}
	| {
			readonly kind: 'counted';
			readonly local: number;
			readonly sync: number;
			/** Clock time in milliseconds. */
			readonly at: number;
	  }
	| {readonly kind: 'failed'; readonly failure: Failure};

export const sync = sliceOf<SyncState>('sync', {
	daemons: undefined,
	timeouts: undefined,
	settings: undefined,
	origins: {kind: 'not counted'},
});
