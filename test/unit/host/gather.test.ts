import {expect, test} from 'vitest';
import {seen, unseen, type Probe} from '../../../source/doctor/evidence.ts';
import {gather, type Director} from '../../../source/host/gather.ts';
import type {Ran, Reach} from '../../../source/host/reach.ts';
import {server, service} from '../doctor/healthy.ts';
import {fixture} from './fixture.ts';

const director: Director = {
	source: 'kernel',
	ipvs: seen({version: {major: 1, minor: 2, patch: 1}, connectionTableSize: 4096}),
	services: seen([
		service('tcp 10.0.1.100:80', [
			server('10.0.2.11', {method: 'directRouting'}),
			server('10.0.2.99'),
		]),
		service('udp 10.0.1.100:53', [server('10.0.2.11', {port: 53})]),
	]),
	isDetailed: true,
	daemons: seen([]),
	pitfalls: [],
};

const files: Readonly<Record<string, string>> = {
	'/proc/modules': fixture('modules.txt'),
	'/proc/sys/kernel/osrelease': '6.1.0\n',
	'/lib/modules/6.1.0/modules.dep': fixture('modules.dep'),
	'/proc/self/status': fixture('status.txt'),
	'/proc/self/uid_map': '         0          0 4294967295\n',
	'/proc/net/netstat': fixture('netstat.txt'),
	'/proc/sys/net/ipv4/ip_forward': '1\n',
	'/proc/sys/net/ipv4/vs/sync_threshold': '3\t50\n',
	'/proc/sys/net/ipv4/conf/front/rp_filter': '2\n',
	'/proc/7/comm': 'keepalived\n',
	'/proc/8/comm': 'keepalived\n',
	'/proc/9/comm': 'ldirectord\n',
	'/proc/10/comm': 'bash\n',
};

const ran = (stdout: string, {code = 0, stderr = ''} = {}): Ran => ({
	kind: 'ran',
	code,
	stdout,
	stderr,
});

const programs: Readonly<Record<string, Ran>> = {
	'ip -j -d address': ran(fixture('addresses.txt')),
	'ip -j route show default': ran(fixture('default-ipv4.txt')),
	'ip -j -6 route show default': ran(fixture('default-ipv6.txt')),
	'ip -j neigh': ran(fixture('neighbours.txt')),
	'ip -j -force -batch -': ran(fixture('route-get.txt'), {code: 1}),
	'iptables-legacy-save': ran(fixture('iptables-save.txt')),
	'ip6tables-legacy-save': ran(fixture('ip6tables-save.txt')),
	'iptables-nft-save': ran(fixture('iptables-nft-save.txt')),
	'ip6tables-nft-save': ran(''),
	'nft -j list ruleset': ran(fixture('nft-ruleset.txt')),
	'arping -h': ran('', {stderr: 'Usage:\n  arping [options] <destination>'}),
};

/** A host that is these files and programs, and remembers what was asked. */
const host = ({
	files: more = {},
	programs: others = {},
	...instead
}: Partial<Reach> & {
	files?: Readonly<Record<string, string>>;
	programs?: Readonly<Record<string, Ran>>;
} = {}) => {
	const asked: string[] = [];
	const tried: string[] = [];
	const reach: Reach = {
		readFile: async path => seen({...files, ...more}[path]),
		list: async () => seen(['7', '8', '9', '10', 'self', 'net']),
		readLink: async path => (path === '/proc/9/ns/net' ? 'net:[2]' : 'net:[1]'),
		run: async (program, words, input = '') => {
			const line = [program, ...words].join(' ');
			asked.push(input === '' ? line : `${line} < ${input}`);
			return {...programs, ...others}[line] ?? {kind: 'absent'};
		},
		connect: async (address, port): Promise<Probe> => {
			tried.push(`${address}:${port}`);
			return address === '10.0.2.11' ? 'answers' : 'silent';
		},
		...instead,
	};
	return {reach, asked, tried};
};

const all = {noProbe: undefined, arp: false};

