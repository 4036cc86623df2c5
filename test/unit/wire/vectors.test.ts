import {expect, test} from 'vitest';
import {parseIpv4} from '../../../source/model/address.ts';
import type {Change} from '../../../source/model/change.ts';
import {forwarding, tunnelFlag, tunnelType} from '../../../source/model/destination.ts';
import type {Match} from '../../../source/model/service.ts';
import {counter, counterAt, destinationAt, serviceAt} from '../../../source/model/table.ts';
import {createWriter, viewOf, written, type Writer} from '../../../source/wire/bytes.ts';
import {command} from '../../../source/wire/ids.ts';
import {eachMessage, readHeader} from '../../../source/wire/netlink.ts';
import {readErrno} from '../../../source/wire/replies/answer.ts';
import {destinationRows, readDestination} from '../../../source/wire/replies/destination.ts';
import {readDaemon, readInfo, readTimeouts} from '../../../source/wire/replies/director.ts';
import type {Span} from '../../../source/wire/replies/message.ts';
import {readService, serviceRows} from '../../../source/wire/replies/service.ts';
import {writeAbout, writeBare, writeChange, writeGetFamily} from '../../../source/wire/requests.ts';
import {fromHex, toHex} from './hex.ts';
import vectors from './vectors.json' with {type: 'json'};

/** Bytes captured from ipvsadm 1.31 and the kernel, by the beginning of their name. */
const captured = (name: string): Uint8Array => {
	const found = vectors.find(vector => vector.name.startsWith(name));
	if (found === undefined) {
		throw new Error(`no vector ${name}`);
	}
	return fromHex(found.hex);
};

const address = (text: string) => {
	const parsed = parseIpv4(text);
	if (parsed === undefined) {
		throw new Error(text);
	}
	return parsed;
};

const web: Match = {kind: 'address', protocol: 6, address: address('192.0.2.1'), port: 80};
const plain = {upperThreshold: 0, lowerThreshold: 0, tunnel: {type: 0, port: 0, flags: 0}};
const allOnes = 0xff_ff_ff_ff;

/** The requests among the vectors, and the change that must produce exactly those bytes. */
const changes: readonly {
	readonly name: string;
	readonly change: Change;
	readonly isMarked?: false;
}[] = [
	{
		name: 'NEW_SERVICE tcp',
		change: {
			kind: 'add-service',
			service: {
				match: web,
				scheduler: 'rr',
				flags: 0,
				timeout: 0,
				netmask: allOnes,
				persistenceEngine: '',
			},
		},
	},
	{
		name: 'NEW_SERVICE fwmark 9 IPv6',
		change: {
			kind: 'add-service',
			service: {
				match: {kind: 'mark', mark: 9, family: 'ipv6'},
				scheduler: 'wlc',
				flags: 1,
				timeout: 300,
				netmask: 64,
				persistenceEngine: '',
			},
		},
	},
	{
		name: 'NEW_SERVICE udp',
		isMarked: false,
		change: {
			kind: 'add-service',
			service: {
				match: {kind: 'address', protocol: 17, address: address('10.0.0.1'), port: 5060},
				scheduler: 'mh',
				flags: 0x11,
				timeout: 60,
				netmask: 0xff_ff_ff_00,
				persistenceEngine: 'sip',
			},
		},
	},
	{
		name: 'NEW_DEST NAT',
		change: {
			kind: 'add-destination',
			match: web,
			destination: {
				...plain,
				address: address('10.1.1.1'),
				port: 8080,
				method: forwarding.masquerading,
				weight: 10,
				upperThreshold: 100,
				lowerThreshold: 50,
			},
		},
	},
	{
		name: 'NEW_DEST tunnel GUE',
		change: {
			kind: 'add-destination',
			match: web,
			destination: {
				...plain,
				address: address('10.1.1.2'),
				port: 80,
				method: forwarding.tunneling,
				weight: 3,
				tunnel: {type: tunnelType.gue, port: 6080, flags: tunnelFlag.checksum},
			},
		},
	},
	{
		name: 'DEL_DEST',
		change: {kind: 'delete-destination', match: web, address: address('10.1.1.9'), port: 80},
	},
	{name: 'SET_CONFIG', change: {kind: 'set-timeouts', timeouts: {tcp: 900, tcpFin: 120, udp: 300}}},
	{
		name: 'NEW_DAEMON',
		change: {kind: 'start-daemon', daemon: {role: 'master', interface: 'lo', syncId: 5}},
	},
];

test.each(changes)('$name is written as ipvsadm writes it', ({name, change, isMarked = true}) => {
	const expected = captured(name);
	const {type, flags, sequence, port} = readHeader(viewOf(expected), 0);
	const writer = createWriter(16);
	writeChange(writer, change, {familyId: type, sequence, flags, port, isMarked});
	expect(toHex(written(writer))).toBe(toHex(expected));
});

