import type {Address} from '../model/address.ts';
import {forwarding} from '../model/destination.ts';
import {protocols, serviceFlag} from '../model/service.ts';
import {viewOf} from '../wire/bytes.ts';
import {bind, count, enter, unbind, type Amounts} from './accounting.ts';
import {
	claimConnection,
	eachDue,
	isTemplate,
	releaseConnection,
	schedule,
	state,
	states,
	stepAfter,
	step,
	type Endpoint,
} from './connections.ts';
import {exponential, poisson, type Random} from './random.ts';
import {pickDestination} from './schedulers/pick.ts';
import type {ServiceEntry} from './entries.ts';
import type {Director} from './state.ts';
import {dropTemplate, findTemplate, keepTemplate} from './templates.ts';

/** Who comes to a service and what they want. All numbers are means. */
export type Flow = {
	/** Key of the service in the engine, see `serviceKey`. */
	readonly service: string;
	/** New connections a second. */
	readonly rate: number;
	/** Seconds that a connection is used. */
	readonly lifetime: number;
	readonly bytesIn: number;
	readonly bytesOut: number;
	/** The first client's address; the others count up from it. */
	readonly firstClient: Address;
	/** How many clients there are. */
	readonly clients: number;
	/** 1: all come equally often; more: the first ones more often. */
	readonly skew: number;
	/** Where they go to, for a service with a firewall mark. */
	readonly marked: Endpoint | undefined;
};

export type Traffic = {
	readonly flows: readonly Flow[];
	readonly random: Random;
	/** Milliseconds of the clock at which the next step is due. */
	due: number;
};

const payload = 1448;
/** One in so many TCP clients says hello and never comes back. */
const silent = 80;

/** One step: what is due changes or ends, then new connections come. */
export const runStep = (director: Director, traffic: Traffic): void => {
	const {connections} = director;
	connections.now += 1;
	eachDue(connections, row => pass(director, row));
	for (const flow of traffic.flows) {
		const service = director.services.get(flow.service);
		if (service !== undefined) {
			const arrivals = poisson(traffic.random, (flow.rate * step) / 1000);
			for (let index = 0; index < arrivals; index += 1) {
				open(director, service, {flow, random: traffic.random});
			}
		}
	}
	traffic.due += step;
};

const open = (
	director: Director,
	service: ServiceEntry,
	{flow, random}: {flow: Flow; random: Random},
): void => {
	const {connections} = director;
	const client = Math.floor(random() ** flow.skew * flow.clients);
	const address = clientAddress(flow, client);
	const isPersistent = (service.flags & serviceFlag.persistent) !== 0;
	const template = isPersistent ? findTemplate(director, service, address) : -1;
	const destination =
		template === -1
			? pickDestination(director, service, flowKey(service, address))
			: connections.destination[template];
	if (destination === undefined) {
		return;
	}
	if ((service.flags & serviceFlag.onePacket) !== 0) {
		count(director, {service, destination}, onePacket(flow, random));
		return;
	}
	const row = claimConnection(connections);
	connections.client.set(address, row * 4);
	connections.clientPort[row] = 32_768 + Math.floor(random() * 28_232);
	connections.service[row] = service;
	connections.state[row] = state.unassured;
	bind(director, row, destination);
	if (isPersistent) {
		keepTemplate(director, row, template);
	}
	const isTcp = service.protocol === protocols.tcp;
	const isSilent = isTcp && random() * silent < 1;
	const first = service.protocol === protocols.udp ? state.udp : state.established;
	const now = isSilent ? state.synReceived : first;
	enter(director, row, {state: now});
	const chooser = connections.template[row]!;
	if (now === state.established && chooser !== -1) {
		connections.state[chooser] = state.assured;
	}
	const seconds = isSilent
		? states[state.synReceived].seconds
		: Math.max(0.1, exponential(random, flow.lifetime));
	schedule(connections, row, stepAfter(connections, seconds));
	const sent = isSilent ? 0 : Math.round(exponential(random, flow.bytesIn));
	connections.pending[row] = isSilent ? 0 : 1 + Math.round(exponential(random, flow.bytesOut));
	const isSeenBack = destination.method === forwarding.masquerading;
	count(
		director,
		{service, destination},
		{
			connections: 1,
			inPackets: isSilent ? 1 : 2 + Math.ceil(sent / payload),
			outPackets: isSeenBack ? 1 : 0,
			inBytes: isSilent ? 60 : 112 + sent + 52 * Math.ceil(sent / payload),
			outBytes: isSeenBack ? 60 : 0,
		},
	);
};

