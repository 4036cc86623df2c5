import {expect} from 'vitest';
import {seen, unseen} from '../../../source/doctor/evidence.ts';
import {ipvsRule, links, nat, packets, routes, services, type Broken} from './broken.ts';
import {healthy, rules, server, service, sysctls} from './healthy.ts';

/** Modules, addresses, forwarding, settings, company. */
export const brokenHosts: readonly Broken[] = [
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
		'somebody has flushed what setup had made',
		{
			prepared: seen({
				made: ['net.ipv4.vs.conntrack', 'chain IPVS-TUI-SNAT of iptables'],
				missing: ['chain IPVS-TUI-SNAT of iptables'],
			}),
		},
		{
			check: 'setup',
			severity: 'fail',
			subject: 'chain IPVS-TUI-SNAT of iptables',
			fix: ['ipvs-tui setup --update'],
		},
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
		'no rights',
		{isAdministrator: seen(false)},
		{check: 'permission', severity: 'unknown', fix: ['sudo ipvs-tui doctor']},
	],
];