test('a host in full', async () => {
	const {reach, tried} = host();
	const evidence = await gather(reach, director, all);
	expect(evidence.release).toEqual(seen('6.1.0'));
	expect(evidence.isAdministrator).toEqual(seen(true));
	expect(evidence.reversePathDrops).toEqual(seen(0));
	expect(evidence.sysctls.get('net/ipv4/ip_forward')).toEqual(seen('1'));
	expect(evidence.sysctls.get('net/ipv4/conf/front/rp_filter')).toEqual(seen('2'));
	expect(evidence.sysctls.get('net/ipv4/vs/conntrack')).toEqual(seen(undefined));
	expect(evidence.defaultRoutes).toEqual(
		seen([
			{family: 'ipv4', device: 'back'},
			{family: 'ipv6', device: 'back'},
		]),
	);
	expect(evidence.routes.isSeen && evidence.routes.value.get('10.0.1.100')).toEqual({
		kind: 'local',
	});
	expect(evidence.neighbours.isSeen && evidence.neighbours.value.get('10.0.2.99')).toBe(
		'INCOMPLETE',
	);
	expect(evidence.probes).toEqual(
		seen(
			new Map([
				['10.0.2.11:80', 'answers'],
				['10.0.2.99:80', 'silent'],
			]),
		),
	);
	// UDP cannot be tried.
	expect(tried).toEqual(['10.0.2.11:80', '10.0.2.99:80']);
	expect(evidence.arp).toEqual(unseen('only with --arp'));
});

test('of the programs that write the table, those in this network namespace, each once', async () => {
	const {writers} = await gather(host().reach, director, all);
	expect(writers).toEqual(seen([{name: 'keepalived', id: 7}]));
});

/** As a user sees it to whom /proc shows these processes only. */
const writersAmong = async (more: Readonly<Record<string, string>>) => {
	const {reach} = host({list: async () => seen(['100', 'self', 'net']), files: more});
	return (await gather(reach, director, all)).writers;
};

test('where others are hidden, none that is known to write the table is no finding', async () => {
	expect(await writersAmong({'/proc/100/comm': 'node\n'})).toEqual(
		unseen('/proc hides the processes of others from this user (hidepid); run with sudo'),
	);
	expect(await writersAmong({'/proc/100/comm': 'nanny\n'})).toMatchObject({isSeen: true});
	expect(await writersAmong({'/proc/1/comm': 'init\n'})).toEqual(seen([]));
});

test('rules of nftables and of both kinds of iptables, none of them twice', async () => {
	const {packetRules} = await gather(host().reach, director, all);
	const texts = packetRules.isSeen ? packetRules.value.map(({text}) => text) : [];
	expect(texts.filter(text => text.includes('-s 10.0.0.0/8'))).toEqual([
		'-A POSTROUTING -s 10.0.0.0/8 ! -o front -j MASQUERADE',
		'-A POSTROUTING -s 10.0.0.0/8 -j MASQUERADE',
	]);
	expect(texts).toContain('nft inet balancer post handle 12 "web"');
	expect(texts).toContain('-A POSTROUTING -m ipvs --ipvs -j MASQUERADE');
});

test('a packet filter that is not in the kernel is not asked about: the question would load it', async () => {
	const {reach, asked} = host({files: {'/proc/modules': 'ip_vs 1 0 - Live 0x0\n'}});
	const {packetRules} = await gather(reach, director, all);
	expect(packetRules).toEqual(seen([]));
	expect(asked.filter(line => !line.startsWith('ip '))).toEqual([]);
});

test('without rights: what could not be seen and why', async () => {
	const refused = ran('', {
		code: 4,
		stderr:
			'iptables-save v1.8.9 (legacy): Cannot initialize: Permission denied (you must be root)\n',
	});
	const {reach} = host({
		files: {'/proc/self/status': 'CapEff:\t0000000000000000\n'},
		programs: {'iptables-legacy-save': refused, 'nft -j list ruleset': refused},
	});
	const evidence = await gather(reach, director, {noProbe: '--no-probe', arp: false});
	expect(evidence.isAdministrator).toEqual(seen(false));
	expect(evidence.packetRules).toEqual(unseen('rules of the packet filter need root'));
	expect(evidence.probes).toEqual(unseen('--no-probe'));
});

