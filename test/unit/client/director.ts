import {openClient} from '../../../source/client/open.ts';
import {createEngine, type EngineOptions} from '../../../source/engine/engine.ts';
import {emptyNameBook} from '../../../source/ipvsadm/names.ts';
import {parse} from '../../../source/ipvsadm/parse.ts';
import type {Change} from '../../../source/model/change.ts';
import {failed, type Failure, type Result} from '../../../source/model/failure.ts';
import type {Match} from '../../../source/model/service.ts';
import {destinationKeyAt, serviceKeyAt, type Table} from '../../../source/model/table.ts';
import {openEmbedded} from '../../../source/transport/embedded.ts';
import type {Transport} from '../../../source/transport/transport.ts';

/** A change from a line of ipvsadm. */
export const change = (line: string): Change => {
	const parsed = parse(line.split(' '), {
		program: 'ipvsadm',
		names: emptyNameBook,
		source: 'restore',
	});
	if (parsed.kind !== 'change') {
		throw new Error(`no change: ${line}`);
	}
	return parsed.change;
};

/** A service from ipvsadm's way to name it. */
export const match = (text: string): Match => {
	const deletion = change(`-D ${text}`);
	if (deletion.kind !== 'delete-service') {
		throw new Error(`no service: ${text}`);
	}
	return deletion.match;
};

/** A transport to an engine whose clock stands still. */
export const embedded = (options: Partial<EngineOptions> = {}): Transport =>
	openEmbedded(createEngine({now: () => 0, ...options}));

export const director = (...lines: readonly string[]) => {
	const transport = embedded();
	const client = openClient(transport);
	return {transport, client, ready: client.change(lines.map(change))};
};

export const valueOf = <Value>(result: Result<Value>): Value => {
	if (!result.ok) {
		throw new Error(JSON.stringify(result.failure));
	}
	return result.value;
};

/** Keys of the services, each with those of its destinations, in the order of the table. */
export const outline = ({
	services,
	destinations,
	firstDestination,
}: Table): Record<string, readonly string[]> =>
	Object.fromEntries(
		Array.from({length: services.count}, (_, row) => {
			const keys: string[] = [];
			for (let at = firstDestination[row] ?? 0; at < (firstDestination[row + 1] ?? 0); at += 1) {
				keys.push(destinationKeyAt(destinations, at));
			}
			return [serviceKeyAt(services, row), keys];
		}),
	);

/** The same transport, but the exchange with this number, counted from 1, breaks with a failure after its first chunk. */
export const failingAt = (transport: Transport, number: number, failure: Failure): Transport => {
	let count = 0;
	return {
		...transport,
		async *exchange(requests, options) {
			count += 1;
			if (count !== number) {
				yield* transport.exchange(requests, options);
				return;
			}
			for await (const chunk of transport.exchange(requests, options)) {
				yield chunk;
				break;
			}
			yield failed(failure);
		},
	};
};
