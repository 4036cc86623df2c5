import {expect, test} from 'vitest';
import {seen, unseen, type Evidence, type Route} from '../../../source/doctor/evidence.ts';
import {examine} from '../../../source/doctor/examine.ts';
import {first, healthy, markService, rules, said, server, service, sysctls} from './healthy.ts';

const web = 'tcp 192.0.2.10:80';
const packets = {incoming: 1000, outgoing: 900};

const routes = (...more: readonly (readonly [string, Route])[]): Evidence['routes'] =>
	seen(new Map([...(healthy.routes.isSeen ? healthy.routes.value : []), ...more]));

const links = (changed: object): Evidence['links'] =>
	seen(
		(healthy.links.isSeen ? healthy.links.value : []).map(link =>
			link.name === 'eth0' ? {...link, ...changed} : link,
		),
	);

const services = (...all: readonly ReturnType<typeof service>[]) => ({services: seen(all)});
const nat = (line: string) => ({packetRules: seen(rules('nat', line))});
const ipvsRule = '-A POSTROUTING -m ipvs --ipvs -j MASQUERADE';

test('a host in order: every finding is ok', () => {
	const {findings, counts, realServers} = examine(healthy);
	expect(findings.filter(({severity}) => severity !== 'ok')).toEqual([]);
	expect(counts).toMatchObject({fail: 0, warn: 0, unknown: 0});
	expect(counts.ok).toBeGreaterThan(15);
	expect(realServers).toEqual([]);
});

type Broken = readonly [
	what: string,
	broken: Partial<Evidence>,
	said: {check: string; severity: string; subject?: string; evidence?: string; fix?: unknown},
];

