import {constants} from 'node:os';
import type {Failure} from '../../model/failure.ts';
import type {NativeFailure} from './binding.ts';

/** What the program was doing, for the calls that the kernel may refuse for want of a capability. */
const purposes: Readonly<Record<string, string>> = {
	socket: 'open a netlink socket',
	bind: 'open a netlink socket',
	sendmsg: 'send a netlink request',
	open: 'open a file of the kernel',
	read: 'read a file of the kernel',
	'open (network namespace)': 'enter the network namespace',
	setns: 'enter the network namespace, which also needs CAP_SYS_ADMIN',
};

/** @param limit - in bytes, as it was set for the call that failed */
export const explainNativeFailure = (
	{code, errno, syscall}: NativeFailure,
	limit: number,
): Failure => {
	switch (code) {
		case 'timeout':
			return {kind: 'timeout', doing: 'wait for the kernel to answer'};
		case 'cancelled':
			return {kind: 'cancelled'};
		case 'lost-replies':
			return {kind: 'lost-replies', doing: 'receive the answers of the kernel'};
		case 'too-large':
			return {kind: 'too-large', limit};
		case 'system':
			return errno === constants.errno.EPERM
				? {kind: 'no-permission', doing: purposes[syscall] ?? `call ${syscall}`}
				: {kind: 'system', syscall, code: nameOf(errno), errno};
	}
};

/** util.getSystemErrorName does this too, but node:util costs every start of the program a millisecond. */
const nameOf = (errno: number): string =>
	Object.entries(constants.errno).find(([, number]) => number === errno)?.[0] ?? `E${errno}`;
