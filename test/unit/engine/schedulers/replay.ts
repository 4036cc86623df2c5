import {createEngine, type Engine} from '../../../../source/engine/engine.ts';
import type {DestinationEntry} from '../../../../source/engine/entries.ts';
import {pickDestination} from '../../../../source/engine/schedulers/pick.ts';
import {listServices} from '../../../../source/engine/table.ts';
import {addressText, familyNumber, parseIpv4, parseIpv6} from '../../../../source/model/address.ts';
import {serviceFlag} from '../../../../source/model/service.ts';
import {viewOf} from '../../../../source/wire/bytes.ts';
import {command} from '../director.ts';
import {serverName, type Connecting, type Sequence} from './sequence.ts';

/**
What the engine answers to each step that connects. Only its schedulers are played with, so connections are numbers here: one-packet
datagrams are gone at once, others stay inactive, TCP is active until it is closed.
*/
export const replay = ({steps}: Sequence): readonly (readonly string[])[] => {
	const engine = createEngine({now: () => 0});
	const open: DestinationEntry[] = [];
	const answers: string[][] = [];
	for (const step of steps) {
		switch (step.kind) {
			case 'rule':
				if (command(engine, step.line).some(error => error !== 0)) {
					throw new Error(`refused: ${step.line}`);
				}
				break;
			case 'connect':
				answers.push(step.flows.map(flow => connect(engine, flow, open)));
				break;
			case 'close':
				for (const destination of open.splice(0, step.count)) {
					destination.active -= 1;
					destination.inactive += 1;
				}
				break;
			case 'remark':
				break;
		}
	}
	return answers;
};

const connect = (engine: Engine, flow: Connecting, open: DestinationEntry[]): string => {
	const [service] = listServices(engine.director);
	if (service === undefined) {
		throw new Error('a sequence begins with its service');
	}
	const client = wordsOf(flow.client);
	const destination = pickDestination(engine.director, service, {
		family: client.family,
		client: client.words,
		clientPort: flow.clientPort,
		target: wordsOf(flow.target).words,
		targetPort: flow.targetPort,
	});
	if (destination === undefined) {
		return '-';
	}
	destination.inactive += 1;
	const {active, inactive, upperThreshold} = destination;
	if (upperThreshold !== 0 && active + inactive >= upperThreshold) {
		destination.isOverloaded = true;
	}
	if ((service.flags & serviceFlag.onePacket) !== 0) {
		leave(destination);
	} else if (flow.protocol === 'tcp') {
		destination.inactive -= 1;
		destination.active += 1;
		open.push(destination);
	}
	return serverName(textOf(destination), destination.port);
};

const textOf = ({family, address}: DestinationEntry): string =>
	addressText(
		family === familyNumber.ipv6
			? {family: 'ipv6', bytes: address}
			: {family: 'ipv4', bytes: address.subarray(0, 4)},
	);

/** Nothing here sets a lower threshold. */
const leave = (destination: DestinationEntry): void => {
	destination.inactive -= 1;
	const {active, inactive, upperThreshold} = destination;
	if (upperThreshold === 0 || (active + inactive) * 4 < upperThreshold * 3) {
		destination.isOverloaded = false;
	}
};

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