const broken: readonly Broken[] = [
	[
		'ip_vs is not loaded',
		{
			modules: seen({present: new Set(), available: seen(new Set(['ip_vs']))}),
			ipvs: unseen('ip_vs is not loaded'),
			services: unseen('ip_vs is not loaded'),
		},
		{
			check: 'module',
			severity: 'fail',
			subject: 'ip_vs',
			fix: expect.arrayContaining(['modprobe ip_vs']),
		},
	],
	[
		'no module for a scheduler',
		services(service(web, [server('10.0.0.11', {packets})], {scheduler: 'twos'})),
		{
			check: 'schedulers',
			severity: 'fail',
			subject: 'twos',
			evidence: 'this kernel has no module ip_vs_twos',
		},
	],
	[
		'no module for a persistence engine',
		services(
			service('udp 192.0.2.10:80', [server('10.0.0.11', {packets})], {persistenceEngine: 'sip'}),
		),
		{check: 'schedulers', severity: 'fail', evidence: 'this kernel has no module ip_vs_pe_sip'},
	],
	[
		'the virtual address is nowhere',
		{
			routes: routes([
				'192.0.2.10',
				{kind: 'unicast', device: 'eth0', gateway: '192.0.2.1', source: '192.0.2.9'},
			]),
			links: links({addresses: []}),
		},
		{
			check: 'vip-local',
			severity: 'fail',
			subject: '192.0.2.10',
			evidence: 'not local: packets to it leave through eth0 to 192.0.2.1',
			fix: expect.arrayContaining(['ip address add 192.0.2.10/32 dev ipvs0']),
		},
	],
	[
		'the virtual address is on an interface that is down',
		{
			routes: routes(['192.0.2.10', {kind: 'none', says: 'network is unreachable'}]),
			links: links({isUp: false}),
		},
		{
			check: 'vip-local',
			severity: 'fail',
			evidence: 'is on eth0, which is down: not local',
			fix: ['ip link set eth0 up'],
		},
	],
	[
		'a backup of keepalived has no virtual address',
		{
			routes: routes(['192.0.2.10', {kind: 'none', says: 'network is unreachable'}]),
			links: links({addresses: []}),
			writers: seen([{name: 'keepalived', id: 7}]),
		},
		{
			check: 'vip-local',
			severity: 'warn',
			evidence: expect.stringContaining('this may be the backup'),
		},
	],
	[
		'another host has the virtual address',
		{links: links({addresses: [{address: '192.0.2.10', length: 32, isDuplicate: true}]})},
		{check: 'vip-duplicate', severity: 'fail', subject: '192.0.2.10'},
	],
	[
		'a real server answers ARP for the virtual address',
		{arp: seen([{address: '192.0.2.10', device: 'eth1', hardware: ['00:00:5e:00:53:11']}])},
		{
			check: 'vip-duplicate',
			severity: 'fail',
			evidence: '00:00:5e:00:53:11 on eth1 answers ARP for it, beside this host',
		},
	],
	[
		'no forwarding',
		{sysctls: sysctls({'net.ipv4.ip_forward': '0'})},
		{
			check: 'ip-forward',
			severity: 'fail',
			subject: 'net.ipv4.ip_forward',
			fix: expect.arrayContaining(['sysctl -w net.ipv4.ip_forward=1']),
		},
	],
	[
		'no forwarding on the interface of the servers',
		{sysctls: sysctls({'net.ipv4.conf.eth1.forwarding': '0'})},
		{check: 'ip-forward', severity: 'fail', subject: 'net.ipv4.conf.eth1.forwarding'},
	],
	[
		'no forwarding of IPv6',
		{
			...services(service('tcp [2001:db8::1]:80', [server('2001:db8::11', {packets})])),
			routes: routes(
				['2001:db8::1', {kind: 'local'}],
				['2001:db8::11', {kind: 'unicast', device: 'eth1', gateway: undefined, source: undefined}],
			),
			probes: seen(new Map([['[2001:db8::11]:80', 'answers'] as const])),
			sysctls: sysctls({'net.ipv6.conf.all.forwarding': '0', 'net.ipv4.ip_forward': '0'}),
		},
		{check: 'ip-forward', severity: 'fail', subject: 'net.ipv6.conf.all.forwarding'},
	],
	[
		'a rule for balanced packets without vs.conntrack',
		nat(ipvsRule),
		{
			check: 'vs-conntrack',
			severity: 'fail',
			subject: 'net.ipv4.vs.conntrack',
			evidence: `0, so this rule does nothing for balanced packets: ${ipvsRule}`,
			fix: expect.arrayContaining(['sysctl -w net.ipv4.vs.conntrack=1']),
		},
	],
	[
		'a rule of source NAT that happens to cover the servers',
		nat('-A POSTROUTING -o eth1 -j MASQUERADE'),
		{check: 'vs-conntrack', severity: 'warn'},
	],
	[
		'a strict filter where clients come in, and answers leave elsewhere',
		{
			sysctls: sysctls({'net.ipv4.conf.eth0.rp_filter': '1'}),
			defaultRoutes: seen([{family: 'ipv4', device: 'eth1'}]),
			reversePathDrops: seen(12),
		},
		{
			check: 'rp-filter',
			severity: 'fail',
			subject: 'net.ipv4.conf.eth0.rp_filter',
			evidence: expect.stringContaining('12 packets dropped'),
			fix: ['sysctl -w net.ipv4.conf.eth0.rp_filter=2'],
		},
	],
	[
		'the same, before anything was dropped, by the setting for all',
		{
			sysctls: sysctls({'net.ipv4.conf.all.rp_filter': '1'}),
			defaultRoutes: seen([]),
		},
		{
			check: 'rp-filter',
			severity: 'warn',
			fix: ['sysctl -w net.ipv4.conf.all.rp_filter=2', 'sysctl -w net.ipv4.conf.eth0.rp_filter=2'],
		},
	],
	[
		'a port of its own behind direct routing',
		services(service(web, [server('10.0.0.11', {method: 'directRouting', port: 8080})])),
		{
			check: 'direct-port',
			severity: 'fail',
			subject: '10.0.0.11:8080',
			evidence: 'port 8080 behind tcp 192.0.2.10:80: packets arrive on port 80',
		},
	],
	[
		'direct routing through a router',
		{
			...services(service(web, [server('10.0.0.11', {method: 'directRouting'})])),
			routes: routes([
				'10.0.0.11',
				{kind: 'unicast', device: 'eth1', gateway: '10.0.0.254', source: '10.0.0.1'},
			]),
		},
		{check: 'server-link', severity: 'fail', evidence: 'is behind the router 10.0.0.254'},
	],
	[
		'a server that refuses',
		{
			probes: seen(
				new Map([['10.0.0.11:80', 'refused'] as const, ['10.0.0.12:80', 'answers'] as const]),
			),
		},
		{
			check: 'server-answers',
			severity: 'fail',
			subject: '10.0.0.11:80',
			evidence: 'refuses TCP connections from here, for tcp 192.0.2.10:80',
		},
	],
	[
		'a server that is not on the link any more',
		{
			probes: seen(
				new Map([['10.0.0.11:80', 'unreachable'] as const, ['10.0.0.12:80', 'answers'] as const]),
			),
			neighbours: seen(new Map([['10.0.0.11', 'FAILED']])),
		},
		{
			check: 'server-answers',
			severity: 'fail',
			evidence: 'it does not answer on the link (FAILED)',
		},
	],
	[
		'the gateway to a server is dead',
		{
			probes: unseen('--no-probe'),
			routes: routes([
				'10.0.0.11',
				{kind: 'unicast', device: 'eth1', gateway: '10.0.0.254', source: '10.0.0.1'},
			]),
			neighbours: seen(new Map([['10.0.0.254', 'FAILED']])),
		},
		{
			check: 'server-answers',
			severity: 'fail',
			evidence: 'its gateway 10.0.0.254 does not answer on the link (FAILED)',
		},
	],
	[
		'no route to a server',
		{routes: routes(['10.0.0.11', {kind: 'none', says: 'no route to host'}])},
		{check: 'server-answers', severity: 'fail', evidence: 'no route to it: no route to host'},
	],
	[
		'a drained server that is away',
		{
			...services(
				service(web, [server('10.0.0.11', {packets}), server('10.0.0.12', {packets, weight: 0})]),
			),
			probes: seen(
				new Map([['10.0.0.11:80', 'answers'] as const, ['10.0.0.12:80', 'silent'] as const]),
			),
		},
		{
			check: 'server-answers',
			severity: 'warn',
			evidence: expect.stringContaining('(its weight is 0)'),
		},
	],
	[
		'a service without servers',
		services(service(web, [])),
		{check: 'empty-service', severity: 'fail', subject: web, evidence: 'has no real server'},
	],
	[
		'a service with weight 0 only',
		services(
			service(web, [
				server('10.0.0.11', {weight: 0, packets}),
				server('10.0.0.12', {weight: 0, packets}),
			]),
		),
		{
			check: 'empty-service',
			severity: 'fail',
			evidence: 'all 2 servers have weight 0',
			fix: ['ipvs-tui return -t 192.0.2.10:80 -r 10.0.0.11:80 -w 1'],
		},
	],
	[
		'every server at its threshold',
		services(
			service(web, [server('10.0.0.11', {packets, upperThreshold: 100, active: 60, inactive: 40})]),
		),
		{
			check: 'thresholds',
			severity: 'fail',
			evidence: 'refuses new connections: 10.0.0.11:80 has 100 of at most 100',
		},
	],
	[
		'one of two servers at its threshold',
		services(
			service(web, [
				server('10.0.0.11', {packets, upperThreshold: 10, active: 12}),
				server('10.0.0.12', {packets}),
			]),
		),
		{check: 'thresholds', severity: 'warn', evidence: expect.stringContaining('1 of 2 servers')},
	],
	[
		'a mark that no rule sets',
		services(markService(7, [server('10.0.0.11', {packets, port: 0})])),
		{check: 'marks', severity: 'fail', subject: 'fwmark 7', evidence: 'no rule sets the mark 7'},
	],
	[
		'a service that a mark hides',
		{
			...services(service(web, [server('10.0.0.11', {packets})]), markService(666, [])),
			packetRules: seen(
				rules('mangle', '-A PREROUTING -d 192.0.2.0/24 -j MARK --set-xmark 0x29a/0xffffffff'),
			),
		},
		{check: 'mark-shadows', severity: 'warn', subject: web},
	],
	[
		'a full table of conntrack',
		{sysctls: sysctls({'net.netfilter.nf_conntrack_count': '262100'})},
		{
			check: 'conntrack-table',
			severity: 'fail',
			evidence: '262100 of 262144 entries, 65536 buckets',
		},
	],
	[
		'long chains in conntrack',
		{sysctls: sysctls({'net.netfilter.nf_conntrack_buckets': '64'})},
		{
			check: 'conntrack-table',
			severity: 'warn',
			fix: ['sysctl -w net.netfilter.nf_conntrack_buckets=1024'],
		},
	],
	[
		'source NAT runs out of ports',
		{
			...services(service(web, [server('10.0.0.11', {packets, active: 60_000, inactive: 4000})])),
			...nat(ipvsRule),
			sysctls: sysctls({'net.ipv4.vs.conntrack': '1'}),
		},
		{
			check: 'snat-ports',
			severity: 'fail',
			evidence: expect.stringContaining('64000 connections of about 64512 that 1 source address'),
		},
	],
	[
		'answers go another way',
		services(
			service(web, [
				server('10.0.0.11', {packets: {incoming: 50, outgoing: 0}, active: 3}),
				server('10.0.0.12', {packets}),
			]),
		),
		{
			check: 'return-path',
			severity: 'fail',
			subject: '10.0.0.11:80',
			evidence:
				'50 packets went there for tcp 192.0.2.10:80 and none came back; 3 connections wait',
		},
	],
	[
		'nobody knows where answers go',
		services(service(web, [server('10.0.0.11'), server('10.0.0.12', {packets})])),
		{
			check: 'return-path',
			severity: 'unknown',
			subject: '10.0.0.11:80',
			fix: expect.arrayContaining(['# on the real servers: ip route replace default via 10.0.0.1']),
		},
	],
	[
		'Cilium comes before the rule for balanced packets',
		{
			packetRules: seen(rules('nat', '-A POSTROUTING -j CILIUM_POST_nat', ipvsRule)),
			sysctls: sysctls({'net.ipv4.vs.conntrack': '1'}),
		},
		{
			check: 'rule-order',
			severity: 'warn',
			evidence: 'comes behind: -A POSTROUTING -j CILIUM_POST_nat',
			fix: expect.arrayContaining([
				'# in the configuration of Cilium: prepend-iptables-chains: false',
			]),
		},
	],
	[
		'clients of UDP hang on removed servers',
		services(
			service('udp 192.0.2.10:53', [
				server('10.0.0.11', {packets, port: 53}),
				server('10.0.0.12', {packets, port: 53}),
			]),
		),
		{check: 'expire-nodest', severity: 'warn', subject: 'net.ipv4.vs.expire_nodest_conn'},
	],
	[
		'a persistent service never gets a server empty',
		services(service(web, [server('10.0.0.11', {packets})], {flags: 1, timeout: 300})),
		{
			check: 'expire-quiescent',
			severity: 'warn',
			evidence: '0, and tcp 192.0.2.10:80 is persistent',
		},
	],
	[
		'reused ports stick to their server',
		{sysctls: sysctls({'net.ipv4.vs.conn_reuse_mode': '0'})},
		{check: 'conn-reuse', severity: 'warn'},
	],
	[
		'reused ports are slow with an old kernel',
		{release: seen('5.4.0-150-generic'), sysctls: sysctls({'net.ipv4.vs.conntrack': '1'})},
		{check: 'conn-reuse', severity: 'warn', evidence: expect.stringContaining('before Linux 5.9')},
	],
	[
		'answers are routed by the address of the server',
		{sysctls: sysctls({'net.ipv4.vs.snat_reroute': '0'})},
		{check: 'snat-reroute', severity: 'warn'},
	],
	[
		'real servers on a bridge without br_netfilter',
		{
			links: seen([
				...(healthy.links.isSeen ? healthy.links.value : []),
				{name: 'br0', isUp: true, isLoopback: false, kind: 'bridge', hardware: '', addresses: []},
			]),
			routes: routes([
				'10.0.0.11',
				{kind: 'unicast', device: 'br0', gateway: undefined, source: '10.0.0.1'},
			]),
			sysctls: sysctls({'net.bridge.bridge-nf-call-iptables': undefined}),
		},
		{
			check: 'bridge-netfilter',
			severity: 'warn',
			evidence: 'br_netfilter is not loaded, and real servers are on a bridge of this host',
		},
	],
	[
		'a sync daemon on an interface that is down',
		{daemons: seen([{role: 'master', interface: 'eth7', syncId: 1}])},
		{check: 'sync', severity: 'fail', subject: 'master on eth7', evidence: 'eth7 is not there'},
	],
	[
		'the old format of sync messages',
		{
			daemons: seen([{role: 'master', interface: 'eth1', syncId: 1}]),
			sysctls: sysctls({'net.ipv4.vs.sync_version': '0'}),
		},
		{check: 'sync', severity: 'warn', subject: 'net.ipv4.vs.sync_version'},
	],
	[
		'no estimation',
		{sysctls: sysctls({'net.ipv4.vs.run_estimation': '0'})},
		{check: 'estimation', severity: 'warn'},
	],
	[
		'a forgotten port',
		services(service('tcp 192.0.2.10:0', [server('10.0.0.11', {packets})])),
		{
			check: 'port-zero',
			severity: 'warn',
			evidence: 'every port of the address, all of them to 10.0.0.11:80',
		},
	],
	[
		'long buckets of connections',
		services(service(web, [server('10.0.0.11', {packets, active: 40_000})])),
		{
			check: 'connection-table',
			severity: 'warn',
			fix: expect.arrayContaining([expect.stringContaining('conn_tab_bits=16')]),
		},
	],
	[
		'FTP without its module',
		{
			...services(service('tcp 192.0.2.10:21', [server('10.0.0.11', {packets, port: 21})])),
			probes: seen(new Map([['10.0.0.11:21', 'answers'] as const])),
		},
		{
			check: 'companions',
			severity: 'warn',
			evidence: '1 FTP service by masquerading, and ip_vs_ftp is not loaded',
		},
	],
	[
		'ldirectord runs',
		{
			writers: seen([{name: 'ldirectord', id: 42}]),
			sysctls: sysctls({'net.ipv4.vs.expire_nodest_conn': '1'}),
		},
		{check: 'writers', severity: 'warn', evidence: 'runs (process 42) and manages the table'},
	],
	[
		'keepalived runs, and nobody may bind to what is elsewhere',
		{
			writers: seen([{name: 'keepalived', id: 42}]),
			sysctls: sysctls({'net.ipv4.vs.expire_nodest_conn': '1'}),
		},
		{check: 'nonlocal-bind', severity: 'warn'},
	],
	[
		'a line of a file that misleads',
		{
			source: 'file',
			pitfalls: [{line: 3, severity: 'fail', evidence: 'port 8080 is not used', fix: []}],
		},
		{check: 'file', severity: 'fail', subject: 'line 3'},
	],
	[
		'no rights',
		{isAdministrator: seen(false)},
		{check: 'permission', severity: 'unknown', fix: ['sudo ipvs-tui doctor']},
	],
];

