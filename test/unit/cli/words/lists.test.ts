import {expect, test} from 'vitest';
import {openDemo} from '../../../../source/cli/demo.ts';
import type {Client} from '../../../../source/client/client.ts';
import {failed} from '../../../../source/model/failure.ts';
import {connectionTextReader} from '../../../../source/wire/proc/connections.ts';
import {chunks, run, startDirector} from '../ipvsadm/running.ts';
import {runWord} from './running.ts';

const demo = (): Client => {
	const client = openDemo({scenario: 'web'});
	if (typeof client === 'string') {
		throw new Error(client);
	}
	return client;
};

const director = async (rules: string) => {
	const started = startDirector();
	await run('-R', {...started, input: chunks(rules)});
	return started;
};

test.each([
	['list', '-Ln'],
	['stats', '-Ln --stats'],
	['connections', '-Lnc'],
	['save', '-Sn'],
])('%s is %s', async (word, line) => {
	const ours = await runWord(word, {open: demo});
	expect(ours.stdout.length).toBeGreaterThan(100);
	expect(ours).toEqual(await run(line, {open: demo, persona: 'ipvs-tui'}));
});

test('list --json: every setting of services and servers', async () => {
	const {open} = await director(`-A -t 192.0.2.1:80 -s sh -b sh-port -p 300 -M 255.255.255.0
-a -t 192.0.2.1:80 -r 198.51.100.1:8080 -m -w 3 -x 10 -y 5
-a -t 192.0.2.1:80 -r [2001:db8::9]:80 -i --tun-type gue --tun-port 6080 --tun-csum
-A -u 192.0.2.2:53 -s rr -o
-A -f 70000 -6 -s wlc -p 60 -M 64
`);
	const {stdout, stderr, exit} = await runWord('list --json', {open});
	expect({stderr, exit}).toEqual({stderr: '', exit: 0});
	expect(JSON.parse(stdout)).toEqual({
		version: '1.2.1',
		connectionTableSize: 4096,
		services: [
			{
				family: 'ipv4',
				protocol: 'tcp',
				address: '192.0.2.1',
				port: 80,
				fwmark: null,
				scheduler: 'sh',
				schedulerFlags: ['sh-port'],
				onePacket: false,
				persistence: {timeout: 300, prefixLength: 24, netmask: '255.255.255.0'},
				persistenceEngine: null,
				servers: [
					{
						family: 'ipv4',
						address: '198.51.100.1',
						port: 8080,
						method: 'masquerading',
						weight: 3,
						upperThreshold: 10,
						lowerThreshold: 5,
						tunnel: null,
						activeConnections: 0,
						inactiveConnections: 0,
						persistentConnections: 0,
					},
					{
						family: 'ipv6',
						address: '2001:db8::9',
						port: 80,
						method: 'tunneling',
						weight: 1,
						upperThreshold: 0,
						lowerThreshold: 0,
						tunnel: {type: 'gue', port: 6080, checksum: 'checksum'},
						activeConnections: 0,
						inactiveConnections: 0,
						persistentConnections: 0,
					},
				],
			},
			{
				family: 'ipv4',
				protocol: 'udp',
				address: '192.0.2.2',
				port: 53,
				fwmark: null,
				scheduler: 'rr',
				schedulerFlags: [],
				onePacket: true,
				persistence: null,
				persistenceEngine: null,
				servers: [],
			},
			{
				family: 'ipv6',
				protocol: null,
				address: null,
				port: null,
				fwmark: 70_000,
				scheduler: 'wlc',
				schedulerFlags: [],
				onePacket: false,
				persistence: {timeout: 60, prefixLength: 64, netmask: null},
				persistenceEngine: null,
				servers: [],
			},
		],
	});
});

