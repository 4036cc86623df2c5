/** Who comes to a service. All numbers are means. */
export type Visitors = {
	/** The service, as ipvsadm names it: `-t 192.0.2.10:80`. */
	readonly to: string;
	/** Where they go to, for a service with a firewall mark: an IPv4 address and a port. */
	readonly at?: readonly [string, number];
	/** New connections a second. */
	readonly rate: number;
	/** Seconds that a connection is used. */
	readonly lifetime: number;
	/** Bytes in to the server and out to the client, a connection. */
	readonly bytes: readonly [number, number];
	/** The first client's address and how many there are, counting up. */
	readonly from: readonly [string, number];
	/** 1: all come equally often. More: the first ones more often. @default 1 */
	readonly skew?: number;
};

/** A director to look at: what an operator has typed, and what clients do. */
export type Scenario = {
	/** One command of ipvsadm a line, without its name. */
	readonly rules: string;
	readonly visitors: readonly Visitors[];
	/** What the operator typed later: so many seconds after the rules. */
	readonly later: readonly {readonly after: number; readonly rule: string}[];
};