test.each(broken)('%s: said first', (_, evidence, expected) => {
	const finding = first(evidence);
	expect(finding).toMatchObject(expected);
	expect(finding.why).not.toBe('');
});

test('every check has a healthy and a broken host here', () => {
	const tested = new Set(broken.map(([, , {check}]) => check));
	const always = new Set(['version', 'catch-all']);
	const known = new Set([...examine(healthy).findings.map(({check}) => check), ...tested]);
	expect([...known].filter(check => !tested.has(check) && !always.has(check))).toEqual([]);
});

test('with vs.conntrack=1 the rule works, and the return path is known', () => {
	const evidence = {
		...nat(ipvsRule),
		...services(service(web, [server('10.0.0.11')])),
		sysctls: sysctls({'net.ipv4.vs.conntrack': '1'}),
	};
	expect(said('vs-conntrack', evidence)).toMatchObject([{severity: 'ok'}]);
	expect(said('return-path', evidence)).toMatchObject([{severity: 'ok'}]);
	expect(said('snat-ports', evidence)).toMatchObject([{severity: 'ok'}]);
});

test('a server of direct routing that refuses may listen on the virtual address alone', () => {
	const evidence = {
		...services(
			service('tcp 192.0.2.10:81', [server('10.0.0.11', {method: 'directRouting', port: 81})]),
		),
		probes: seen(new Map([['10.0.0.11:81', 'refused'] as const])),
	};
	expect(first(evidence)).toMatchObject({
		check: 'server-answers',
		severity: 'warn',
		why: expect.stringContaining('must listen on port 81 of the virtual address'),
	});
});

