import {expect, test} from 'vitest';
import {openClient} from '../../../source/client/open.ts';
import {failed, success} from '../../../source/model/failure.ts';
import {
	counter,
	counterAt,
	destinationAt,
	pickServices,
	serviceKeyAt,
} from '../../../source/model/table.ts';
import type {Transport} from '../../../source/transport/transport.ts';
import {change, director, embedded, failingAt, match, outline, valueOf} from './director.ts';

const web = '-A -t 192.0.2.1:80 -s rr';
const server = (last: number) =>
	`-a -t 192.0.2.1:80 -r 10.0.0.${last}:8080 -m -w ${last} -x 100 -y 50`;

test('version, timeouts and daemons are values', async () => {
	const {client} = director();
	expect(valueOf(await client.info())).toEqual({
		version: {major: 1, minor: 2, patch: 1},
		connectionTableSize: 4096,
	});
	expect(valueOf(await client.timeouts())).toEqual({tcp: 900, tcpFin: 120, udp: 300});
	expect(valueOf(await client.daemons())).toEqual([]);
});

test('a table has the same outline from dumps, from text, and from a mixture', async () => {
	const {client, ready} = director(
		web,
		server(1),
		server(2),
		'-A -u [2001:db8::53]:53 -s sh -b sh-port -p 300 -M 64',
		'-a -u [2001:db8::53]:53 -r [2001:db8::1]:53 -i',
		'-A -f 7',
		'-A -f 7 -6',
		'-a -f 7 -6 -r 2001:db8::7 -g',
	);
	await ready;
	const dump = valueOf(await client.table('dump'));
	const text = valueOf(await client.table('text'));
	const mixed = valueOf(await client.table(key => key.startsWith('tcp')));
	expect(outline(dump)).toEqual({
		'tcp 192.0.2.1:80': ['10.0.0.2:8080', '10.0.0.1:8080'],
		'udp [2001:db8::53]:53': ['[2001:db8::1]:53'],
		'fwmark 7': [],
		'fwmark 7 ipv6': ['[2001:db8::7]:0'],
	});
	expect(outline(text)).toEqual(outline(dump));
	expect(outline(mixed)).toEqual(outline(dump));
	expect(text.services).toEqual(dump.services);
	expect(Object.values(outline(valueOf(await client.table('none'))))).toEqual([[], [], [], []]);
});

test('services that the text lacks, as beside other network namespaces, come with their servers all the same', async () => {
	const {transport, client, ready} = director(
		web,
		server(1),
		'-A -u 192.0.2.1:53',
		'-a -u 192.0.2.1:53 -r 10.0.0.9:53',
	);
	await ready;
	const lacking = openClient({
		...transport,
		async *read(path, options) {
			let text = '';
			for await (const chunk of transport.read(path, options)) {
				text += new TextDecoder().decode(valueOf(chunk));
			}
			yield success(new TextEncoder().encode(text.replace(/^UDP .*\n  -> .*\n/m, '')));
		},
	});
	const whole = outline(valueOf(await client.table('dump')));
	expect(outline(valueOf(await lacking.table('text')))).toEqual(whole);
	expect(outline(valueOf(await lacking.table(key => key.startsWith('tcp'))))).toEqual(whole);
});

test('without /proc the dumps tell all of the table', async () => {
	const {transport, client, ready} = director(web, server(1), '-A -f 7');
	await ready;
	const blind = openClient({
		...transport,
		async *read() {
			yield failed({kind: 'system', syscall: 'open', code: 'ENOENT', errno: 2});
		},
	});
	const whole = outline(valueOf(await client.table('dump')));
	expect(outline(valueOf(await blind.table('text')))).toEqual(whole);
	expect(outline(valueOf(await blind.table(key => key.startsWith('tcp'))))).toEqual(whole);
});

test('only a dump knows thresholds and counters, and the rows say so', async () => {
	const {client, ready} = director(web, server(1));
	await ready;
	const dump = valueOf(await client.table('dump')).destinations;
	const text = valueOf(await client.table('text')).destinations;
	expect(destinationAt(dump, 0)).toMatchObject({
		weight: 1,
		upperThreshold: 100,
		lowerThreshold: 50,
	});
	expect(counterAt(dump.counters, 0, counter.connections)).toBe(0);
	expect(dump.isDetailed[0]).toBe(1);
	expect(destinationAt(text, 0)).toMatchObject({weight: 1, upperThreshold: 0});
	expect(counterAt(text.counters, 0, counter.connections)).toBeNaN();
	expect(text.isDetailed[0]).toBe(0);
});

