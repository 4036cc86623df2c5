import fc from 'fast-check';
import {expect, test} from 'vitest';
import {familyNumber} from '../../source/model/address.ts';
import {familyOfMatch} from '../../source/model/service.ts';
import {destinationAt, serviceAt} from '../../source/model/table.ts';
import {createWriter, viewOf, written} from '../../source/wire/bytes.ts';
import {topAttribute} from '../../source/wire/ids.ts';
import {putContent, putNest, readAttributes, type Content} from '../../source/wire/nest.ts';
import {
	beginMessage,
	eachAttribute,
	eachMessage,
	endMessage,
	putGenericHeader,
} from '../../source/wire/netlink.ts';
import {
	daemonPolicy,
	destinationPolicy,
	servicePolicy,
	topPolicy,
	type Policy,
} from '../../source/wire/policy.ts';
import {connectionTextReader} from '../../source/wire/proc/connections.ts';
import {statisticsTextReader} from '../../source/wire/proc/statistics.ts';
import {tableTextReader} from '../../source/wire/proc/table.ts';
import {destinationRows, readDestination} from '../../source/wire/replies/destination.ts';
import {
	readDaemon,
	readFamilyId,
	readInfo,
	readTimeouts,
} from '../../source/wire/replies/director.ts';
import {attributesStart} from '../../source/wire/replies/message.ts';
import {readService, serviceRows} from '../../source/wire/replies/service.ts';
import {writeChange} from '../../source/wire/requests.ts';
import {anyChange, anyDestination, anyService} from './arbitrary.ts';

const policies: readonly (readonly [number, Policy])[] = [
	[topAttribute.service, servicePolicy],
	[topAttribute.destination, destinationPolicy],
	[topAttribute.daemon, daemonPolicy],
];

/** Attributes as content to write again: what was read, in the order in which it was read. */
const contentOf = (view: DataView, span: {start: number; end: number}, policy: Policy): Content => {
	const read = readAttributes(view, span, policy);
	if (!read.ok) {
		throw new Error(JSON.stringify(read.failure));
	}
	return Object.fromEntries(read.value) as Content;
};

test('what the client writes, the server reads and writes again as the same bytes', () => {
	fc.assert(
		fc.property(anyChange, fc.boolean(), (change, isMarked) => {
			const writer = createWriter(16);
			writeChange(writer, change, {familyId: 28, sequence: 7, flags: 5, isMarked});
			const bytes = written(writer).slice();
			const view = viewOf(bytes);
			const copy = createWriter(16);
			const start = beginMessage(copy, {type: 28, flags: 5, sequence: 7});
			putGenericHeader(copy, view.getUint8(16));
			eachAttribute(view, attributesStart, bytes.length, (id, from, to) => {
				const policy = policies.find(([known]) => known === id)?.[1];
				const span = {start: from, end: to};
				if (policy === undefined) {
					putContent(copy, {
						policy: topPolicy,
						content: contentOf(view, {start: from - 4, end: to}, topPolicy),
					});
				} else {
					putNest(copy, id, {policy, content: contentOf(view, span, policy), options: {isMarked}});
				}
			});
			endMessage(copy, start);
			expect(Buffer.from(written(copy)).toString('hex')).toBe(Buffer.from(bytes).toString('hex'));
		}),
	);
});

test('a service that was written is read into a row with the same values', () => {
	fc.assert(
		fc.property(anyService, service => {
			const writer = createWriter(16);
			writeChange(writer, {kind: 'add-service', service}, {familyId: 28, sequence: 1, flags: 0});
			const rows = serviceRows();
			expect(readService(viewOf(written(writer)), {start: 0, end: writer.length}, rows)).toBe(true);
			const {scheduler, persistenceEngine} = rows;
			const columns = {...rows.rows.finish(), count: 1, scheduler, persistenceEngine};
			expect(serviceAt(columns, 0)).toEqual(service);
		}),
	);
});

test('a destination that was written is read into a row with the same values', () => {
	fc.assert(
		fc.property(anyService, anyDestination, ({match}, destination) => {
			const writer = createWriter(16);
			writeChange(
				writer,
				{kind: 'add-destination', match, destination},
				{familyId: 28, sequence: 1, flags: 0},
			);
			const rows = destinationRows();
			const serviceFamily = familyNumber[familyOfMatch(match)];
			const span = {start: 0, end: writer.length};
			expect(readDestination(viewOf(written(writer)), span, {rows, serviceFamily})).toBe(true);
			expect(destinationAt({...rows.finish(), count: 1}, 0)).toEqual(destination);
		}),
	);
});

