import type {Timeouts} from '../../model/director.ts';
import {protocols} from '../../model/service.ts';

/** What a packet says to the state table of its protocol. SCTP's chunks have names of their own. */
export type Signal = TcpSignal | SctpSignal;
export type TcpSignal = 'syn' | 'fin' | 'ack' | 'rst' | 'data';
export type SctpSignal =
	| 'init'
	| 'init-ack'
	| 'cookie-echo'
	| 'cookie-ack'
	| 'shutdown'
	| 'shutdown-ack'
	| 'shutdown-complete'
	| 'abort';

/** In: from the client. Out: from the server, with masquerading only. */
export type Direction = 'in' | 'out';

export const tcpState = {
	none: 0,
	established: 1,
	synSent: 2,
	synReceived: 3,
	finWait: 4,
	timeWait: 5,
	close: 6,
	closeWait: 7,
	lastAck: 8,
	listen: 9,
	synAck: 10,
} as const;

export const sctpState = {none: 0, established: 8, closed: 13} as const;

type ProtocolStates = {
	readonly names: readonly string[];
	/** Seconds until a connection in this state expires. */
	readonly seconds: readonly number[];
	/** Those that count as active. */
	readonly active: readonly boolean[];
	/** In which state it is open: a template is assured by it. */
	readonly established: number;
	readonly closing: readonly number[];
};

const tcpNames =
	'NONE ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN SYNACK'.split(
		' ',
	);
const sctpNames =
	'NONE INIT1 INIT C-SENT C-REPLIED C-WAIT COOKIE C-ECHOED ESTABLISHED S-SENT S-RECEIVED S-ACK-SENT REJECTED CLOSED'.split(
		' ',
	);

/** @source kernel net/netfilter/ipvs/ip_vs_proto_tcp.c, ip_vs_proto_udp.c and ip_vs_proto_sctp.c: the tables of names and timeouts */
const statesByProtocol: Readonly<Record<number, ProtocolStates>> = {
	[protocols.tcp]: {
		names: tcpNames,
		seconds: [2, 900, 120, 60, 120, 120, 10, 60, 30, 120, 120],
		active: tcpNames.map(name => ['ESTABLISHED', 'SYN_SENT', 'SYN_RECV', 'SYNACK'].includes(name)),
		established: tcpState.established,
		closing: [tcpState.finWait, tcpState.timeWait, tcpState.close, tcpState.closeWait],
	},
	[protocols.udp]: {names: ['UDP'], seconds: [300], active: [false], established: 0, closing: []},
	[protocols.sctp]: {
		names: sctpNames,
		seconds: [2, 4, 61, 61, 61, 61, 61, 61, 900, 61, 61, 61, 4, 61],
		active: sctpNames.map(name => name === 'ESTABLISHED'),
		established: sctpState.established,
		closing: [9, 10, 11, sctpState.closed],
	},
};

/** Only these can be scheduled. */
export const isSchedulable = (protocol: number): boolean =>
	statesByProtocol[protocol] !== undefined;

export const stateName = (protocol: number, state: number): string =>
	statesByProtocol[protocol]?.names[state] ?? 'ERR!';

export const isActive = (protocol: number, state: number): boolean =>
	statesByProtocol[protocol]!.active[state]!;

export const isEstablished = (protocol: number, state: number): boolean =>
	protocol !== protocols.udp && statesByProtocol[protocol]!.established === state;

/** Whether it has been open and is no more. */
export const isClosing = (protocol: number, state: number): boolean =>
	statesByProtocol[protocol]!.closing.includes(state);

/** Seconds a connection in this state waits for the next packet, by the timeouts that can be set and those that cannot. */
export const secondsIn = (timeouts: Timeouts, protocol: number, state: number): number => {
	if (protocol === protocols.tcp) {
		if (state === tcpState.established) {
			return timeouts.tcp;
		}
		if (state === tcpState.finWait) {
			return timeouts.tcpFin;
		}
	}
	return protocol === protocols.udp ? timeouts.udp : statesByProtocol[protocol]!.seconds[state]!;
};

const tcpShort = 'NO ES SS SR FW TW CL CW LA LI SA'.split(' ');

const row = (text: string, short: readonly string[]): Uint8Array =>
	Uint8Array.from(text.split(' '), name => short.indexOf(name));

/** A table of a protocol: for each view of the connection and each signal the next state by the present one. */
type View = Direction | 'in-only';
type Transitions = Readonly<Record<View, Readonly<Partial<Record<Signal, Uint8Array>>>>>;

