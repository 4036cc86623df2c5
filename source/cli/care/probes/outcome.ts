import type {Outcome} from '../../../care/check.ts';

export const passed: Outcome = {kind: 'passed'};

export const failedBy = (why: string): Outcome => ({kind: 'failed', why});

/** What commonly goes wrong, in words; anything else keeps the system's. */
export const errorOutcome = ({
	code = '',
	message,
	syscall = '',
}: NodeJS.ErrnoException): Outcome => {
	const ours = onThisSide[code] ?? (syscall.startsWith('spawn') ? ofPrograms[code] : undefined);
	return ours === undefined
		? failedBy(onThatSide[code] ?? (message === '' ? code : message))
		: {kind: 'impossible', why: ours};
};

export const noAnswer = (timeout: number): Outcome => failedBy(`no answer within ${timeout} ms`);

const onThatSide: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'connection refused',
	ECONNRESET: 'connection reset',
	EHOSTUNREACH: 'no route to host',
	EACCES: 'prohibited by a packet filter',
	ENETUNREACH: 'network is unreachable',
	ETIMEDOUT: 'connection timed out',
};

/** No server may be taken out for these. */
const onThisSide: Readonly<Record<string, string>> = {
	EMFILE: 'this process may open no more files',
	ENFILE: 'this machine may open no more files',
	ENOBUFS: 'this machine has no memory left for sockets',
	ENOMEM: 'this machine has no memory left',
	EAGAIN: 'this machine may start no more programs',
	EADDRNOTAVAIL: 'the address to check from is not here, or has no port left',
	EPERM: 'this machine does not let it out',
};

const ofPrograms: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such program',
	EACCES: 'this user may not run the program',
};