/** Each packet is a connection that is forgotten at once. */
const onePacket = (flow: Flow, random: Random): Amounts => ({
	connections: 1,
	inPackets: 1,
	outPackets: 0,
	inBytes: 28 + Math.round(exponential(random, flow.bytesIn)),
	outBytes: 0,
});

/** Something is due for a row: its client is done with it, or it expires. */
const pass = (director: Director, row: number): void => {
	const {connections} = director;
	if (isTemplate(connections, row)) {
		passTemplate(director, row);
		return;
	}
	const rest = connections.pending[row]!;
	const service = connections.service[row];
	const destination = connections.destination[row];
	const from = connections.state[row];
	const isUsed = from === state.established || (from === state.udp && rest > 0);
	if (!isUsed || service === undefined || destination === undefined) {
		expire(director, row);
		return;
	}
	connections.pending[row] = 0;
	const isSeenBack = destination.method === forwarding.masquerading;
	const packets = Math.ceil(rest / payload) + 1;
	count(
		director,
		{service, destination},
		{
			connections: 0,
			inPackets: Math.ceil(packets / 2) + 1,
			outPackets: isSeenBack ? packets : 0,
			inBytes: 52 * (Math.ceil(packets / 2) + 1),
			outBytes: isSeenBack ? rest + 52 * packets : 0,
		},
	);
	const to = stateAfterUse(service, isSeenBack);
	enter(director, row, {state: to});
	schedule(connections, row, stepAfter(connections, secondsIn(director, to)));
};

/** A director that does not see the answers knows only one side's FIN. */
const stateAfterUse = ({protocol}: ServiceEntry, isSeenBack: boolean): number => {
	switch (protocol) {
		case protocols.udp:
			return state.udp;
		case protocols.sctp:
			return state.closed;
		default:
			return isSeenBack ? state.timeWait : state.finWait;
	}
};

/** Seconds until a connection in this state expires, by the timeouts that can be set and those that cannot. */
export const secondsIn = ({timeouts}: Director, which: number): number => {
	switch (which) {
		case state.established:
			return timeouts.tcp;
		case state.finWait:
			return timeouts.tcpFin;
		case state.udp:
			return timeouts.udp;
		default:
			return states[which]?.seconds ?? 0;
	}
};

/** A template stays as long as it has connections. */
const passTemplate = ({connections}: Director, row: number): void => {
	if (connections.controlled[row]! > 0) {
		schedule(connections, row, stepAfter(connections, 60));
		return;
	}
	const destination = connections.destination[row];
	if (destination !== undefined) {
		destination.persistent -= 1;
	}
	dropTemplate(connections, row);
};

const expire = ({connections}: Director, row: number): void => {
	const template = connections.template[row]!;
	if (template !== -1) {
		connections.controlled[template]! -= 1;
	}
	unbind(connections, row);
	releaseConnection(connections, row);
};

const flowKey = (service: ServiceEntry, client: readonly number[]) => ({
	family: service.family,
	client,
	clientPort: 0,
	target: [0, 0, 0, 0],
	targetPort: service.port,
});

/** Four words in network order; IPv4 takes the first. */
const clientAddress = ({firstClient}: Flow, client: number): readonly number[] => {
	const first = viewOf(firstClient.bytes);
	return firstClient.family === 'ipv4'
		? [(first.getUint32(0) + client) >>> 0, 0, 0, 0]
		: [first.getUint32(0), first.getUint32(4), first.getUint32(8), first.getUint32(12) + client];
};