const tcpRows = (rows: {syn: string; fin: string; ack: string; rst: string}) => {
	const ack = row(rows.ack, tcpShort);
	return {
		syn: row(rows.syn, tcpShort),
		fin: row(rows.fin, tcpShort),
		ack,
		data: ack,
		rst: row(rows.rst, tcpShort),
	};
};

/** @source kernel ip_vs_proto_tcp.c, the table without secure_tcp; measured on 6.1 */
const tcpTransitions: Transitions = {
	in: tcpRows({
		syn: 'SR ES ES SR SR SR SR SR SR SR SR',
		fin: 'CL CW SS TW TW TW CL CW LA LI TW',
		ack: 'ES ES SS ES FW TW CL CW CL LI ES',
		rst: 'CL CL CL SR CL CL CL CL LA LI SR',
	}),
	out: tcpRows({
		syn: 'SS ES SS SR SS SS SS SS SS LI SR',
		fin: 'TW FW SS TW FW TW CL TW LA LI TW',
		ack: 'ES ES SS ES FW TW CL CW LA ES ES',
		rst: 'CL CL SS CL CL TW CL CL CL CL CL',
	}),
	'in-only': tcpRows({
		syn: 'SR ES ES SR SR SR SR SR SR SR SR',
		fin: 'CL FW SS TW FW TW CL CW LA LI TW',
		ack: 'ES ES SS ES FW TW CL CW CL LI ES',
		rst: 'CL CL CL SR CL CL CL CL LA LI CL',
	}),
};

/** A row that changes some states, given as `FROM>TO`, and leaves the others; `*` stands for all. */
const sctpRow = (changes: string): Uint8Array => {
	const next = Uint8Array.from(sctpNames.keys());
	for (const [from = '', to = ''] of changes.split(' ').map(change => change.split('>'))) {
		const state = sctpNames.indexOf(to);
		if (from === '*') {
			next.fill(state);
		} else {
			next[sctpNames.indexOf(from)] = state;
		}
	}
	return next;
};

/** The ways that an association goes when nobody misbehaves, and aborts. @source measured on 6.1 */
const sctpTransitions: Transitions = {
	in: {
		init: sctpRow('*>INIT NONE>INIT1'),
		'cookie-echo': sctpRow('NONE>C-REPLIED C-SENT>C-REPLIED'),
		shutdown: sctpRow('NONE>S-RECEIVED ESTABLISHED>S-RECEIVED'),
		'shutdown-ack': sctpRow('NONE>CLOSED S-SENT>CLOSED S-ACK-SENT>CLOSED'),
		'shutdown-complete': sctpRow('NONE>CLOSED INIT1>CLOSED INIT>CLOSED S-ACK-SENT>CLOSED'),
		data: sctpRow('NONE>ESTABLISHED'),
		abort: sctpRow('*>CLOSED'),
	},
	out: {
		'init-ack': sctpRow('NONE>C-SENT INIT1>C-SENT INIT>C-SENT'),
		'cookie-ack': sctpRow('NONE>ESTABLISHED C-REPLIED>ESTABLISHED'),
		shutdown: sctpRow('NONE>S-SENT ESTABLISHED>S-SENT'),
		'shutdown-ack': sctpRow('NONE>S-ACK-SENT S-RECEIVED>S-ACK-SENT'),
		'shutdown-complete': sctpRow('NONE>CLOSED S-ACK-SENT>CLOSED'),
		data: sctpRow('NONE>ESTABLISHED'),
		abort: sctpRow('*>CLOSED INIT1>REJECTED'),
	},
	'in-only': {
		init: sctpRow('*>INIT NONE>INIT1'),
		'cookie-echo': sctpRow('NONE>ESTABLISHED INIT1>ESTABLISHED INIT>ESTABLISHED'),
		shutdown: sctpRow('NONE>S-RECEIVED ESTABLISHED>S-RECEIVED'),
		'shutdown-ack': sctpRow('NONE>CLOSED ESTABLISHED>CLOSED S-SENT>CLOSED S-ACK-SENT>CLOSED'),
		'shutdown-complete': sctpRow('*>CLOSED'),
		data: sctpRow('NONE>ESTABLISHED'),
		abort: sctpRow('*>CLOSED'),
	},
};

const transitions: Readonly<Record<number, Transitions>> = {
	[protocols.tcp]: tcpTransitions,
	[protocols.sctp]: sctpTransitions,
};

/** The state after a packet; signals that a protocol does not know leave it as it is. */
export const stateAfter = (
	protocol: number,
	state: number,
	{view, signal}: {view: View; signal: Signal},
): number => transitions[protocol]?.[view][signal]?.[state] ?? state;