const requests: readonly [name: string, write: (writer: Writer) => void][] = [
	['CTRL_GETFAMILY', writer => writeGetFamily(writer, {sequence: 2})],
	[
		'GET_SERVICE dump request',
		writer => writeBare(writer, command.getService, {familyId: 28, sequence: 16, flags: 0x301}),
	],
	[
		'GET_DEST dump request',
		writer =>
			writeAbout(
				writer,
				command.getDestination,
				{kind: 'address', protocol: 6, address: address('10.0.0.1'), port: 80},
				{familyId: 28, sequence: 17, flags: 0x301, isMarked: false},
			),
	],
];

test.each(requests)('%s is written byte for byte', (name, write) => {
	const writer = createWriter(16);
	write(writer);
	expect(toHex(written(writer))).toBe(toHex(captured(name)));
});

/** The messages of a captured answer. */
const messages = (name: string): readonly {readonly view: DataView; readonly span: Span}[] => {
	const view = viewOf(captured(name));
	const found: {view: DataView; span: Span}[] = [];
	expect(eachMessage(view, (_, start, end) => found.push({view, span: {start, end}}))).toBe(-1);
	return found;
};

const only = (name: string): {readonly view: DataView; readonly span: Span} => {
	const [first, ...others] = messages(name);
	if (first === undefined || others.length > 0) {
		throw new Error(`${name} is not one message`);
	}
	return first;
};

test.each([
	['ACK (success)', 0],
	['error reply EEXIST', 17],
	['NLMSG_DONE', 0],
	['ext-ack', 34],
])('%s carries errno %i', (name, errno) => {
	const {view, span} = only(name);
	expect(readErrno(view, span)).toBe(errno);
});

test('the version and the timeouts are read', () => {
	const info = only('GET_INFO');
	expect(readInfo(info.view, info.span)).toEqual({
		version: {major: 1, minor: 2, patch: 1},
		connectionTableSize: 4096,
	});
	const config = only('GET_CONFIG');
	expect(readTimeouts(config.view, config.span)).toEqual({tcp: 900, tcpFin: 120, udp: 300});
});

test('three services of one datagram become three rows', () => {
	const rows = serviceRows();
	for (const {view, span} of messages('GET_SERVICE dump reply')) {
		expect(readService(view, span, rows)).toBe(true);
	}
	const services = {
		...rows.rows.finish(),
		count: rows.rows.count,
		scheduler: rows.scheduler,
		persistenceEngine: rows.persistenceEngine,
	};
	expect(services.count).toBe(3);
	expect(serviceAt(services, 0)).toEqual({
		match: {kind: 'address', protocol: 17, address: address('10.0.0.1'), port: 5060},
		scheduler: 'mh',
		flags: 0x13,
		timeout: 60,
		netmask: 0xff_ff_ff_00,
		persistenceEngine: 'sip',
	});
	expect(counterAt(services.counters, 0, counter.connections)).toBe(0);
});

test('two destinations with live counters become two rows', () => {
	const rows = destinationRows();
	for (const {view, span} of messages('GET_DEST dump reply')) {
		expect(readDestination(view, span, {rows, serviceFamily: 2})).toBe(true);
	}
	const destinations = {...rows.finish(), count: rows.count};
	expect(destinationAt(destinations, 0)).toEqual({
		...plain,
		address: address('10.9.0.2'),
		port: 8080,
		method: forwarding.masquerading,
		weight: 1,
	});
	expect(destinations.active[0]).toBe(2);
	expect(destinations.isDetailed[0]).toBe(1);
	// The values stand in the capture's description: CONNS=2 INPKTS=8 OUTPKTS=6 INBYTES=442 OUTBYTES=2328 CPS=0 INPPS=1 …
	expect([...destinations.counters.subarray(0, 10)]).toEqual([
		2, 8, 6, 442, 2328, 0, 1, 1, 41, 218,
	]);
});

test('a master and a backup daemon are read', () => {
	const daemons = messages('GET_DAEMON').map(({view, span}) => readDaemon(view, span));
	expect(daemons).toEqual([
		{
			role: 'master',
			interface: 'lo',
			syncId: 1,
			maxLength: 1472,
			group: Uint8Array.of(224, 0, 0, 81),
			port: 8848,
			ttl: 1,
		},
		{
			role: 'backup',
			interface: 'lo',
			syncId: 300,
			maxLength: 1400,
			group: fromHex('ff020000000000000000000000000081'),
			port: 9000,
			ttl: 3,
		},
	]);
});
