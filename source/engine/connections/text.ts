import {familyNumber} from '../../model/address.ts';
import {addressText, hex, protocolName} from '../numbers.ts';
import {destinationOf} from './accounting.ts';
import {flag, isTemplate, templateState, tick, type Connections} from './columns.ts';
import {stateName} from './states.ts';
import type {Director} from '../state.ts';
import type {Target} from './targets.ts';

const rowsAPiece = 256;
const invalidPort = 0xff_ff;

/**
The connections in their own order, some of them a piece: they may change between two pieces. `withOrigin` is the file of the
synchronisation daemons.

@source kernel net/netfilter/ipvs/ip_vs_conn.c, ip_vs_conn_seq_show and ip_vs_conn_sync_seq_show
*/
export function* connectionLines(director: Director, withOrigin: boolean): Iterable<string> {
	yield withOrigin
		? 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Origin Expires\n'
		: 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n';
	const {connections} = director;
	const cells: Cells = {targets: new Map(), destinations: new Map()};
	for (let first = 0; first < connections.count; first += rowsAPiece) {
		let piece = '';
		const end = Math.min(first + rowsAPiece, connections.count);
		for (let row = first; row < end; row += 1) {
			if (connections.target[row] !== -1) {
				piece += line(director, row, {withOrigin, cells});
			}
		}
		if (piece !== '') {
			yield piece;
		}
	}
}

/** Text that many rows share: of their targets, and of the addresses of destinations. */
type Cells = {readonly targets: Map<Target, string>; readonly destinations: Map<number, string>};

const line = (
	director: Director,
	row: number,
	{withOrigin, cells}: {withOrigin: boolean; cells: Cells},
): string => {
	const {connections} = director;
	const target = connections.targets.all[connections.target[row]!]!;
	const {family, protocol} = target;
	const client = `${clientText(connections, row, family)} ${hex(connections.clientPort[row]!, 4)}`;
	const server = `${destinationText(connections, row, cells)} ${hex(portOf(connections, row, target), 4)}`;
	const state = stateText(connections, row, protocol).padEnd(11);
	const isTold = (connections.flags[row]! & flag.sync) !== 0;
	const origin = withOrigin ? (isTold ? 'SYNC   ' : 'LOCAL  ') : '';
	const expires = String(secondsLeft(director, row)).padStart(7);
	return `${protocolName(protocol).padEnd(3)} ${client} ${targetText(target, cells)} ${server} ${state} ${origin}${expires}\n`;
};

const stateText = (connections: Connections, row: number, protocol: number): string => {
	const state = connections.state[row]!;
	if (isTemplate(connections, row)) {
		return state === templateState.assured ? 'ASSURED' : 'NONE';
	}
	return stateName(protocol, state);
};

/** The port of the destination that it gets: its own, or where that is 0 the one that the client asked for. */
const portOf = (connections: Connections, row: number, {port}: Target): number => {
	const own = destinationOf(connections, row).port;
	if (isTemplate(connections, row)) {
		return port === 0 || port === invalidPort ? port : own;
	}
	const keeps = (connections.flags[row]! & flag.keepsPort) !== 0;
	return keeps || own === 0 ? port : own;
};

/** Whole seconds, as the kernel cuts them. */
const secondsLeft = ({connections, time}: Director, row: number): number =>
	Math.max(0, Math.floor((connections.epoch + connections.due[row]! * tick - time) / 1000));

const clientText = ({client, clientRest}: Connections, row: number, family: number): string =>
	wordsText(
		family,
		client[row]!,
		clientRest.length === 0 ? noWords : clientRest.subarray(row * 3, row * 3 + 3),
	);

const noWords = [0, 0, 0];

const targetText = (target: Target, {targets}: Cells): string => {
	let text = targets.get(target);
	if (text === undefined) {
		const {family, words, port} = target;
		const [first = 0, ...rest] = Array.from(words);
		text = `${wordsText(family, first, rest)} ${hex(port, 4)}`;
		targets.set(target, text);
	}
	return text;
};

const destinationText = (connections: Connections, row: number, {destinations}: Cells): string => {
	const number = connections.destination[row]!;
	let text = destinations.get(number);
	if (text === undefined) {
		const {family, address} = destinationOf(connections, row);
		text = addressText(family, address);
		destinations.set(number, text);
	}
	return text;
};

/** As the files of the kernel print addresses: eight digits, or eight groups in lower case. */
const wordsText = (family: number, first: number, rest: ArrayLike<number>): string => {
	if (family !== familyNumber.ipv6) {
		return hex(first, 8);
	}
	return [first, rest[0]!, rest[1]!, rest[2]!]
		.map(word => {
			const text = word.toString(16).padStart(8, '0');
			return `${text.slice(0, 4)}:${text.slice(4)}`;
		})
		.join(':');
};
