/**
Numbers of the IPVS generic netlink family, version 1.

@source kernel include/uapi/linux/ip_vs.h, IPVS_CMD_* and IPVS_*_ATTR_*
*/
export const familyName = 'IPVS';

export const command = {
	newService: 1,
	setService: 2,
	deleteService: 3,
	getService: 4,
	newDestination: 5,
	setDestination: 6,
	deleteDestination: 7,
	getDestination: 8,
	newDaemon: 9,
	deleteDaemon: 10,
	getDaemon: 11,
	setConfig: 12,
	getConfig: 13,
	setInfo: 14,
	getInfo: 15,
	zero: 16,
	flush: 17,
} as const;

export const topAttribute = {
	service: 1,
	destination: 2,
	daemon: 3,
	timeoutTcp: 4,
	timeoutTcpFin: 5,
	timeoutUdp: 6,
} as const;

/** The answer to getInfo reuses the first numbers at the top level. */
export const infoAttribute = {version: 1, connectionTableSize: 2} as const;

export const serviceAttribute = {
	family: 1,
	protocol: 2,
	address: 3,
	port: 4,
	mark: 5,
	scheduler: 6,
	flags: 7,
	timeout: 8,
	netmask: 9,
	statistics: 10,
	persistenceEngine: 11,
	statistics64: 12,
} as const;

export const destinationAttribute = {
	address: 1,
	port: 2,
	method: 3,
	weight: 4,
	upperThreshold: 5,
	lowerThreshold: 6,
	active: 7,
	inactive: 8,
	persistent: 9,
	statistics: 10,
	family: 11,
	statistics64: 12,
	tunnelType: 13,
	tunnelPort: 14,
	tunnelFlags: 15,
} as const;

/** Ids 1–10 are the counters in the order of `counter` in the model. */
export const statisticsPad = 11;
/** These two are 64 bits wide even in the 32-bit nest. */
export const wideStatistics: readonly number[] = [4, 5];

export const daemonAttribute = {
	role: 1,
	interface: 2,
	syncId: 3,
	maxLength: 4,
	group: 5,
	group6: 6,
	port: 7,
	ttl: 8,
} as const;

export const daemonRole = {master: 1, backup: 2} as const;

/** The controller of generic netlink, which knows the families by name. */
export const control = {
	command: {newFamily: 1, getFamily: 3},
	attribute: {
		familyId: 1,
		familyName: 2,
		version: 3,
		headerSize: 4,
		maxAttribute: 5,
		operations: 6,
	},
	operation: {id: 1, flags: 2},
} as const;

/** Linux error numbers that IPVS or generic netlink answer with. */
export const errno = {
	EPERM: 1,
	ENOENT: 2,
	ESRCH: 3,
	EINTR: 4,
	ENOMEM: 12,
	EBUSY: 16,
	EEXIST: 17,
	ENODEV: 19,
	EINVAL: 22,
	ERANGE: 34,
	EMSGSIZE: 90,
	ENOPROTOOPT: 92,
	EOPNOTSUPP: 95,
	EAFNOSUPPORT: 97,
	ENOBUFS: 105,
} as const;
