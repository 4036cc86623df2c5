/** Statuses from the first to the last, both included. */
export type StatusRange = {readonly first: number; readonly last: number};

/** Where a check goes when it does not go to the server itself. */
type Elsewhere = {readonly address: string | undefined; readonly port: number | undefined};

export type HttpCheck = Elsewhere & {
	readonly kind: 'http' | 'https';
	readonly method: string;
	readonly path: string;
	/** The Host header. @default the address */
	readonly host: string | undefined;
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly send: string | undefined;
	readonly status: readonly StatusRange[];
	/** A regular expression that the body must match. */
	readonly body: string | undefined;
	/** Name for TLS. @default the host, when it is a name */
	readonly sni: string | undefined;
	readonly verify: boolean;
	/** Warns when the certificate ends within so many milliseconds; 0 never does. */
	readonly certificate: number;
};

/** How to find out whether a server is well. */
export type Check =
	| (Elsewhere & {readonly kind: 'tcp'})
	| HttpCheck
	| (Elsewhere & {readonly kind: 'dns'; readonly name: string; readonly type: DnsType})
	| (Elsewhere & {
			readonly kind: 'udp';
			readonly send: string;
			/** A regular expression that the reply must match. */
			readonly expect: string;
	  })
	/** The words $ADDRESS and $PORT stand for the server. */
	| (Elsewhere & {readonly kind: 'exec'; readonly argv: readonly [string, ...string[]]})
	| (Elsewhere & {readonly kind: 'ping'});

export type CheckKind = Check['kind'];

export const dnsTypes = ['A', 'AAAA', 'NS', 'SOA', 'MX', 'TXT', 'SRV', 'PTR', 'CNAME'] as const;
export type DnsType = (typeof dnsTypes)[number];

/** What a check has found. */
export type Outcome =
	| {readonly kind: 'passed'; readonly warning?: string | undefined}
	| {readonly kind: 'failed'; readonly why: string}
	/** The check could not be made, for a reason on this side: that says nothing about the server. */
	| {readonly kind: 'impossible'; readonly why: string};

/** Short text for logs and lists: `http /healthz`. */
export const checkText = (check: Check): string => {
	switch (check.kind) {
		case 'http':
		case 'https':
			// What is asked for may be a secret, and this is shown to everybody.
			return `${check.kind} ${check.path.replace(/\?.*/, '?...')}`;
		case 'dns':
			return `dns ${check.name} ${check.type}`;
		case 'exec':
			return `exec ${check.argv[0]}`;
		default:
			return check.kind;
	}
};
