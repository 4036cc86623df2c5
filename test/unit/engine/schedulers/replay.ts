import {destinationOf} from '../../../../source/engine/connections/accounting.ts';
import {arrive, refused} from '../../../../source/engine/connections/arrive.ts';
import type {Packet} from '../../../../source/engine/connections/packet.ts';
import {see} from '../../../../source/engine/connections/see.ts';
import type {Direction, Signal} from '../../../../source/engine/connections/states.ts';
import {createEngine} from '../../../../source/engine/engine.ts';
import type {DestinationEntry} from '../../../../source/engine/entries.ts';
import type {Director} from '../../../../source/engine/state.ts';
import {writeSysctl} from '../../../../source/engine/sysctl.ts';
import {addressText, familyNumber, parseIpv4, parseIpv6} from '../../../../source/model/address.ts';
import {protocols} from '../../../../source/model/service.ts';
import {viewOf} from '../../../../source/wire/bytes.ts';
import {command} from '../director.ts';
import {serverName, type Connecting, type Sequence} from './sequence.ts';

/** What the engine answers to each step that connects, packet by packet. */
export const replay = (sequence: Sequence): readonly (readonly string[])[] => {
	let now = 0;
	const engine = createEngine({now: () => now});
	const {director} = engine;
	const open: number[] = [];
	const answers: string[][] = [];
	for (const step of sequence.steps) {
		switch (step.kind) {
			case 'rule':
				if (command(engine, step.line).some(error => error !== 0)) {
					throw new Error(`refused: ${step.line}`);
				}
				break;
			case 'connect':
				answers.push(step.flows.map(flow => connect(director, packetOf(sequence, flow), open)));
				break;
			case 'close':
				for (const row of open.splice(0, step.count)) {
					exchange(director, row, closing);
				}
				break;
			case 'expiration':
				for (const name of ['lblc_expiration', 'lblcr_expiration']) {
					writeSysctl(director.sysctls, name, String(step.seconds));
				}
				break;
			case 'later':
				now += 100;
				engine.catchUp();
				break;
			case 'remark':
				break;
		}
	}
	return answers;
};

const packetOf = ({type, port}: Sequence, flow: Connecting): Packet => {
	const client = wordsOf(flow.client);
	return {
		family: client.family,
		protocol: protocols[flow.protocol],
		mark: type.startsWith('mark') ? port : 0,
		client: client.words,
		clientPort: flow.clientPort,
		target: wordsOf(flow.target).words,
		targetPort: flow.targetPort,
		signal: flow.protocol === 'tcp' ? 'syn' : 'data',
		bytes: 60,
	};
};

/** Opens a connection and notes it among the open ones. */
const connect = (director: Director, packet: Packet, open: number[]): string => {
	const row = arrive(director, packet);
	if (row === refused.noDestination) {
		return '-';
	}
	if (row < 0) {
		throw new Error(`refused: ${row}`);
	}
	const destination = destinationOf(director.connections, row);
	if (packet.protocol === protocols.tcp) {
		exchange(director, row, opening);
		open.push(row);
	}
	return serverName(textOf(destination), destination.port);
};

type Exchange = readonly (readonly [direction: Direction, signal: Signal])[];

const opening: Exchange = [
	['out', 'syn'],
	['in', 'ack'],
];
const closing: Exchange = [
	['in', 'fin'],
	['out', 'fin'],
	['in', 'ack'],
];

const exchange = (director: Director, row: number, packets: Exchange): void => {
	for (const [direction, signal] of packets) {
		see(director, row, {direction, signal, packets: 1, bytes: 52});
	}
};

const textOf = ({family, address}: DestinationEntry): string =>
	addressText(
		family === familyNumber.ipv6
			? {family: 'ipv6', bytes: address}
			: {family: 'ipv4', bytes: address.subarray(0, 4)},
	);

const wordsOf = (text: string): {readonly family: number; readonly words: readonly number[]} => {
	const address = parseIpv4(text) ?? parseIpv6(text);
	if (address === undefined) {
		throw new Error(`no address: ${text}`);
	}
	const view = viewOf(address.bytes);
	const words = [0, 4, 8, 12].map(offset =>
		offset < view.byteLength ? view.getUint32(offset) : 0,
	);
	return {family: familyNumber[address.family], words};
};
