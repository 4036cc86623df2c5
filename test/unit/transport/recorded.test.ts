import {expect, test} from 'vitest';
import {openClient} from '../../../source/client/open.ts';
import {createEngine} from '../../../source/engine/engine.ts';
import type {Match} from '../../../source/model/service.ts';
import {openEmbedded} from '../../../source/transport/embedded.ts';
import {openRecorded, recording} from '../../../source/transport/recorded.ts';
import {command} from '../engine/director.ts';

const engineWith = (rules: string) => {
	const engine = createEngine({now: () => 0});
	command(engine, rules);
	return engine;
};

const rules = `
-A -t 192.0.2.1:80 -s wrr
-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 3
-A -f 7 -6
`;

const record = () => {
	let text = '';
	const engine = engineWith(rules);
	const transport = recording(openEmbedded(engine), line => {
		text += line;
	});
	return {engine, transport, recorded: () => text};
};

test('what a client has seen it sees again, whatever its sequence numbers', async () => {
	const {transport, recorded} = record();
	const first = openClient(transport);
	const seen = {
		table: await first.table('dump'),
		text: await first.publicTable(),
		info: await first.info(),
	};
	const second = openClient(openRecorded(recorded()));
	// In another order, so that the sequence numbers differ.
	const info = await second.info();
	const text = await second.publicTable();
	expect({info, text, table: await second.table('dump')}).toEqual(seen);
});

test('refusals are part of a recording', async () => {
	const {transport, recorded} = record();
	const match: Match = {kind: 'mark', mark: 99, family: 'ipv4'};
	const change = {kind: 'delete-service', match} as const;
	const refused = await openClient(transport).change([change]);
	const again = openClient(openRecorded(recorded()));
	await again.change([change]);
	expect(await again.change([change])).toEqual(refused);
	expect(refused[0]).toMatchObject({ok: false, failure: {kind: 'kernel', errno: 3}});
});

test('what was asked several times is answered in turn, then by the last answer', async () => {
	const {engine, transport, recorded} = record();
	const client = openClient(transport);
	await client.publicTable();
	command(engine, '-C');
	await client.publicTable();
	const again = openClient(openRecorded(recorded()));
	const counts: unknown[] = [];
	for (let index = 0; index < 3; index += 1) {
		// oxlint-disable-next-line no-await-in-loop -- one after the other is the point
		const read = await again.publicTable();
		counts.push(read.ok && read.value.table.services.count);
	}
	expect(counts).toEqual([2, 0, 0]);
});

test('failures are recorded, too', async () => {
	const {transport, recorded} = record();
	const path = '/proc/net/nothing';
	const failures = [];
	for await (const chunk of transport.read(path)) {
		failures.push(chunk);
	}
	const again = [];
	for await (const chunk of openRecorded(recorded()).read(path)) {
		again.push(chunk.ok ? 'text' : chunk);
	}
	expect(again.at(-1)).toEqual(failures[0]);
});

test('what was not recorded fails', async () => {
	const transport = openRecorded('');
	const client = openClient(transport);
	expect(await client.info()).toMatchObject({ok: false, failure: {kind: 'unsupported'}});
	expect(await client.publicTable()).toMatchObject({ok: false, failure: {kind: 'no-module'}});
});

test('a recording is readable: one exchange or file a line', async () => {
	const {transport, recorded} = record();
	await openClient(transport).publicTable();
	const lines = recorded().trimEnd().split('\n');
	// Before the table comes the question which kernel it is, which this one does not answer.
	expect(lines.map(line => Object.keys(JSON.parse(line) as object))).toEqual([
		['read', 'text', 'failure'],
		['read', 'text'],
	]);
	expect(recorded()).toContain('TCP  C0000201:0050 wrr  \\n');
});
