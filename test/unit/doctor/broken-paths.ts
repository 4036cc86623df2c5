import {seen} from '../../../source/doctor/evidence.ts';
import {filter, links, routes, web, type Broken} from './broken.ts';
import {readPolicyRules} from '../../../source/host/parse/ip-json.ts';
import {rules, sysctls} from './healthy.ts';

const policyRules = (...all: readonly object[]) =>
	readPolicyRules(JSON.stringify(all), 'ipv4') ?? [];

/** Ways of packets: interfaces, routes, neighbours, the packet filter, defences. */
export const brokenPaths: readonly Broken[] = [
	[
		'a policy rule sends the virtual address elsewhere, before the table of local addresses is asked',
		{
			routes: routes([
				'192.0.2.10',
				{kind: 'unicast', device: 'eth1', gateway: '10.0.0.254', source: '10.0.0.1'},
			]),
			policyRules: seen(
				policyRules(
					{priority: 9, src: 'all', dst: '198.51.100.0', dstlen: 24, table: '77'},
					{priority: 10, src: 'all', dst: '192.0.2.0', dstlen: 24, fwmark: '0x1', table: '78'},
					{priority: 11, src: 'all', dst: '192.0.2.0', dstlen: 24, table: '77'},
					{priority: 100, src: 'all', table: 'local'},
					{priority: 101, src: 'all', table: 'main'},
				),
			),
		},
		{
			check: 'vip-local',
			severity: 'fail',
			subject: '192.0.2.10',
			evidence:
				'not local: packets to it leave through eth1 to 10.0.0.254; the rule "11: from all to 192.0.2.0/24 lookup 77" comes before the table of local addresses',
			fix: ['ip rule add priority 10 to 192.0.2.10 lookup local'],
		},
	],
	[
		'source NAT, and a rule that keeps its packets from being tracked',
		{
			sysctls: sysctls({'net.ipv4.vs.conntrack': '1'}),
			packetRules: seen([
				...rules('nat', '-A POSTROUTING -m ipvs --ipvs -j MASQUERADE'),
				...rules('raw', '-A PREROUTING -d 192.0.2.10/32 -p tcp -m tcp --dport 80 -j CT --notrack'),
			]),
		},
		{
			check: 'untracked',
			severity: 'fail',
			subject: web,
			evidence:
				'what clients send is not tracked, so source NAT does nothing for that: -A PREROUTING -d 192.0.2.10/32 -p tcp -m tcp --dport 80 -j CT --notrack',
			fix: ['iptables -t raw -I PREROUTING -d 192.0.2.10 -p tcp --dport 80 -j ACCEPT'],
		},
	],
	[
		'the same for answers',
		{
			sysctls: sysctls({'net.ipv4.vs.conntrack': '1'}),
			packetRules: seen([
				...rules('nat', '-A POSTROUTING -m ipvs --ipvs -j MASQUERADE'),
				...rules('raw', '-A PREROUTING -i eth+ -s 10.0.0.0/24 -j NOTRACK'),
			]),
		},
		{
			check: 'untracked',
			severity: 'fail',
			subject: '10.0.0.11:80 and 10.0.0.12:80',
			fix: [
				'iptables -t raw -I PREROUTING -s 10.0.0.11 -p tcp --sport 80 -j ACCEPT',
				'iptables -t raw -I PREROUTING -s 10.0.0.12 -p tcp --sport 80 -j ACCEPT',
			],
		},
	],
	[
		'the interface of the clients is down',
		{links: links({isUp: false})},
		{
			check: 'links',
			severity: 'fail',
			subject: 'eth0',
			evidence: 'down, and clients of 192.0.2.10 are behind it',
			fix: ['ip link set eth0 up'],
		},
	],
	[
		'the packet filter drops what clients send',
		filter('-A INPUT -d 192.0.2.10 -p tcp -m tcp --dport 80 -j DROP'),
		{
			check: 'packet-filter',
			severity: 'fail',
			subject: web,
			fix: ['iptables -t filter -I INPUT -d 192.0.2.10 -p tcp --dport 80 -j ACCEPT'],
		},
	],
	[
		'only what has begun already comes in',
		filter(
			':INPUT DROP [0:0]',
			'-A INPUT -i lo -j ACCEPT',
			'-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
			'-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT',
		),
		{
			check: 'packet-filter',
			severity: 'fail',
			subject: web,
			evidence: 'what clients send: dropped in INPUT by -P INPUT DROP',
		},
	],
	[
		'answers are not forwarded, as Docker sets it up',
		filter(
			':FORWARD DROP [0:0]',
			':DOCKER-USER - [0:0]',
			'-A DOCKER-USER -j RETURN',
			'-A FORWARD -j DOCKER-USER',
			'-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
			'-A FORWARD -i docker0 ! -o docker0 -j ACCEPT',
		),
		{
			check: 'packet-filter',
			severity: 'fail',
			subject: '10.0.0.11:80 and 10.0.0.12:80',
			evidence: 'its answers: dropped in FORWARD by -P FORWARD DROP',
			fix: [
				'iptables -t filter -I FORWARD -s 10.0.0.11 -p tcp --sport 80 -j ACCEPT',
				'iptables -t filter -I FORWARD -s 10.0.0.12 -p tcp --sport 80 -j ACCEPT',
			],
		},
	],
	[
		'nothing may go to a real server',
		filter(
			':own - [0:0]',
			'-A own -d 10.0.0.12 -j REJECT --reject-with icmp-port-unreachable',
			'-A OUTPUT -o eth1 -j own',
		),
		{
			check: 'packet-filter',
			severity: 'fail',
			subject: '10.0.0.12:80',
			fix: ['iptables -t filter -I OUTPUT -d 10.0.0.12 -p tcp --dport 80 -j ACCEPT'],
		},
	],
	[
		'a defence is on all the time',
		{sysctls: sysctls({'net.ipv4.vs.drop_packet': '3'})},
		{check: 'defences', severity: 'warn', subject: 'net.ipv4.vs.drop_packet'},
	],
	[
		'a route that says no',
		{routes: routes(['10.0.0.12', {kind: 'none', says: 'invalid argument'}])},
		{
			check: 'server-answers',
			severity: 'fail',
			evidence: 'no route to it: one of the type blackhole is in the way',
			fix: ['ip route del $(ip route show type blackhole to match 10.0.0.12 | tail -n 1)'],
		},
	],
	[
		'a hardware address that was set by hand',
		{
			probes: seen(
				new Map([
					['10.0.0.11:80', 'answers'],
					['10.0.0.12:80', 'silent'],
				] as const),
			),
			neighbours: seen(new Map([['10.0.0.12', 'PERMANENT']])),
		},
		{
			check: 'server-answers',
			severity: 'fail',
			subject: '10.0.0.12:80',
			fix: ['ip neighbour del 10.0.0.12 dev eth1'],
		},
	],
];
