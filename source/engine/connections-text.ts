import {isTemplate, state, states, step} from './connections.ts';
import {addressText, hex, protocolName} from './numbers.ts';
import type {Director} from './state.ts';
import {secondsIn} from './traffic.ts';

const rowsAPiece = 256;

/** The connections in their own order; `withOrigin` is the file of the synchronisation daemons. */
export function* connectionLines(director: Director, withOrigin: boolean): Iterable<string> {
	yield withOrigin
		? 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Origin Expires\n'
		: 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n';
	const {connections} = director;
	for (let first = 0; first < connections.count; first += rowsAPiece) {
		let piece = '';
		const end = Math.min(first + rowsAPiece, connections.count);
		for (let row = first; row < end; row += 1) {
			if (connections.state[row] !== state.free) {
				piece += line(director, row, withOrigin ? 'LOCAL  ' : '');
			}
		}
		yield piece;
	}
}

const line = (director: Director, row: number, origin: string): string => {
	const {connections} = director;
	const service = connections.service[row];
	const destination = connections.destination[row];
	if (service === undefined || destination === undefined) {
		return '';
	}
	const {family, mark, protocol} = service;
	const isMarkTemplate = mark !== 0 && isTemplate(connections, row);
	const {address, port} = connections.marked.get(service.key) ?? service;
	const client = clientText(director, row, family);
	const virtual = addressText(family, isMarkTemplate ? markBytes(mark) : address);
	const virtualPort = isMarkTemplate ? 0 : port;
	// A destination with port 0 takes the port that the client asked for.
	const targetPort = destination.port || virtualPort;
	const target = `${addressText(destination.family, destination.address)} ${hex(targetPort, 4)}`;
	const name = isMarkTemplate ? 'IP' : protocolName(protocol);
	const stateName = states[connections.state[row]!]?.name ?? '';
	const expires = String(secondsLeft(director, row)).padStart(7);
	return `${name.padEnd(3)} ${client} ${hex(connections.clientPort[row]!, 4)} ${virtual} ${hex(virtualPort, 4)} ${target} ${stateName.padEnd(11)} ${origin}${expires}\n`;
};

/** A connection in use is heard of every few seconds, and then its time begins anew. */
const secondsLeft = (director: Director, row: number): number => {
	const {connections} = director;
	const which = connections.state[row]!;
	const isUsed =
		which === state.established || (which === state.udp && connections.pending[row]! > 0);
	if (isUsed) {
		const idle = (Math.floor((connections.now * step) / 1000) + row * 7) % 15;
		return Math.max(0, secondsIn(director, which) - idle);
	}
	return Math.max(0, Math.floor(((connections.due[row]! - connections.now) * step) / 1000));
};

const clientText = ({connections}: Director, row: number, family: number): string => {
	const bytes = new Uint8Array(16);
	const view = new DataView(bytes.buffer);
	for (let word = 0; word < 4; word += 1) {
		view.setUint32(word * 4, connections.client[row * 4 + word]!);
	}
	return addressText(family, bytes);
};

/** The template of a firewall mark has it where an address begins. */
const markBytes = (mark: number): Uint8Array => {
	const bytes = new Uint8Array(16);
	new DataView(bytes.buffer).setUint32(0, mark);
	return bytes;
};