test('services come with their servers in parts, in any order, in full', async () => {
	const {client, ready} = director(
		web,
		server(1),
		server(2),
		'-A -u 192.0.2.1:53',
		'-A -f 7 -6',
		'-a -f 7 -6 -r 2001:db8::7 -g',
	);
	await ready;
	const {services} = valueOf(await client.table('none'));
	const whole = valueOf(await client.table('dump'));
	const rows = [...Array(services.count).keys()].toReversed();
	const first = outline(valueOf(await client.servers(pickServices(services, rows.slice(0, 1)))));
	expect(Object.entries(first)).toEqual(Object.entries(outline(whole)).slice(-1));
	const others = valueOf(await client.servers(pickServices(services, rows.slice(1))));
	expect(Object.entries(outline(others))).toEqual(
		Object.entries(outline(whole)).toReversed().slice(1),
	);
	// Written over the rows of the part before, of which nothing must be left.
	const all = valueOf(await client.servers(services));
	expect({services: all.services, destinations: all.destinations}).toEqual({
		services: whole.services,
		destinations: whole.destinations,
	});
});

test('one service comes with its servers, and a missing one is ESRCH', async () => {
	const {client, ready} = director(web, server(1), '-A -t 192.0.2.2:80');
	await ready;
	expect(outline(valueOf(await client.service(match('-t 192.0.2.1:80'))))).toEqual({
		'tcp 192.0.2.1:80': ['10.0.0.1:8080'],
	});
	expect(await client.service(match('-t 192.0.2.9:80'))).toMatchObject({
		ok: false,
		failure: {kind: 'kernel', errno: 3},
	});
});

test('a refused change does not stop the following ones, and each has its own answer', async () => {
	const {client} = director();
	const results = await client.change(
		[web, web, server(1), '-d -t 192.0.2.1:80 -r 10.0.0.9:80', server(2), '-D -t 192.0.2.7:1'].map(
			change,
		),
	);
	expect(results.map(result => (result.ok ? 0 : result.failure))).toEqual([
		0,
		{kind: 'kernel', errno: 17, doing: 'add the virtual service'},
		0,
		{kind: 'kernel', errno: 2, doing: 'delete the real server'},
		0,
		{kind: 'kernel', errno: 3, doing: 'delete the virtual service'},
	]);
	expect(outline(valueOf(await client.table('dump')))).toEqual({
		'tcp 192.0.2.1:80': ['10.0.0.2:8080', '10.0.0.1:8080'],
	});
});

test('batches of thousands all arrive, and no changes need no exchange', async () => {
	const {client} = director();
	expect(await client.change([])).toEqual([]);
	const services = Array.from({length: 9000}, (_, index) => change(`-A -t 192.0.2.1:${index + 1}`));
	const results = await client.change(services);
	expect(results.every(result => result.ok)).toBe(true);
	expect(valueOf(await client.table('none')).services.count).toBe(9000);
	const again = await client.change(services);
	expect(again.every(result => !result.ok && result.failure.kind === 'kernel')).toBe(true);
});

test('a module that was unloaded and loaded again has a new family id, and nobody notices', async () => {
	let present = embedded({familyId: 28});
	const changing: Transport = {
		kind: 'embedded',
		exchange: (requests, options) => present.exchange(requests, options),
		read: (path, options) => present.read(path, options),
		close: () => {},
	};
	const client = openClient(changing);
	expect(valueOf(await client.table('none')).services.count).toBe(0);
	present = embedded({familyId: 31});
	expect(valueOf(await client.info()).connectionTableSize).toBe(4096);
	present = embedded({familyId: 40});
	expect(await client.change([change(web)])).toEqual([success(undefined)]);
	present = embedded({familyId: 41});
	expect(valueOf(await client.table('dump')).services.count).toBe(0);
	// An ENOENT that the operation itself earned stays what it is.
	expect(await client.change([change('-A -t 192.0.2.1:80 -s nonsense')])).toMatchObject([
		{ok: false, failure: {kind: 'kernel', errno: 2}},
	]);
});

