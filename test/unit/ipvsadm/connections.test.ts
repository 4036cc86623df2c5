import {expect, test} from 'vitest';
import {writeConnections, type ConnectionsView} from '../../../source/ipvsadm/connections-text.ts';
import {namedEndpoint, numericEndpoint} from '../../../source/ipvsadm/endpoint-text.ts';
import {connectionQuestions} from '../../../source/ipvsadm/name-questions.ts';
import {textOf as textOn} from '../../../source/ipvsadm/page.ts';
import {parseIpv4} from '../../../source/model/address.ts';
import type {Connections} from '../../../source/model/connections.ts';
import {connectionTextReader} from '../../../source/wire/proc/connections.ts';
import {bookOf} from './parsing.ts';

const connections = (...rows: readonly string[]) => {
	const reader = connectionTextReader();
	const header = 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData';
	reader.feed(Buffer.from(`${[header, ...rows].join('\n')}\n`));
	const read = reader.finish();
	if (!read.ok) {
		throw new Error(JSON.stringify(read.failure));
	}
	return read.value;
};

const rowsOf = (text: string): readonly string[] => text.split('\n').slice(2, -1);

const wide = [
	'2001:0db8:0000:0000:0000:0000:0000:0001 C543',
	'2001:0db8:0000:0000:0000:0000:0000:0002 0050',
	'2001:0db8:0000:0000:0000:0000:0000:0003 0050',
].join(' ');

const mixed = connections(
	'TCP C6336401 C543 C0000201 0050 CB007101 1F90 ESTABLISHED     896',
	'IP  C6336401 0000 00000007 0000 CB007101 0000 NONE           6096',
	'UDP C6336401 13C4 C0000201 13C4 CB007101 13C4 UDP             299 sip abc123@192.0.2.9',
	`SCTP ${wide} ESTABLISHED      59`,
);

const textOf = (connected: Connections, view: ConnectionsView): string =>
	textOn(page => writeConnections(page, connected, view));

test('rows', () => {
	expect(rowsOf(textOf(mixed, {withPersistence: false, endpoint: numericEndpoint}))).toEqual([
		'TCP 14:56  ESTABLISHED 198.51.100.1:50499 192.0.2.1:80       203.0.113.1:8080',
		'IP  101:36 NONE        198.51.100.1:0     0.0.0.7:0          203.0.113.1:0',
		'UDP 04:59  UDP         198.51.100.1:5060  192.0.2.1:5060     203.0.113.1:5060',
		'SCTP 00:59  ESTABLISHED [2001:db8::1]:50499 [2001:db8::2]:80   [2001:db8::3]:80',
	]);
});

test('only rows that have data of a persistence engine show it', () => {
	const text = textOf(mixed, {withPersistence: true, endpoint: numericEndpoint});
	expect(text.split('\n').slice(0, 2)).toEqual([
		'IPVS connection entries',
		'pro expire state       source             virtual            destination        pe name          pe_data',
	]);
	expect(rowsOf(text)[2]).toBe(
		'UDP 04:59  UDP         198.51.100.1:5060  192.0.2.1:5060     203.0.113.1:5060 sip                abc123@192.0.2.9',
	);
	expect(rowsOf(text)[0]).toMatch(/203\.0\.113\.1:8080$/);
});

test('names', () => {
	const names = bookOf({
		hostOfAddress: address =>
			address.bytes[3] === parseIpv4('192.0.2.1')?.bytes[3] ? 'one' : null,
		serviceOfPort: (port, protocol) => (port === 80 && protocol === 6 ? 'http' : null),
	});
	const text = textOf(mixed, {withPersistence: false, endpoint: namedEndpoint(names)});
	expect(rowsOf(text)[0]).toBe(
		'TCP 14:56  ESTABLISHED one:50499          one:http           one:8080',
	);
	expect(connectionQuestions(mixed).length).toBe(7 + 6);
});
