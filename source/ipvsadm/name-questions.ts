import {familyOf} from '../model/address.ts';
import type {Connections} from '../model/connections.ts';
import type {Table} from '../model/table.ts';
import {connectionProtocols} from './connections-text.ts';
import type {Question} from './names.ts';

/** Every name that printing a table without -n needs, each once. */
export const tableQuestions = ({services, destinations, firstDestination}: Table): Question[] => {
	const asked = questionSet();
	for (let row = 0; row < services.count; row += 1) {
		const isMark = services.mark[row] !== 0;
		const protocol = isMark ? 0 : (services.protocol[row] ?? 0);
		if (!isMark) {
			asked.address(services.family[row] ?? 0, services.address, row);
			asked.port(services.port[row] ?? 0, protocol);
		}
		const end = firstDestination[row + 1] ?? 0;
		for (let server = firstDestination[row] ?? 0; server < end; server += 1) {
			asked.address(destinations.family[server] ?? 0, destinations.address, server);
			asked.port(destinations.port[server] ?? 0, protocol);
		}
	}
	return asked.questions;
};

export const connectionQuestions = (connections: Connections): Question[] => {
	const asked = questionSet();
	for (let row = 0; row < connections.count; row += 1) {
		const name = connections.protocolNames[connections.protocol[row] ?? 0] ?? '';
		const protocol = connectionProtocols[name] ?? 0;
		asked.address(connections.clientFamily[row] ?? 0, connections.client, row);
		asked.port(connections.clientPort[row] ?? 0, protocol);
		asked.address(connections.virtualFamily[row] ?? 0, connections.virtual, row);
		asked.port(connections.virtualPort[row] ?? 0, protocol);
		asked.address(connections.destinationFamily[row] ?? 0, connections.destination, row);
		asked.port(connections.destinationPort[row] ?? 0, protocol);
	}
	return asked.questions;
};

const questionSet = () => {
	const questions: Question[] = [];
	const seen = new Set<string>();
	const add = (key: string, question: () => Question): void => {
		if (!seen.has(key)) {
			seen.add(key);
			questions.push(question());
		}
	};
	return {
		questions,
		address: (number: number, bytes: Uint8Array, row: number): void => {
			const family = familyOf(number);
			const address = bytes.subarray(row * 16, row * 16 + (family === 'ipv6' ? 16 : 4));
			add(address.join('.'), () => ({
				kind: 'host-of-address',
				address: {family, bytes: address},
			}));
		},
		port: (port: number, protocol: number): void => {
			if (protocol !== 0) {
				add(`${protocol}/${port}`, () => ({kind: 'service-of-port', port, protocol}));
			}
		},
	};
};