test('root of a user namespace is no administrator', async () => {
	const {reach} = host({files: {'/proc/self/uid_map': '         0       1000          1\n'}});
	expect((await gather(reach, director, all)).isAdministrator).toEqual(seen(false));
});

test('without iproute2, or where it hangs', async () => {
	const absent = await gather(host({run: async () => ({kind: 'absent'})}).reach, director, all);
	expect(absent.links).toEqual(unseen('the program ip (iproute2) is not there'));
	expect(absent.routes).toEqual(unseen('the program ip (iproute2) is not there'));
	const late = await gather(host({run: async () => ({kind: 'late'})}).reach, director, all);
	expect(late.links).toEqual(unseen('ip did not end in time'));
});

test('--arp asks on the links of direct routing and of the address, and leaves out this host', async () => {
	const answer = ran(
		'ARPING 10.0.1.100 from 10.0.2.1 back\nUnicast reply from 10.0.1.100 [86:4D:C4:30:05:2E]  0.660ms\n',
	);
	const {reach, asked} = host({
		programs: {
			'arping -b -c 2 -w 2 -I back 10.0.1.100': answer,
			'arping -b -c 2 -w 2 -I front 10.0.1.100': ran(
				'ARPING 10.0.1.100\nReceived 0 response(s)\n',
				{code: 1},
			),
		},
	});
	const {arp} = await gather(reach, director, {noProbe: '--no-probe', arp: true});
	expect(arp).toEqual(
		seen([
			{address: '10.0.1.100', device: 'back', hardware: ['86:4d:c4:30:05:2e']},
			{address: '10.0.1.100', device: 'front', hardware: []},
		]),
	);
	expect(asked.filter(line => line.startsWith('arping -b'))).toHaveLength(2);
});

test('--arp without arping, or without the right to a raw socket', async () => {
	const wishes = {noProbe: '--no-probe', arp: true};
	const {arp} = await gather(
		host({programs: {'arping -h': {kind: 'absent'}}}).reach,
		director,
		wishes,
	);
	expect(arp).toEqual(unseen('the program arping is not there (package iputils-arping)'));
	const refused = ran('', {code: 2, stderr: 'arping: socket: Operation not permitted\n'});
	const without = await gather(
		host({
			programs: {
				'arping -b -c 2 -w 2 -I back 10.0.1.100': refused,
				'arping -b -c 2 -w 2 -I front 10.0.1.100': refused,
			},
		}).reach,
		director,
		wishes,
	);
	expect(without.arp).toEqual(unseen('arping failed: arping: socket: Operation not permitted'));
});

test('a large table: a few hundred connections are tried, not more at a time than a director bears', async () => {
	let open = 0;
	let most = 0;
	const many = Array.from({length: 1000}, (_, at) => server(`10.1.${at >> 8}.${at & 255}`));
	const {reach, tried} = host();
	await gather(
		{
			...reach,
			connect: async (address, port) => {
				open += 1;
				most = Math.max(most, open);
				const probe = await reach.connect(address, port);
				open -= 1;
				return probe;
			},
		},
		{...director, services: seen([service('tcp 10.0.1.100:80', many)])},
		all,
	);
	expect(tried).toHaveLength(256);
	expect(most).toBeLessThanOrEqual(32);
});

test('ip_vs built in, in a container without the modules of its kernel', async () => {
	const {reach} = host({
		readFile: async path => seen(path === '/proc/modules' ? '' : undefined),
		list: async path => seen(path === '/proc/net' ? ['dev', 'ip_vs', 'ip_vs_conn'] : []),
	});
	const {modules} = await gather(reach, director, all);
	expect(modules.isSeen && modules.value.present.has('ip_vs')).toBe(true);
	expect(modules.isSeen && modules.value.available.isSeen).toBe(false);
});