test('the end of a daemon is believed only when it is gone', async () => {
	const {client} = director();
	const start = change('--start-daemon master --mcast-interface eth0 --syncid 7');
	expect(await client.change([start])).toEqual([success(undefined)]);
	expect(valueOf(await client.daemons())).toMatchObject([
		{role: 'master', interface: 'eth0', syncId: 7},
	]);
	expect(await client.change([change('--stop-daemon master')])).toEqual([success(undefined)]);
	expect(valueOf(await client.daemons())).toEqual([]);
	expect(await client.change([change('--stop-daemon master')])).toMatchObject([
		{ok: false, failure: {kind: 'kernel', errno: 3}},
	]);
});

test('an exchange that breaks leaves nothing claimed that is not known', async () => {
	// Exchange 1 asks for the family, 2 is the batch.
	const broken = failingAt(embedded(), 2, {kind: 'timeout', doing: 'wait'});
	const results = await openClient(broken).change([web, web, server(1), server(2)].map(change));
	expect(results.map(result => (result.ok ? 'done' : result.failure.kind))).toEqual([
		'timeout',
		'kernel',
		'timeout',
		'timeout',
	]);
});

test.each([1, 2, 3])(
	'exchange %i of a table read that breaks is a failure, not half a table',
	async number => {
		const {transport, ready} = director(web, server(1));
		await ready;
		const failure = {kind: 'lost-replies', doing: 'read'} as const;
		const client = openClient(failingAt(transport, number, failure));
		expect(await client.table('dump')).toEqual({ok: false, failure});
	},
);

test('an answer of another exchange is not mistaken for one of ours', async () => {
	const {transport, ready} = director(web);
	await ready;
	const stale: Uint8Array[] = [];
	const repeating: Transport = {
		...transport,
		async *exchange(requests, options) {
			for (const old of stale) {
				yield success(old);
			}
			for await (const chunk of transport.exchange(requests, options)) {
				if (chunk.ok) {
					stale.push(chunk.value.slice());
				}
				yield chunk;
			}
		},
	};
	const client = openClient(repeating);
	for (let reading = 0; reading < 3; reading += 1) {
		const {services} = valueOf(await client.table('dump'));
		expect(Array.from({length: services.count}, (_, row) => serviceKeyAt(services, row))).toEqual([
			'tcp 192.0.2.1:80',
		]);
	}
});

test('what anybody may read: the table as text; without the module there is none', async () => {
	const {client, ready} = director(web, server(1));
	await ready;
	const {info, table} = valueOf(await client.publicTable());
	expect(info.connectionTableSize).toBe(4096);
	expect(outline(table)).toEqual({'tcp 192.0.2.1:80': ['10.0.0.1:8080']});
	expect(valueOf(await client.connections('ip_vs_conn')).count).toBe(0);
	const absent: Transport = {
		...embedded(),
		async *read() {
			yield {
				ok: false,
				failure: {kind: 'system', syscall: 'open', code: 'ENOENT', errno: 2},
			} as const;
		},
	};
	expect(await openClient(absent).publicTable()).toEqual({ok: false, failure: {kind: 'no-module'}});
});

test('what anybody may read has persistence in seconds where the clock of the kernel is known', async () => {
	const {transport, ready} = director('-A -t 192.0.2.1:80 -p 300');
	await ready;
	const timeoutWith = async (
		files: Readonly<Record<string, string>>,
	): Promise<number | undefined> => {
		const client = openClient({
			...transport,
			async *read(path, options) {
				const text = files[path];
				if (text === undefined) {
					yield* transport.read(path, options);
				} else {
					yield success(new TextEncoder().encode(text));
				}
			},
		});
		return valueOf(await client.publicTable()).table.services.timeout[0];
	};
	// The engine's clock ticks 100 times a second.
	const files = {
		'/proc/sys/kernel/osrelease': '6.1.0-1-amd64\n',
		'/boot/config-6.1.0-1-amd64': '# CONFIG_HZ_250 is not set\nCONFIG_HZ_100=y\nCONFIG_HZ=100\n',
	};
	expect(await timeoutWith(files)).toBe(300);
	expect(await timeoutWith({})).toBe(0);
});
