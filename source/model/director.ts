/** Facts about the director as a whole, outside its table. */

/** Version 1.2.1 is {major: 1, minor: 2, patch: 1}; `connectionTableSize` is the number of hash buckets. */
export type DirectorInfo = {
	readonly version: Version;
	readonly connectionTableSize: number;
};

export type Version = {readonly major: number; readonly minor: number; readonly patch: number};

/** Connection timeouts in seconds: established TCP, TCP after a FIN, UDP. In a change, 0 keeps the present value. */
export type Timeouts = {readonly tcp: number; readonly tcpFin: number; readonly udp: number};

export type DaemonRole = 'master' | 'backup';

/** A connection synchronisation daemon. Fields left out of a start request take the kernel's defaults. */
export type Daemon = {
	readonly role: DaemonRole;
	/** Interface name, at most 15 characters. */
	readonly interface: string;
	/** 0–255; a backup with 0 accepts every id. */
	readonly syncId: number;
	/** Largest message in bytes. */
	readonly maxLength?: number | undefined;
	/** Multicast group: 4 or 16 bytes in network order. */
	readonly group?: Uint8Array | undefined;
	readonly port?: number | undefined;
	readonly ttl?: number | undefined;
};
