import {expect, test} from 'vitest';
import {checks} from '../../../source/doctor/checks.ts';
import {seen, unseen} from '../../../source/doctor/evidence.ts';
import {examine} from '../../../source/doctor/examine.ts';
import {brokenHosts} from './broken-hosts.ts';
import {brokenPaths} from './broken-paths.ts';
import {brokenTables} from './broken-tables.ts';
import {filter, ipvsRule, links, nat, packets, services, web} from './broken.ts';
import {first, healthy, markService, rules, said, server, service, sysctls} from './healthy.ts';

test('a host in order: every finding is ok', () => {
	const {findings, counts, realServers} = examine(healthy);
	expect(findings.filter(({severity}) => severity !== 'ok')).toEqual([]);
	expect(counts).toMatchObject({fail: 0, warn: 0, unknown: 0});
	expect(counts.ok).toBeGreaterThan(15);
	expect(realServers).toEqual([]);
});

const broken = [...brokenHosts, ...brokenPaths, ...brokenTables];

test.each(broken)('%s: said first', (_, evidence, expected) => {
	const finding = first(evidence);
	expect(finding).toMatchObject(expected);
	expect(finding.why).not.toBe('');
});

test('every check has a broken host here, but for two that only inform', () => {
	const tested = new Set(broken.map(([, , {check}]) => check));
	expect(checks.map(({id}) => id).filter(id => !tested.has(id))).toEqual(['catch-all', 'version']);
});

test.each([
	['the service is let in', ':INPUT DROP [0:0]', '-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT'],
	['a set that may have it', ':INPUT DROP [0:0]', '-A INPUT -m set --match-set ours dst -j ACCEPT'],
	['another interface, perhaps', ':INPUT DROP [0:0]', '-A INPUT -i eth0 -j ACCEPT'],
	['a limit', '-A INPUT -p tcp -m limit --limit 5/s -j DROP'],
	['another network', '-A INPUT -s 203.0.113.0/24 -j DROP'],
	[
		'a chain that comes back',
		':own - [0:0]',
		'-A INPUT -j own',
		'-A own -j RETURN',
		'-A own -j DROP',
	],
	['what has no connection', '-A INPUT -m conntrack --ctstate INVALID -j DROP'],
	['answers to another interface', '-A FORWARD -o docker0 -j DROP'],
	['answers to clients of one network', '-A FORWARD -d 203.0.113.0/24 -j DROP'],
])('the packet filter is no problem: %s', (_, ...lines) => {
	expect(said('packet-filter', filter(...lines))).toMatchObject([{severity: 'ok'}]);
});

test('answers of tracked connections are forwarded by a rule for these', () => {
	const {packetRules} = filter(
		':FORWARD DROP [0:0]',
		'-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
	);
	expect(said('packet-filter', {packetRules})).toMatchObject([{severity: 'fail'}]);
	const tracked = sysctls({'net.ipv4.vs.conntrack': '1'});
	expect(said('packet-filter', {packetRules, sysctls: tracked})).toMatchObject([{severity: 'ok'}]);
});

test('what direct routing and tunneling send is judged by where it goes', () => {
	const drops = filter('-A OUTPUT -d 192.0.2.10 -p tcp -m tcp --dport 80 -j DROP');
	const by = (method: 'directRouting' | 'tunneling') => ({
		...drops,
		...services(service(web, [server('10.0.0.11', {method})])),
	});
	expect(said('packet-filter', by('directRouting'))).toMatchObject([{subject: '10.0.0.11:80'}]);
	expect(said('packet-filter', by('tunneling'))).toMatchObject([{severity: 'ok'}]);
	const outer = {...by('tunneling'), ...filter('-A OUTPUT -p ipencap -j DROP')};
	expect(said('packet-filter', outer)).toMatchObject([
		{severity: 'fail', fix: ['iptables -t filter -I OUTPUT -d 10.0.0.11 -p ipencap -j ACCEPT']},
	]);
});

test('an interface that is down is no loss when the servers are reached by another, or it is a dummy', () => {
	expect(said('links', {links: links({isUp: false, kind: 'dummy'})})).toMatchObject([
		{severity: 'ok'},
	]);
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

test('a rule of source NAT for other sources is none to count on', () => {
	const evidence = {
		...nat('-A POSTROUTING -s 10.9.0.0/16 ! -o docker0 -j MASQUERADE'),
		...services(service(web, [server('10.0.0.11')])),
	};
	expect(said('vs-conntrack', evidence)).toMatchObject([{severity: 'ok'}]);
	expect(
		said('return-path', {...evidence, sysctls: sysctls({'net.ipv4.vs.conntrack': '1'})}),
	).toMatchObject([{severity: 'unknown'}]);
});

test('servers on the director itself need no forwarding', () => {
	const evidence = {
		...services(service(web, [server('127.0.0.1', {packets})])),
		routes: seen(
			new Map([
				['192.0.2.10', {kind: 'local'} as const],
				['127.0.0.1', {kind: 'local'} as const],
			]),
		),
		sysctls: sysctls({'net.ipv4.ip_forward': '0'}),
	};
	expect(said('ip-forward', evidence)).toEqual([]);
	expect(said('return-path', evidence)).toMatchObject([{severity: 'ok'}]);
});

test('who takes care of servers is named where other processes are hidden, and these are not seen', () => {
	const because = 'processes are hidden';
	const carers = [{id: 42, services: 2}];
	expect(said('writers', {carers, writers: unseen(because)})).toMatchObject([
		{severity: 'unknown', evidence: `not seen: ${because}`},
		{severity: 'ok', subject: 'ipvs-tui care'},
	]);
});

test('who takes care of servers is named, and nothing is wrong with that', () => {
	expect(said('writers', {carers: [{id: 42, services: 2}]})).toMatchObject([
		{
			severity: 'ok',
			subject: 'ipvs-tui care',
			evidence: expect.stringContaining('runs (process 42) and manages 2 services'),
		},
	]);
});
