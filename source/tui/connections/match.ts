import {familyNumber} from '../../model/address.ts';
import {endpointsOf, type Connections} from '../../model/connections.ts';
import {isInside} from '../filter/grammar.ts';
import type {ConnectionCondition, ConnectionTerm, Place} from './filter.ts';
import type {Interned} from './intern.ts';
import type {RowIndex} from './row-index.ts';
import {
	clientText,
	hostText,
	isTemplate,
	originText,
	serverText,
	serviceText,
	stateText,
} from './row-text.ts';
import type {Snapshot} from './snapshot.ts';
import {eachPart, type Work} from '../work.ts';

type Test = (row: number) => boolean;
type Table = Pick<Snapshot, 'connections' | 'index'>;

/** 1 for the rows that all terms let through; undefined when there are no terms. */
export function* matchingRows(
	table: Table,
	terms: readonly ConnectionTerm[],
): Work<Uint8Array | undefined> {
	if (terms.length === 0) {
		return undefined;
	}
	const {count} = table.connections;
	const matching = new Uint8Array(count).fill(1);
	for (const {any, isWanted} of terms) {
		const tests = any.map(condition => testOf(condition, table));
		yield* eachPart(count, (from, to) => {
			for (let row = from; row < to; row += 1) {
				if (matching[row] === 1 && tests.some(test => test(row)) !== isWanted) {
					matching[row] = 0;
				}
			}
		});
	}
	return matching;
}

const testOf = (condition: ConnectionCondition, table: Table): Test => {
	const {connections, index} = table;
	switch (condition.kind) {
		case 'text':
			return textTest(condition.test, table);
		case 'number':
			return numberTests[condition.field](connections, condition.test);
		case 'word':
			return wordTest(condition.field, condition.test, table);
		case 'network': {
			const {field, network, isWanted} = condition;
			const columns = endpointsOf(connections)[places[field].endpoint];
			const family = network.bytes.length === 4 ? familyNumber.ipv4 : familyNumber.ipv6;
			const isIn = once(index[places[field].things], row =>
				columns.family[row] === family ? isInside(network, columns.address, row * 16) : false,
			);
			return row =>
				(isIn(row) && (network.port === undefined || columns.port[row] === network.port)) ===
				isWanted;
		}
	}
};

const places = {
	client: {things: 'clients', endpoint: 'client'},
	vip: {things: 'services', endpoint: 'virtual'},
	rs: {things: 'servers', endpoint: 'destination'},
} as const satisfies Readonly<
	Record<Place, {things: keyof RowIndex; endpoint: keyof ReturnType<typeof endpointsOf>}>
>;

/** What many rows have in common is asked once for each of its kind. */
const once = ({of, rowOf}: Interned, test: Test): Test => {
	// 0 is not asked yet, 1 no, 2 yes.
	const answers = new Uint8Array(rowOf.length);
	return row => {
		const thing = of[row]!;
		let answer = answers[thing]!;
		if (answer === 0) {
			answer = test(rowOf[thing]!) ? 2 : 1;
			answers[thing] = answer;
		}
		return answer === 2;
	};
};

const onceAState = (connections: Connections, test: (text: string) => boolean): Test => {
	const answers = new Map<number, boolean>();
	return row => {
		const state = isTemplate(connections, row) ? -1 : connections.state[row]!;
		let answer = answers.get(state);
		if (answer === undefined) {
			answer = test(stateText(connections, row).toLowerCase());
			answers.set(state, answer);
		}
		return answer;
	};
};

/** Only the port of a client is in the text of one row alone. */
const textTest = (test: (text: string) => boolean, {connections, index}: Table): Test => {
	const common = [
		once(index.clients, row => test(clientText(connections, row))),
		once(index.services, row => test(serviceText(connections, row).toLowerCase())),
		once(index.servers, row => test(serverText(connections, row))),
		onceAState(connections, test),
	];
	return row =>
		common.some(isFound => isFound(row)) ||
		test(`${clientText(connections, row)}:${connections.clientPort[row]}`);
};

const numberTests = {
	port: (connections: Connections, test: (value: number) => boolean): Test => {
		const {clientPort, virtualPort, destinationPort} = connections;
		return row => test(virtualPort[row]!) || test(destinationPort[row]!) || test(clientPort[row]!);
	},
	expires: ({expires}: Connections, test: (value: number) => boolean): Test => {
		return row => test(expires[row]!);
	},
};

const wordTest = (
	field: (ConnectionCondition & {kind: 'word'})['field'],
	test: (word: string) => boolean,
	{connections, index}: Table,
): Test => {
	const {client, virtual, destination} = endpointsOf(connections);
	switch (field) {
		case 'state':
			return onceAState(connections, test);
		case 'origin': {
			const answers = ['', 'local', 'sync'].map(word => test(word));
			return row => answers[connections.origin[row]!] ?? test(originText(connections, row));
		}
		case 'proto': {
			const answers = connections.protocolNames.map(name => test(name.toLowerCase()));
			return row => answers[connections.protocol[row]!] ?? false;
		}
		case 'client':
			return once(index.clients, row => test(hostText(client, row)));
		case 'vip':
			return once(index.services, row => test(hostText(virtual, row)));
		case 'rs':
			return once(index.servers, row => test(hostText(destination, row)));
	}
};
