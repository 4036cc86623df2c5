import type {Result} from '../model/failure.ts';

export type ExchangeOptions = {
	readonly signal?: AbortSignal | undefined;
	/** Longest silence in milliseconds before the exchange fails with `timeout`; 10 000 when not given. */
	readonly timeout?: number | undefined;
};

/**
A way to an IPVS. Bytes go in and bytes come out, so that nothing above can tell which one it has:
the kernel, the embedded engine, a recording, or one of them in another process.
*/
export type Transport = {
	readonly kind: 'kernel' | 'embedded' | 'recorded' | 'remote';

	/**
	Sends one or more netlink requests laid end to end, each aligned to 4 bytes, and yields what comes back in chunks of
	whole netlink messages, in order and undecoded, until the last request is answered. The last request must
	carry NLM_F_ACK or NLM_F_DUMP, otherwise nobody can tell when it is done. At most one failure is yielded, as the last item.
	Calls may overlap; they are served one after another. The bytes of a chunk are good until the next one is asked for.
	*/
	readonly exchange: (
		requests: Uint8Array,
		options?: ExchangeOptions,
	) => AsyncIterable<Result<Uint8Array>>;

	/** A kernel text file, such as /proc/net/ip_vs, in chunks that break anywhere and are good until the next one. At most one failure, last. */
	readonly read: (path: string, options?: ExchangeOptions) => AsyncIterable<Result<Uint8Array>>;

	/**
	Writes a file that `read` reads; only the settings of an engine can be written so, here or elsewhere. Those of a kernel are files that
	whoever is in its network namespace writes.
	*/
	readonly write?: (
		path: string,
		text: string,
		options?: ExchangeOptions,
	) => Promise<Result<undefined>>;

	readonly close: () => void;
};