/** Whole messages, damaged: cut, or with some bytes replaced. */
const damaged = fc
	.record({
		change: anyChange,
		keep: fc.double({min: 0, max: 1, noNaN: true}),
		patches: fc.array(fc.tuple(fc.nat(400), fc.nat(255)), {maxLength: 8}),
	})
	.map(({change, keep, patches}) => {
		const writer = createWriter(16);
		writeChange(writer, change, {familyId: 28, sequence: 1, flags: 0});
		const bytes = written(writer).slice(0, Math.round(writer.length * keep));
		for (const [offset, value] of patches) {
			if (offset < bytes.length) {
				bytes[offset] = value;
			}
		}
		return bytes;
	});

test('bytes that are cut, damaged or random never throw and never loop', () => {
	fc.assert(
		fc.property(fc.oneof(damaged, fc.uint8Array({maxLength: 300})), bytes => {
			const view = viewOf(bytes);
			eachMessage(view, (_, start, end) => {
				const span = {start, end};
				readService(view, span, serviceRows());
				readDestination(view, span, {rows: destinationRows(), serviceFamily: 2});
				readInfo(view, span);
				readTimeouts(view, span);
				readDaemon(view, span);
				readFamilyId(view, span);
			});
			for (const [, policy] of policies) {
				readAttributes(view, {start: 0, end: bytes.length}, policy);
			}
		}),
		{numRuns: 2000},
	);
});

const tableText = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port Forward Weight ActiveConn InActConn
TCP  C0000201:0050 wlc persistent 30000 FFFFFF00
  -> 0A000002:1F90      Masq    100    12         345       
  -> 0A000001:1F90      Route   0      0          1         
UDP  [2001:0db8:0000:0000:0000:0000:0000:0010]:0035 rr 
  -> [2001:0db8:0000:0000:0000:0000:0000:0011]:0035      Tunnel  1      0          7         
FWM  00000007 sh 
`;

const connectionText = `Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData
TCP CB007107 CB94 C0000201 0050 0A000001 1F90 ESTABLISHED     899
UDP CB007107 CB95 C0000201 13C4 0A000002 13C4 UDP             123 sip abc123@203.0.113.7
TCP 2001:0db8:0000:0000:0000:0000:0000:0001 CB94 2001:0db8:0000:0000:0000:0000:0000:0010 0050 2001:0db8:0000:0000:0000:0000:0000:0011 0050 FIN_WAIT         12
IP  CB007100 0000 00000007 0000 0A000001 0000 NONE             59
`;

const inPieces = (
	text: string,
	cuts: readonly number[],
	feed: (chunk: Uint8Array) => void,
): void => {
	const bytes = new TextEncoder().encode(text);
	let start = 0;
	for (const cut of [
		...cuts.map(place => place % bytes.length).toSorted((a, b) => a - b),
		bytes.length,
	]) {
		feed(bytes.slice(start, cut));
		start = Math.max(start, cut);
	}
};

test.each([
	['ip_vs', tableText, tableTextReader],
	['ip_vs_conn', connectionText, connectionTextReader],
] as const)('/proc/net/%s reads the same wherever its chunks break', (_, text, reader) => {
	const whole = reader();
	inPieces(text, [], whole.feed);
	const expected = whole.finish();
	expect(expected.ok).toBe(true);
	fc.assert(
		fc.property(fc.array(fc.nat(100_000), {maxLength: 20}), cuts => {
			const pieces = reader();
			inPieces(text, cuts, pieces.feed);
			expect(pieces.finish()).toEqual(expected);
		}),
	);
});

test('kernel text that is damaged or random is a failure or a table, never an exception', () => {
	const text = fc.oneof(
		fc.uint8Array({maxLength: 400}),
		fc
			.tuple(fc.constantFrom(tableText, connectionText), fc.nat(600), fc.nat(255))
			.map(([base, offset, value]) => {
				const bytes = new TextEncoder().encode(base);
				bytes[offset % bytes.length] = value;
				return bytes;
			}),
	);
	fc.assert(
		fc.property(text, bytes => {
			for (const reader of [tableTextReader(), connectionTextReader(), statisticsTextReader()]) {
				reader.feed(bytes);
				reader.finish();
			}
		}),
		{numRuns: 1000},
	);
});
