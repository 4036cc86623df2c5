import {expect, test} from 'vitest';
import {covers} from '../../../source/doctor/packet-rule.ts';
import {parseAddress} from '../../../source/doctor/prefix.ts';
import {readArping} from '../../../source/host/parse/arping.ts';
import {
	readDefaultRoutes,
	readLinks,
	readNeighbours,
	readPolicyRules,
	readRoutes,
} from '../../../source/host/parse/ip-json.ts';
import {
	countAddresses,
	isOverNftables,
	readIptables,
} from '../../../source/host/parse/iptables-save.ts';
import {isOfIptables, readNftables} from '../../../source/host/parse/nft-json.ts';
import {
	hasNetworkAdministrator,
	isInitialUserNamespace,
	loadedModules,
	moduleNames,
	networkCounter,
} from '../../../source/host/parse/proc.ts';
import {fixture} from './fixture.ts';

const address = (text: string) => {
	const parsed = parseAddress(text);
	if (parsed === undefined) {
		throw new Error(text);
	}
	return parsed;
};

test('ip address: interfaces with their kind, state and addresses', () => {
	const links = readLinks(fixture('addresses.txt')) ?? [];
	const by = (name: string) => links.find(link => link.name === name);
	expect(by('front')).toMatchObject({isUp: true, isLoopback: false, kind: 'veth'});
	expect(by('front')?.addresses.map(each => `${each.address}/${each.length}`)).toEqual(
		expect.arrayContaining(['10.0.1.1/24', '10.0.1.100/32', 'fd00:1::100/128']),
	);
	expect(by('ipvs0')).toMatchObject({isUp: false, kind: 'dummy'});
	expect(by('lo')).toMatchObject({isLoopback: true, hardware: ''});
	expect(readLinks('Cannot open netlink socket')).toBeUndefined();
});

test('an address that another host has is said to be a duplicate', () => {
	const text =
		'[{"ifname":"eth0","flags":["UP"],"address":"00:00:5e:00:53:01","addr_info":[{"family":"inet6","local":"2001:db8::1","prefixlen":64,"dadfailed":true}]}]';
	expect(readLinks(text)?.[0]?.addresses[0]?.isDuplicate).toBe(true);
});

test('ip route: default routes, and nothing where there is none', () => {
	expect(readDefaultRoutes(fixture('default-ipv4.txt'), 'ipv4')).toEqual([
		{family: 'ipv4', device: 'back'},
	]);
	expect(readDefaultRoutes(fixture('default-ipv6.txt'), 'ipv6')).toEqual([
		{family: 'ipv6', device: 'back'},
	]);
	expect(readDefaultRoutes('', 'ipv4')).toEqual([]);
	const many =
		'[{"dst":"default","flags":[],"nexthops":[{"gateway":"192.0.2.1","dev":"eth0"},{"gateway":"198.51.100.1","dev":"eth1"}]}]';
	expect(readDefaultRoutes(many, 'ipv4')?.map(({device}) => device)).toEqual(['eth0', 'eth1']);
});

test('ip route get: local, on the link, behind a router, and refused, each by its address', () => {
	const asked = '10.0.1.100 198.51.100.5 198.51.100.7 10.0.2.11 203.0.113.5 192.0.2.1'.split(' ');
	const routes = readRoutes(asked, {
		stdout: fixture('route-get.txt'),
		stderr: fixture('route-get.stderr'),
	});
	expect(routes.get('10.0.1.100')).toEqual({kind: 'local'});
	expect(routes.get('198.51.100.5')).toEqual({kind: 'local'});
	expect(routes.get('10.0.2.11')).toEqual({
		kind: 'unicast',
		device: 'back',
		gateway: undefined,
		source: '10.0.2.1',
	});
	expect(routes.get('192.0.2.1')).toMatchObject({kind: 'unicast', gateway: '10.0.2.254'});
	expect(routes.get('203.0.113.5')).toEqual({kind: 'none', says: 'no route to host'});
	expect(routes.get('fd00:1::100')).toEqual({kind: 'local'});
	expect(routes.get('2001:db8::1')).toMatchObject({kind: 'unicast', gateway: 'fd00:2::fe'});
});

test('ip neigh: states by address', () => {
	const neighbours = readNeighbours(fixture('neighbours.txt'));
	expect(neighbours?.get('10.0.2.11')).toBe('REACHABLE');
	expect(neighbours?.get('10.0.2.99')).toBe('INCOMPLETE');
});

