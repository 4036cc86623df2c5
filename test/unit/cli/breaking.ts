import {failed, success, type Failure} from '../../../source/model/failure.ts';
import type {Transport} from '../../../source/transport/transport.ts';

/** The same transport, and how often it was used. */
export const counting = (transport: Transport) => {
	const counts = {exchanges: 0, reads: 0};
	return {
		counts,
		transport: {
			...transport,
			exchange: (requests, options) => {
				counts.exchanges += 1;
				return transport.exchange(requests, options);
			},
			read: (path, options) => {
				counts.reads += 1;
				return transport.read(path, options);
			},
		} satisfies Transport,
	};
};

/** The exchange with this number never reaches the kernel. */
export const unsentAt = (transport: Transport, number: number, failure: Failure): Transport => {
	let count = 0;
	return {
		...transport,
		async *exchange(requests, options) {
			count += 1;
			if (count === number) {
				yield failed(failure);
			} else {
				yield* transport.exchange(requests, options);
			}
		},
	};
};

/** The kernel does what the exchange with this number asks for, but nobody hears its answers. */
export const unheardAt = (transport: Transport, number: number, failure: Failure): Transport => {
	let count = 0;
	return {
		...transport,
		async *exchange(requests, options) {
			count += 1;
			for await (const chunk of transport.exchange(requests, options)) {
				if (count !== number) {
					yield chunk;
				}
			}
			if (count === number) {
				yield failed(failure);
			}
		},
	};
};

/** Of the answers of the exchange with this number the last bytes are missing, in every chunk. */
export const truncatedAt = (transport: Transport, number: number): Transport => {
	let count = 0;
	return {
		...transport,
		async *exchange(requests, options) {
			count += 1;
			for await (const chunk of transport.exchange(requests, options)) {
				yield count === number && chunk.ok ? success(chunk.value.slice(0, -4)) : chunk;
			}
		},
	};
};

/** No file can be read. */
export const unreadable = (transport: Transport, failure: Failure): Transport => ({
	...transport,
	async *read() {
		yield failed(failure);
	},
});
