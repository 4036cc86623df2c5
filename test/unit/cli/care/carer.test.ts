import {expect, test} from 'vitest';
import {eventText, type CareEvent} from '../../../../source/care/event.ts';
import type {Client} from '../../../../source/client/client.ts';
import {createCarer} from '../../../../source/cli/care/carer.ts';
import type {ServiceFiles} from '../../../../source/cli/care/files.ts';
import {failed} from '../../../../source/model/failure.ts';
import {eventually} from '../../../eventually.ts';
import {manualClock} from '../../../tui/manual-clock.ts';
import {readCare} from '../../care/world.ts';
import {run, startDirector} from '../ipvsadm/running.ts';

const files: ServiceFiles = {
	folder: '/nowhere',
	status: () => undefined,
	writeStatus: () => undefined,
	marks: () => ({}),
	writeMarks: () => undefined,
	forget: () => {},
};

const carerOf = (text: string, client: Client, own: Partial<ServiceFiles> = {}) => {
	const heard: CareEvent[] = [];
	const clock = manualClock();
	const carer = createCarer(readCare(text), {
		client,
		clock,
		random: () => 0,
		filesOf: () => ({...files, ...own}),
		isDrainedByPerson: () => false,
		log: event => heard.push(event),
	});
	return {carer, clock, said: () => heard.splice(0).map(eventText)};
};

const text = 'service -t 192.0.2.1:80\nserver 10.0.0.1:80 -m\n';

test('a full disk is told once, and keeps nobody from taking care', async () => {
	const director = startDirector();
	const {carer, said} = carerOf(text, director.open(), {
		writeStatus: () => 'cannot write status.json: ENOSPC',
	});
	expect(await carer.settle()).toBe(true);
	await carer.settle();
	await carer.settle();
	expect(said().filter(line => line.includes('ENOSPC'))).toHaveLength(1);
	expect((await run('-S -n', director)).stdout).toContain('-r 10.0.0.1:80 -m -w 1');
});

test('what the director refuses is tried again and told once; so is a table that cannot be read', async () => {
	const director = startDirector();
	const client = director.open();
	let isRefusing = true;
	let isSilent = false;
	const {carer, said} = carerOf(text, {
		...client,
		table: async detail =>
			isSilent ? failed({kind: 'timeout', doing: 'read the table'}) : client.table(detail),
		change: async changes =>
			isRefusing
				? Array.from({length: changes.length}, () =>
						failed({kind: 'no-permission', doing: 'change the table'}),
					)
				: client.change(changes),
	});
	expect(await carer.settle()).toBe(false);
	expect(said().filter(line => line.includes('CAP_NET_ADMIN'))).toHaveLength(2);
	expect(await carer.settle()).toBe(false);
	expect(said()).toEqual([]);
	isSilent = true;
	expect(await carer.settle()).toBe(false);
	expect(await carer.settle()).toBe(false);
	expect(said()).toEqual(['the table cannot be read: no answer in time, could not read the table']);
	[isRefusing, isSilent] = [false, false];
	expect(await carer.settle()).toBe(true);
	expect((await run('-S -n', director)).stdout).toContain('-r 10.0.0.1:80 -m -w 1');
});

test('500 servers that fail at once are one change of the table', async () => {
	const director = startDirector();
	// Nobody can come from there: port 1 refuses on every address of the loopback interface.
	const {carer, clock} = carerOf(
		'interval 1s\ntimeout 1s\nfall 1\nlast drop\nservice -t 192.0.2.1:80\nserver 127.9.{1..2}.{1..250}:1 -m\n',
		director.open(),
	);
	await carer.settle();
	const before = director.batches.length;
	carer.start();
	clock.advance(1000);
	await eventually(() =>
		expect(carer.statuses().flatMap(({seen}) => Object.values(seen).flat()).length).toBe(500),
	);
	await eventually(async () => {
		clock.advance(100);
		expect((await run('-S -n', director)).stdout.match(/-w 0$/gm)).toHaveLength(500);
	});
	expect(director.batches.length - before).toBeLessThanOrEqual(3);
	await carer.stop();
});

test('writes down only what is new, and everything at the end', async () => {
	const director = startDirector();
	const wrote: string[] = [];
	const {carer, clock} = carerOf(
		[1, 2, 3].map(last => `service -t 192.0.2.${last}:80\nserver 10.0.0.1:80 -m\n`).join(''),
		director.open(),
		{
			writeStatus: ({service}) => {
				wrote.push(service);
				return undefined;
			},
		},
	);
	await carer.settle();
	await carer.settle();
	await carer.settle();
	wrote.length = 0;
	await run('-e -t 192.0.2.2:80 -r 10.0.0.1:80 -m -w 0', director);
	await carer.settle();
	expect(wrote).toEqual(['tcp 192.0.2.2:80']);
	await carer.settle();
	expect(wrote).toHaveLength(1);
	clock.advance(10_000);
	await carer.settle();
	expect(wrote).toHaveLength(4);
	await carer.stop();
	expect(wrote).toHaveLength(7);
});