test('modules, capabilities, user namespaces, counters', () => {
	expect(loadedModules(fixture('modules.txt'))).toEqual(
		expect.arrayContaining(['ip_vs', 'ip_vs_wlc', 'xt_ipvs', 'nf_conntrack']),
	);
	expect(moduleNames(fixture('modules.dep'))).toEqual([
		'xt_ipvs',
		'ip_vs',
		'ip_vs_wlc',
		'ansi_cprng',
	]);
	expect(hasNetworkAdministrator(fixture('status.txt'))).toBe(true);
	expect(hasNetworkAdministrator('CapEff:\t0000000000000400\n')).toBe(false);
	expect(isInitialUserNamespace('         0          0 4294967295\n')).toBe(true);
	expect(isInitialUserNamespace('         0       1000          1\n')).toBe(false);
	expect(networkCounter(fixture('netstat.txt'), 'TcpExt', 'IPReversePathFilter')).toBe(0);
	expect(networkCounter(fixture('netstat.txt'), 'TcpExt', 'TCPTimeouts')).toBe(2);
	expect(networkCounter(fixture('netstat.txt'), 'TcpExt', 'NoSuchCounter')).toBeUndefined();
});

test('iptables-save: what a rule asks for, and what it does', () => {
	const rules = readIptables(fixture('iptables-save.txt'), 'ipv4');
	expect(rules.map(({verdict}) => verdict)).toEqual([
		{kind: 'mark', mark: 666},
		{kind: 'mark', mark: 1},
		{kind: 'mark', mark: 2},
		{kind: 'mark', mark: 1},
		{kind: 'source-nat', addresses: 1},
		{kind: 'source-nat', addresses: 1},
		{kind: 'source-nat', addresses: 4},
		{kind: 'source-nat', addresses: 1},
		{kind: 'jump', chain: 'KUBE-X'},
		{kind: 'drop'},
	]);
	expect(rules.at(-1)).toMatchObject({table: 'filter', hook: 'forward', text: '-P FORWARD DROP'});
	expect(rules[4]?.ipvs).toEqual({address: '10.0.1.100', port: 80});
	expect(rules.map(({isPartial}) => isPartial)).toEqual([
		false,
		false,
		false,
		true,
		false,
		true,
		false,
		true,
		false,
		false,
	]);
	const web = {family: 'ipv4' as const, address: address('10.0.2.11'), port: 80, protocol: 'tcp'};
	const balanced = (ip: string, port: number) => ({...web, virtual: {address: ip, port}});
	const taken = (flow: Parameters<typeof covers>[1]) =>
		rules.slice(4, 9).map(rule => covers(rule, flow));
	expect(taken(balanced('10.0.1.100', 80))).toEqual(['yes', 'perhaps', 'yes', 'perhaps', 'yes']);
	expect(taken(balanced('10.0.1.101', 80))).toEqual(['no', 'perhaps', 'yes', 'perhaps', 'yes']);
	expect(taken(web)).toEqual(['no', 'no', 'no', 'perhaps', 'yes']);
	const marked = {
		family: 'ipv4' as const,
		address: address('10.0.1.100'),
		port: 8080,
		protocol: 'tcp',
	};
	expect(rules.slice(0, 4).map(rule => covers(rule, marked))).toEqual([
		'yes',
		'no',
		'yes',
		'perhaps',
	]);
	expect(covers(rules[2]!, {...marked, protocol: 'udp'})).toBe('no');
});

test('ip6tables-save and iptables over nftables', () => {
	const [rule] = readIptables(fixture('ip6tables-save.txt'), 'ipv6');
	expect(rule).toMatchObject({family: 'ipv6', ipvs: {}, verdict: {kind: 'source-nat'}});
	expect(isOverNftables(fixture('iptables-nft-save.txt'))).toBe(true);
	expect(isOverNftables(fixture('iptables-save.txt'))).toBe(false);
});

test.each([
	['10.0.2.1', 1],
	['10.0.2.1-10.0.2.4', 4],
	['10.0.2.1-10.0.2.4:1024-65535', 4],
	['2001:db8::1-2001:db8::10', 16],
])('%s are %d addresses', (text, count) => {
	expect(countAddresses(text)).toBe(count);
});

