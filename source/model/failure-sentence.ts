import {getSystemErrorMap} from 'node:util';
import type {Failure} from './failure.ts';

/** A failure as one sentence for a person: what happened, and what to do where something can be done. No full stop. */
export const failureSentence = (failure: Failure): string => {
	switch (failure.kind) {
		case 'no-permission':
			return `CAP_NET_ADMIN is needed to ${failure.doing}: run with sudo`;
		case 'no-module':
			return 'ip_vs is not loaded: load it with "modprobe ip_vs" as root';
		case 'unsupported':
			return `no way to the kernel's IPVS from here: ${failure.why}`;
		case 'kernel':
			return `could not ${failure.doing}: ${errorText(failure.errno)}`;
		case 'system':
			return `${failure.syscall} failed: ${errorText(failure.errno, failure.code)}`;
		case 'timeout':
			return `no answer in time, could not ${failure.doing}`;
		case 'cancelled':
			return 'cancelled';
		case 'lost-replies':
			return `could not ${failure.doing}: the receive queue was full`;
		case 'too-large':
			return `an answer was larger than the limit of ${failure.limit} bytes`;
		case 'malformed':
			return `an answer could not be understood: ${failure.what} at byte ${failure.offset}`;
	}
};

/** `no such process (ESRCH)`; a number the system has no name for stays a number. */
const errorText = (errno: number, code?: string): string => {
	const known = getSystemErrorMap().get(-errno);
	return known === undefined ? (code ?? `error ${errno}`) : `${known[1]} (${known[0]})`;
};
