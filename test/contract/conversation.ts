import type {EngineSocket} from '../../source/engine/socket.ts';
import {createWriter, written} from '../../source/wire/bytes.ts';
import {canonicalFamily, canonicalMessages} from './canonical.ts';
import {writeAsk, type Ask} from './case.ts';

/** What one side does: it sends requests together, or bytes, and then takes some of the datagrams that are there. */
export type Move = {
	readonly send?: readonly Ask[] | Uint8Array;
	/** @default all */
	readonly take?: number;
	/** Which of two sockets; the first does not take part in what is compared. @default 'asking' */
	readonly on?: 'preparing' | 'asking';
};

/** What is below requests and answers: datagrams, acknowledgements, and dumps that go on while something else happens. */
export type Conversation = {
	readonly name: string;
	/** NETLINK_CAP_ACK on the asking socket. @default false */
	readonly isCapped?: boolean;
	readonly moves: readonly Move[];
};

/** A conversation as bytes, for whoever holds the sockets. Sequence numbers count the requests. */
export type Script = {
	readonly isCapped: boolean;
	readonly moves: readonly {
		readonly on: 'preparing' | 'asking';
		readonly send: string;
		readonly take: number | null;
	}[];
};

/** With the number `canonicalFamily` where the family's belongs. */
export const scriptOf = ({isCapped = false, moves}: Conversation): Script => {
	let sequence = 0;
	return {
		isCapped,
		moves: moves.map(({send = [], take = null, on = 'asking'}) => {
			const writer = createWriter(1024);
			if (!(send instanceof Uint8Array)) {
				for (const ask of send) {
					sequence += 1;
					writeAsk(writer, ask, {familyId: canonicalFamily, sequence});
					writer.length = Math.ceil(writer.length / 4) * 4;
				}
			}
			const bytes = send instanceof Uint8Array ? send : written(writer);
			return {on, send: Buffer.from(bytes).toString('hex'), take};
		}),
	};
};

/** For each move on the asking socket the datagrams it took, in hexadecimal. */
export const converse = (
	{moves}: Script,
	sockets: Readonly<Record<'preparing' | 'asking', EngineSocket>>,
): string[][] =>
	moves.flatMap(({on, send, take}) => {
		const socket = sockets[on];
		if (send !== '') {
			socket.send(Uint8Array.from(Buffer.from(send, 'hex')));
		}
		const taken: string[] = [];
		const limit = take ?? Number.POSITIVE_INFINITY;
		for (let count = 0; count < limit; count += 1) {
			const datagram = socket.receive();
			if (datagram === undefined) {
				break;
			}
			taken.push(Buffer.from(datagram).toString('hex'));
		}
		return on === 'asking' ? [taken] : [];
	});

/** Datagrams in which only what has to be the same is left. */
export const canonicalDatagrams = (
	taken: readonly (readonly string[])[],
	familyId: number,
): readonly (readonly string[])[] =>
	taken.map(datagrams =>
		datagrams.map(datagram =>
			canonicalMessages(Uint8Array.from(Buffer.from(datagram, 'hex')), familyId)
				.map(message => Buffer.from(message).toString('hex'))
				.join(' '),
		),
	);