test('nft: the same of nftables; sets that have a name make a rule uncertain', () => {
	const rules = readNftables(fixture('nft-ruleset.txt')) ?? [];
	const own = rules.filter(rule => !isOfIptables(rule));
	expect(own.map(({hook, verdict}) => [hook, verdict])).toEqual([
		['prerouting', {kind: 'mark', mark: 666}],
		['prerouting', {kind: 'mark', mark: 1}],
		['prerouting', {kind: 'mark', mark: 2}],
		['prerouting', {kind: 'mark', mark: 1}],
		['prerouting', {kind: 'mark', mark: 2}],
		['postrouting', {kind: 'source-nat', addresses: 1}],
		['postrouting', {kind: 'source-nat', addresses: 4}],
		['postrouting', {kind: 'source-nat', addresses: 2}],
		['postrouting', {kind: 'source-nat', addresses: 1}],
		['postrouting', {kind: 'source-nat', addresses: 1}],
		['postrouting', {kind: 'jump', chain: 'more'}],
		['postrouting', {kind: 'return'}],
		[undefined, {kind: 'source-nat', addresses: 1}],
	]);
	expect(rules.length - own.length).toBe(1);
	const flow = {
		family: 'ipv4' as const,
		address: address('10.0.2.12'),
		port: 80,
		protocol: 'tcp',
		outInterface: 'eth1',
	};
	expect(own.slice(5, 10).map(rule => covers(rule, flow))).toEqual([
		'yes',
		'yes',
		'yes',
		'no',
		'no',
	]);
	const virtual = {
		family: 'ipv4' as const,
		address: address('192.0.2.10'),
		port: 8000,
		protocol: 'tcp',
	};
	expect(own.slice(0, 4).map(rule => covers(rule, virtual))).toEqual([
		'yes',
		'no',
		'yes',
		'perhaps',
	]);
	expect(readNftables('netlink: Error: cache initialization failed')).toBeUndefined();
});

test('arping: who answered, each once', () => {
	const text = fixture('arping.txt');
	expect(readArping(text)).toEqual(['1a:0a:2b:27:ec:87', '86:4d:c4:30:05:2e']);
	expect(readArping('60 bytes from 00:00:5e:00:53:01 (192.0.2.10): index=0 time=4 msec')).toEqual([
		'00:00:5e:00:53:01',
	]);
	expect(readArping('Sent 2 probes (2 broadcast(s))\nReceived 0 response(s)\n')).toEqual([]);
});

const match = (left: object, right: unknown, op = '==') => ({match: {op, left, right}});

test('nft: a rule for what clients have asked for is one for balanced packets', () => {
	const rule = {
		family: 'ip',
		table: 'ipvs_tui',
		chain: 'source_nat',
		handle: 3,
		expr: [
			match({meta: {key: 'l4proto'}}, 'tcp'),
			match({ct: {key: 'ip daddr', dir: 'original'}}, '192.0.2.10'),
			match({ct: {key: 'proto-dst', dir: 'original'}}, 80),
			match({payload: {protocol: 'ip', field: 'daddr'}}, '192.0.2.10', '!='),
			{masquerade: null},
		],
	};
	expect(readNftables(JSON.stringify({nftables: [{rule}]}))).toMatchObject([
		{
			ipvs: {address: '192.0.2.10', port: 80},
			protocol: 'tcp',
			isPartial: true,
			verdict: {kind: 'source-nat', addresses: 1},
		},
	]);
});

test('ip -j rule: where it goes, and whether it asks for anything beside the address', () => {
	const rules = readPolicyRules(
		'[{"priority":10,"src":"all","dst":"192.0.2.10","table":"77"},{"priority":11,"src":"all","dst":"192.0.2.0","dstlen":24,"fwmark":"0x1","table":"77"},{"priority":12,"src":"10.0.0.0","srclen":8,"iif":"eth0","action":"prohibit"},{"priority":13,"src":"all","dst":"192.0.2.99","action":"unreachable"},{"priority":14,"src":"all","l3mdev":null},{"priority":100,"src":"all","table":"local"}]',
		'ipv4',
	);
	expect(rules?.map(({text, table, isPartial}) => [text, table, isPartial])).toEqual([
		['10: from all to 192.0.2.10 lookup 77', '77', false],
		['11: from all to 192.0.2.0/24 fwmark 0x1 lookup 77', '77', true],
		['12: from 10.0.0.0/8 iif eth0 prohibit', undefined, true],
		['13: from all to 192.0.2.99 unreachable', undefined, false],
		['14: from all l3mdev', undefined, true],
		['100: from all lookup local', 'local', false],
	]);
	expect(rules?.[0]?.destination?.length).toBe(32);
});

test('rules that keep packets from being tracked', () => {
	const [one, other] = readIptables(
		'*raw\n-A PREROUTING -p tcp -m tcp --dport 80 -j CT --notrack\n-A PREROUTING -j NOTRACK\n',
		'ipv4',
	);
	expect(one).toMatchObject({verdict: {kind: 'untracked'}, isPartial: false, hook: 'prerouting'});
	expect(other).toMatchObject({verdict: {kind: 'untracked'}});
	const nft = readNftables(
		'{"nftables":[{"chain":{"family":"ip","table":"t","name":"pre","hook":"prerouting"}},{"rule":{"family":"ip","table":"t","chain":"pre","handle":3,"expr":[{"notrack":null}]}}]}',
	);
	expect(nft).toMatchObject([{verdict: {kind: 'untracked'}, isPartial: false, hook: 'prerouting'}]);
});
