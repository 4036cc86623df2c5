import {expect} from 'vitest';
import {seen, unseen} from '../../../source/doctor/evidence.ts';
import {web, packets, routes, services, nat, ipvsRule, type Broken} from './broken.ts';
import {markService, rules, server, service, sysctls} from './healthy.ts';

/** Services and servers, and what the table needs of others. */
export const brokenTables: readonly Broken[] = [
	[
		'no module for a scheduler',
		{
			source: 'file',
			...services(service(web, [server('10.0.0.11', {packets})], {scheduler: 'twos'})),
		},
		{
			check: 'schedulers',
			severity: 'fail',
			subject: 'twos',
			evidence: 'this kernel has no module ip_vs_twos',
		},
	],
	[
		'a service without a scheduler',
		services(service(web, [server('10.0.0.11', {packets})], {scheduler: 'none'})),
		{check: 'schedulers', severity: 'fail', subject: web, evidence: 'has no scheduler'},
	],
	[
		'no module for a persistence engine',
		{
			source: 'file',
			...services(
				service('udp 192.0.2.10:80', [server('10.0.0.11', {packets})], {persistenceEngine: 'sip'}),
			),
		},
		{check: 'schedulers', severity: 'fail', evidence: 'this kernel has no module ip_vs_pe_sip'},
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
		{
			check: 'server-answers',
			severity: 'fail',
			evidence: 'no route to it: one of the type unreachable is in the way',
		},
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
		'a mark that may come out of a map',
		{
			...services(markService(7, [server('10.0.0.11', {packets, port: 0})])),
			packetRules: seen(rules('mangle', '-A PREROUTING -j CONNMARK --restore-mark')),
		},
		{check: 'marks', severity: 'unknown'},
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
		'a line of a file that misleads',
		{
			source: 'file',
			pitfalls: [{line: 3, severity: 'fail', evidence: 'port 8080 is not used', fix: []}],
		},
		{check: 'file', severity: 'fail', subject: 'line 3'},
	],
];
