import {expect, test} from 'vitest';
import {addressText} from '../../../source/model/address.ts';
import type {Result} from '../../../source/model/failure.ts';
import {serviceFlag} from '../../../source/model/service.ts';
import {addressAt, destinationAt, serviceAt, serviceKeyAt} from '../../../source/model/table.ts';
import {connectionTextReader} from '../../../source/wire/proc/connections.ts';
import {statisticsTextReader} from '../../../source/wire/proc/statistics.ts';
import {tableTextReader} from '../../../source/wire/proc/table.ts';

type Reader<Value> = {feed: (chunk: Uint8Array) => void; finish: () => Result<Value>};

const read = <Value>(reader: Reader<Value>, text: string): Value => {
	reader.feed(new TextEncoder().encode(text));
	const result = reader.finish();
	if (!result.ok) {
		throw new Error(JSON.stringify(result.failure));
	}
	return result.value;
};

const header = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port Forward Weight ActiveConn InActConn
`;

test('an empty table has its version and size', () => {
	const {info, table} = read(tableTextReader(), header);
	expect(info).toEqual({version: {major: 1, minor: 2, patch: 1}, connectionTableSize: 4096});
	expect(table.services.count).toBe(0);
	expect([...table.firstDestination]).toEqual([0]);
});

test('services of every kind and their destinations are read', () => {
	const {table} = read(
		tableTextReader(100),
		`${header}TCP  C0000201:0050 wlc persistent 30000 FFFFFF00
  -> 0A000002:1F90      Masq    100    12         345${'       '}
  -> 0A000001:1F90      Route   0      0          1${'         '}
UDP  C0000201:0035 rr ops${' '}
SCTP [2001:0db8:0000:0000:0000:0000:0000:0010]:0035 mh persistent 36000 40000000
  -> [2001:0db8:0000:0000:0000:0000:0000:0011]:0035      Tunnel  1      0          7${'         '}
IP_50  C0000201:0000 rr${' '}
FWM  00000007 sh${' '}
FWM  00000008 rr persistent 100 80000000
  -> [2001:0db8:0000:0000:0000:0000:0000:0011]:0000      Local   1      0          0${'         '}
`,
	);
	const {services, destinations, firstDestination} = table;
	expect(Array.from({length: services.count}, (_, row) => serviceKeyAt(services, row))).toEqual([
		'tcp 192.0.2.1:80',
		'udp 192.0.2.1:53',
		'sctp [2001:db8::10]:53',
		'ip-50 192.0.2.1:0',
		'fwmark 7',
		'fwmark 8 ipv6',
	]);
	expect([...firstDestination]).toEqual([0, 2, 2, 3, 3, 3, 4]);
	expect(serviceAt(services, 0)).toMatchObject({
		scheduler: 'wlc',
		flags: serviceFlag.hashed | serviceFlag.persistent,
		timeout: 300,
		netmask: 0xff_ff_ff_00,
	});
	expect(serviceAt(services, 1).flags & serviceFlag.onePacket).not.toBe(0);
	expect(serviceAt(services, 2)).toMatchObject({timeout: 360, netmask: 64});
	expect(serviceAt(services, 5).netmask).toBe(128);
	expect(destinationAt(destinations, 0)).toMatchObject({port: 8080, method: 0, weight: 100});
	expect(destinations.active[0]).toBe(12);
	expect(destinations.inactive[0]).toBe(345);
	expect(destinations.isDetailed[0]).toBe(0);
	expect(destinationAt(destinations, 2).method).toBe(2);
});

test('a table of many services keeps its destinations where they belong', () => {
	const count = 1000;
	const text = Array.from(
		{length: count},
		(_, index) =>
			`TCP  C0000201:${index.toString(16).padStart(4, '0')} rr\n${'  -> 0A000002:1F90      Masq    1      0          0\n'.repeat(index % 3)}`,
	).join('');
	const {firstDestination, destinations} = read(tableTextReader(), header + text).table;
	expect(firstDestination.length).toBe(count + 1);
	expect(firstDestination.at(-1)).toBe(destinations.count);
	for (let row = 0; row < count; row += 1) {
		expect((firstDestination[row + 1] ?? 0) - (firstDestination[row] ?? 0)).toBe(row % 3);
	}
});

test('connections and templates are read, with persistence data where there is any', () => {
	const connections = read(
		connectionTextReader(),
		`Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData
TCP CB007107 CB94 C0000201 0050 0A000001 1F90 ESTABLISHED     899
UDP CB007107 CB95 C0000201 13C4 0A000002 13C4 UDP             123 sip abc123@203.0.113.7
IP  CB007100 0000 00000007 0000 0A000001 0000 NONE             59
`,
	);
	expect(connections.count).toBe(3);
	const client = {family: connections.clientFamily, address: connections.client};
	expect(addressText(addressAt(client, 0))).toBe('203.0.113.7');
	expect(connections.clientPort[0]).toBe(0xcb94);
	expect(connections.stateNames[connections.state[0] ?? -1]).toBe('ESTABLISHED');
	expect([...connections.expires]).toEqual([899, 123, 59]);
	expect(connections.persistence.get(1)).toEqual({engine: 'sip', data: 'abc123@203.0.113.7'});
	expect(connections.protocolNames[connections.protocol[2] ?? -1]).toBe('IP');
});

test('the synchronised table tells where an entry came from', () => {
	const connections = read(
		connectionTextReader(),
		`Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Origin Expires
TCP CB007107 CB94 C0000201 0050 0A000001 1F90 ESTABLISHED LOCAL      899
TCP CB007107 CB95 C0000201 0050 0A000001 1F90 ESTABLISHED SYNC        12
`,
	);
	expect([...connections.origin]).toEqual([1, 2]);
	expect([...connections.expires]).toEqual([899, 12]);
});

test.each([
	[1, 1, true],
	[2, 2, undefined],
])('of two rows at most %i are kept, and that is said', (mostRows, count, isCut) => {
	const connections = read(
		connectionTextReader({mostRows}),
		`Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData
TCP CB007107 CB94 C0000201 0050 0A000001 1F90 ESTABLISHED     899
TCP CB007107 CB95 C0000201 0050 0A000001 1F90 ESTABLISHED      12
`,
	);
	expect(connections.count).toBe(count);
	expect(connections.isCut).toBe(isCut);
});

test('the totals are hexadecimal', () => {
	const totals = read(
		statisticsTextReader(),
		`   Total Incoming Outgoing         Incoming         Outgoing
   Conns  Packets  Packets            Bytes            Bytes
       A       10        F              100               FF

 Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s
       1        2        3                4               1F
`,
	);
	expect([...totals]).toEqual([10, 16, 15, 256, 255, 1, 2, 3, 4, 31]);
});

test.each([
	['no version line', 'nothing here\n'],
	['an unknown protocol', `${header}WAT  C0000201:0050 wlc\n`],
	[
		'a destination before any service',
		`${header}  -> 0A000002:1F90      Masq    1      0          0\n`,
	],
	[
		'an unknown forwarding method',
		`${header}TCP  C0000201:0050 wlc\n  -> 0A000002:1F90 What 1 0 0\n`,
	],
])('%s is a named failure', (_, text) => {
	const reader = tableTextReader();
	reader.feed(new TextEncoder().encode(text));
	expect(reader.finish()).toMatchObject({ok: false, failure: {kind: 'malformed'}});
});
