/**
What went wrong when nothing was wrong with the program: each kind says who must act.
A `throw` anywhere in this program means a defect; everything expected comes back as one of these.
*/
export type Failure =
	/** The kernel refuses without CAP_NET_ADMIN in the initial user namespace (EPERM). */
	| {readonly kind: 'no-permission'; readonly doing: string}
	/** The generic netlink family "IPVS" does not exist: the module ip_vs is not loaded. */
	| {readonly kind: 'no-module'}
	/** This machine cannot reach any kernel IPVS from this program: not Linux, or no addon was built. */
	| {readonly kind: 'unsupported'; readonly why: string}
	/** The kernel answered a request with an error number (positive, Linux numbering). */
	| {readonly kind: 'kernel'; readonly errno: number; readonly doing: string}
	/** A system call of our own failed: socket, bind, sendmsg, open, read, setns … */
	| {
			readonly kind: 'system';
			readonly syscall: string;
			readonly code: string;
			readonly errno: number;
	  }
	/** Nothing arrived in time; what was sent may or may not have been executed. */
	| {readonly kind: 'timeout'; readonly doing: string}
	/** The caller gave up by its AbortSignal. */
	| {readonly kind: 'cancelled'}
	/** The receive queue overflowed (ENOBUFS) or a datagram was cut (MSG_TRUNC): requests ran, answers were lost. */
	| {readonly kind: 'lost-replies'; readonly doing: string}
	/** An answer was larger than the limit in bytes that was set for it. */
	| {readonly kind: 'too-large'; readonly limit: number}
	/** Bytes or text that do not follow their format. `offset` counts from the start of the chunk. */
	| {readonly kind: 'malformed'; readonly what: string; readonly offset: number};

export type Result<Value> =
	{readonly ok: true; readonly value: Value} | {readonly ok: false; readonly failure: Failure};

export const success = <Value>(value: Value): Result<Value> => ({ok: true, value});

export const failed = (failure: Failure): {readonly ok: false; readonly failure: Failure} => ({
	ok: false,
	failure,
});