test('what is marked again by a later rule is not hidden', () => {
	const evidence = {
		...services(service(web, [server('10.0.0.11', {packets})]), markService(666, [])),
		packetRules: seen(
			rules(
				'mangle',
				'-A PREROUTING -d 192.0.2.0/24 -j MARK --set-xmark 0x29a/0xffffffff',
				'-A PREROUTING -d 192.0.2.10/32 -p tcp -m tcp --dport 80 -j MARK --set-xmark 0x1/0xffffffff',
			),
		),
	};
	expect(said('mark-shadows', evidence)).toMatchObject([{severity: 'ok'}]);
	expect(said('catch-all', evidence)).toMatchObject([{evidence: 'fwmark 666'}]);
});

test('where nothing could be seen, that is said and nothing is called broken', () => {
	const nothing = unseen('this user may not');
	const {counts, findings} = examine({
		...healthy,
		release: nothing,
		isAdministrator: nothing,
		modules: nothing,
		ipvs: nothing,
		sysctls: new Map(),
		links: nothing,
		defaultRoutes: nothing,
		routes: nothing,
		neighbours: nothing,
		packetRules: nothing,
		reversePathDrops: nothing,
		writers: nothing,
		daemons: nothing,
		probes: nothing,
		arp: nothing,
	});
	expect({fail: counts.fail, warn: counts.warn}).toEqual({fail: 0, warn: 0});
	expect(counts.unknown).toBeGreaterThan(8);
	expect(findings.filter(({check}) => check === 'vip-local')).toMatchObject([
		{severity: 'unknown', evidence: 'not seen: this user may not'},
	]);
});

test('a table with hundreds of the same problem says twenty of them', () => {
	const many = Array.from({length: 300}, (_, at) => service(`tcp 192.0.2.10:${at + 1}`, []));
	const found = said('empty-service', {services: seen(many)});
	expect(found).toHaveLength(21);
	expect(found.at(-1)).toMatchObject({subject: '…', evidence: 'and 280 more of this kind'});
});