test('stats --json: the same numbers as --stats --exact', async () => {
	const {stdout} = await runWord('stats --json', {open: demo});
	const text = (await run('-Ln --stats --exact', {open: demo, persona: 'ipvs-tui'})).stdout;
	const {services} = JSON.parse(stdout);
	const numbers = text
		.split('\n')
		.slice(3)
		.filter(line => line !== '')
		.map(line => line.trim().split(/\s+/).slice(-5).map(Number));
	type Counters = Readonly<Record<string, unknown>>;
	const of = (counters: Counters) =>
		['connections', 'inPackets', 'outPackets', 'inBytes', 'outBytes'].map(name => counters[name]);
	expect(
		services.flatMap((service: Counters & {servers: readonly Counters[]}) => [
			of(service),
			...service.servers.map(of),
		]),
	).toEqual(numbers);
	expect(services[0]).toMatchObject({
		connectionRate: expect.any(Number),
		inPacketRate: expect.any(Number),
		outPacketRate: expect.any(Number),
		inByteRate: expect.any(Number),
		outByteRate: expect.any(Number),
	});
});

test('connections --json: an object a line, as many as -Lnc', async () => {
	const {stdout} = await runWord('connections --json', {open: demo});
	const lines = stdout.trimEnd().split('\n');
	const text = (await run('-Lnc', {open: demo, persona: 'ipvs-tui'})).stdout
		.split('\n')
		.slice(2, -1);
	expect(lines.length).toBe(text.length);
	const first = JSON.parse(lines[0] ?? '');
	expect(Object.keys(first)).toEqual([
		'protocol',
		'state',
		'expires',
		'clientAddress',
		'clientPort',
		'virtualAddress',
		'virtualPort',
		'fwmark',
		'serverAddress',
		'serverPort',
		'persistenceEngine',
		'persistenceData',
	]);
	expect(text[0]).toContain(first.state);
	expect(text[0]).toContain(`${first.clientAddress}:${first.clientPort}`);
});

test('a template of a firewall mark has no address', async () => {
	const file = [
		'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData',
		'IP  C0000201 0000 00000007 0000 C6336401 0050 NONE             58',
		'',
	].join('\n');
	const reader = connectionTextReader();
	reader.feed(Buffer.from(file));
	const found = reader.finish();
	const {open} = startDirector({connections: async () => found});
	expect(JSON.parse((await runWord('connections --json', {open})).stdout)).toEqual({
		protocol: 'ip',
		state: 'NONE',
		expires: 58,
		clientAddress: '192.0.2.1',
		clientPort: 0,
		virtualAddress: null,
		virtualPort: null,
		fwmark: 7,
		serverAddress: '198.51.100.1',
		serverPort: 80,
		persistenceEngine: null,
		persistenceData: null,
	});
});

test('what cannot be read is said, with exit code 1', async () => {
	const {open} = startDirector({
		table: async () => failed({kind: 'no-permission', doing: 'read the table'}),
	});
	expect(await runWord('list --json', {open})).toEqual({
		stdout: '',
		stderr: 'ipvs-tui: CAP_NET_ADMIN is needed to read the table: run with sudo\n',
		exit: 1,
	});
});

test('save --full keeps what -S loses, and restore takes it', async () => {
	const rules = `--set 800 100 200
-A -f 4000000000 -s wlc
-A -t 192.0.2.1:80 -s sh -b sh-port,flag-3
-a -t 192.0.2.1:80 -r 198.51.100.1:8080 -m -w 3 -x 10 -y 5
-a -t 192.0.2.1:80 -r 198.51.100.2:80 -i -w 1 --tun-type ipip -x 7
--start-daemon master --mcast-interface eth0 --syncid 3 --sync-maxlen 1400 --mcast-group 224.0.0.99 --mcast-port 9000 --mcast-ttl 4
`;
	const first = await director(rules);
	expect(await runWord('save --full', first)).toEqual({stdout: rules, stderr: '', exit: 0});
	const second = startDirector();
	expect(await runWord('restore', {...second, input: chunks(rules)})).toMatchObject({exit: 0});
	expect((await runWord('save --full', second)).stdout).toBe(rules);
});

const notWanted = () => {
	throw new Error('a mistake needs no director');
};

test.each([
	['save now', 'save takes no arguments, but got now'],
	['list --jason', 'list has no option --jason; did you mean --json?'],
	['list --json --json', '--json was given twice'],
	['list --json=yes', '--json takes no value'],
	['drain --wait --timeout', '--timeout needs a value'],
])('ipvs-tui %s', async (line, sentence) => {
	expect(await runWord(line, {open: notWanted})).toEqual({
		stdout: '',
		stderr: `ipvs-tui: ${sentence}\n`,
		exit: 2,
	});
});
