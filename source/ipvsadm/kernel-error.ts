import type {ChangeKind} from '../model/change.ts';
import type {Failure} from '../model/failure.ts';

/** What was being done when the kernel refused: one kind of change, or a read. */
export type Operation = ChangeKind | 'list-service' | 'read';

/** ipvsadm's text for a failure, without a line end. */
export const failureText = (failure: Failure, operation: Operation): string => {
	switch (failure.kind) {
		case 'kernel':
			return errnoText(failure.errno, operation);
		case 'no-permission':
			return errnoText(errno.EPERM, operation);
		case 'no-module':
			return errnoText(errno.ENOPROTOOPT, operation);
		case 'unsupported':
			return failure.why;
		case 'system':
			return errnoText(failure.errno, operation);
		case 'timeout':
			return errnoText(errno.ETIMEDOUT, operation);
		case 'cancelled':
			return errnoText(errno.EINTR, operation);
		case 'lost-replies':
			return errnoText(errno.ENOBUFS, operation);
		case 'too-large':
		case 'malformed':
			return errnoText(errno.EINVAL, operation);
	}
};

/** The text of a Linux error number, as far as ipvsadm has its own for this operation; else that of the C library. */
export const errnoText = (number: number, operation: Operation): string =>
	ownTexts[operation]?.[number] ??
	commonTexts[number] ??
	systemTexts[number] ??
	`Unknown error ${number}`;

const errno = {
	EPERM: 1,
	ENOENT: 2,
	ESRCH: 3,
	EINTR: 4,
	ENOMEM: 12,
	EEXIST: 17,
	EINVAL: 22,
	EMSGSIZE: 90,
	ENOPROTOOPT: 92,
	EOPNOTSUPP: 95,
	EAFNOSUPPORT: 97,
	ENOBUFS: 105,
	ETIMEDOUT: 110,
} as const;

type Texts = Readonly<Record<number, string>>;

const noScheduler = {[errno.ENOENT]: 'Scheduler or persistence engine not found'};
const noService = {[errno.ESRCH]: 'No such service'};
const undefinedService = {[errno.ESRCH]: 'Service not defined'};
const noDestination = {...undefinedService, [errno.ENOENT]: 'No such destination'};

const ownTexts: Readonly<Partial<Record<Operation, Texts>>> = {
	'add-service': {...noScheduler, [errno.EEXIST]: 'Service already exists'},
	'edit-service': {...noScheduler, ...noService},
	'delete-service': noService,
	zero: noService,
	'list-service': noService,
	'add-destination': {...undefinedService, [errno.EEXIST]: 'Destination already exists'},
	'edit-destination': noDestination,
	'delete-destination': noDestination,
	'start-daemon': {[errno.EEXIST]: 'Daemon has already run'},
	'stop-daemon': {[errno.ESRCH]: 'No daemon is running'},
};

const commonTexts: Texts = {
	[errno.EPERM]: 'Permission denied (you must be root)',
	[errno.EINVAL]: 'Invalid operation.  Possibly wrong module version, address not unicast, ...',
	[errno.ENOPROTOOPT]: 'Protocol not available',
	[errno.ENOMEM]: 'Memory allocation problem',
	[errno.EOPNOTSUPP]: 'Operation not supported with IPv6',
	[errno.EAFNOSUPPORT]: 'Operation not supported with specified address family',
	[errno.EMSGSIZE]: 'Module is wrong version',
};

/** glibc's strerror of the numbers that netlink, sockets and IPVS can give. */
const systemTexts: Texts = {
	2: 'No such file or directory',
	3: 'No such process',
	4: 'Interrupted system call',
	5: 'Input/output error',
	6: 'No such device or address',
	7: 'Argument list too long',
	9: 'Bad file descriptor',
	11: 'Resource temporarily unavailable',
	13: 'Permission denied',
	14: 'Bad address',
	16: 'Device or resource busy',
	17: 'File exists',
	19: 'No such device',
	20: 'Not a directory',
	21: 'Is a directory',
	23: 'Too many open files in system',
	24: 'Too many open files',
	27: 'File too large',
	28: 'No space left on device',
	32: 'Broken pipe',
	34: 'Numerical result out of range',
	38: 'Function not implemented',
	61: 'No data available',
	62: 'Timer expired',
	71: 'Protocol error',
	74: 'Bad message',
	75: 'Value too large for defined data type',
	93: 'Protocol not supported',
	94: 'Socket type not supported',
	98: 'Address already in use',
	99: 'Cannot assign requested address',
	100: 'Network is down',
	101: 'Network is unreachable',
	104: 'Connection reset by peer',
	105: 'No buffer space available',
	107: 'Transport endpoint is not connected',
	110: 'Connection timed out',
	111: 'Connection refused',
	113: 'No route to host',
	114: 'Operation already in progress',
	115: 'Operation now in progress',
};
