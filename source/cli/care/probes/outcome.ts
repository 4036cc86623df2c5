import type {Outcome} from '../../../care/check.ts';

export const passed: Outcome = {kind: 'passed'};

export const failedBy = (why: string): Outcome => ({kind: 'failed', why});

/** The words of what commonly goes wrong; anything else keeps the system's. */
export const errorOutcome = ({code, message}: NodeJS.ErrnoException): Outcome =>
	failedBy(words[code ?? ''] ?? (message === '' ? (code ?? 'failed') : message));

export const noAnswer = (timeout: number): Outcome => failedBy(`no answer within ${timeout} ms`);

const words: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'connection refused',
	ECONNRESET: 'connection reset',
	EHOSTUNREACH: 'no route to host',
	ENETUNREACH: 'network is unreachable',
	ETIMEDOUT: 'connection timed out',
	EADDRNOTAVAIL: 'the address to check from is not one of this machine',
	EMFILE: 'this process may open no more files',
	ENOENT: 'there is no such program',
	EACCES: 'this user may not run it',
};
