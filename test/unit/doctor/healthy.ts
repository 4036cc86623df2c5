import {
	seen,
	unseen,
	type Evidence,
	type ServerFacts,
	type ServiceFacts,
} from '../../../source/doctor/evidence.ts';
import {examine} from '../../../source/doctor/examine.ts';
import {parseAddress} from '../../../source/doctor/prefix.ts';
import type {PacketRule} from '../../../source/doctor/packet-rule.ts';
import {readIptables} from '../../../source/host/parse/iptables-save.ts';
import {forwarding, plainTunnel, type Destination} from '../../../source/model/destination.ts';
import {protocols, type Match, type Service} from '../../../source/model/service.ts';

export const address = (text: string) => {
	const parsed = parseAddress(text);
	if (parsed === undefined) {
		throw new Error(`no address: ${text}`);
	}
	return parsed;
};

type ServerSettings = Partial<Omit<Destination, 'method'>> &
	Partial<Omit<ServerFacts, 'destination'>> & {readonly method?: keyof typeof forwarding};

/** A masquerading server of weight 1 unless told otherwise. */
export const server = (
	ip: string,
	{method = 'masquerading', active = 0, inactive = 0, packets, ...settings}: ServerSettings = {},
): ServerFacts => ({
	destination: {
		address: address(ip),
		port: 80,
		method: forwarding[method],
		weight: 1,
		upperThreshold: 0,
		lowerThreshold: 0,
		tunnel: plainTunnel,
		...settings,
	},
	active,
	inactive,
	packets,
});

const serviceOn = (
	match: Match,
	servers: readonly ServerFacts[],
	settings: Partial<Service> = {},
): ServiceFacts => ({
	service: {
		match,
		scheduler: 'wlc',
		flags: 0,
		timeout: 0,
		netmask: 0xff_ff_ff_ff,
		persistenceEngine: '',
		...settings,
	},
	servers,
});

/** `tcp 192.0.2.10:80` */
export const service = (
	text: string,
	servers: readonly ServerFacts[],
	settings: Partial<Service> = {},
): ServiceFacts => {
	const [, protocol = '', ip = '', port = ''] = /^(\w+) (.+):(\d+)$/.exec(text) ?? [];
	return serviceOn(
		{
			kind: 'address',
			protocol: protocols[protocol as keyof typeof protocols],
			address: address(ip.replaceAll(/[[\]]/g, '')),
			port: Number(port),
		},
		servers,
		settings,
	);
};

export const markService = (mark: number, servers: readonly ServerFacts[]): ServiceFacts =>
	serviceOn({kind: 'mark', mark, family: 'ipv4'}, servers);

/** Rules as iptables-save prints them in one table. */
export const rules = (table: string, ...lines: readonly string[]): readonly PacketRule[] =>
	readIptables([`*${table}`, ...lines, 'COMMIT'].join('\n'), 'ipv4');

/** As sysctl names them: `net.ipv4.ip_forward`. */
export const sysctls = (
	values: Readonly<Record<string, string | undefined>>,
): Evidence['sysctls'] =>
	new Map(
		Object.entries({...healthySettings, ...values}).map(([name, value]) => [
			name.replaceAll('.', '/'),
			seen(value),
		]),
	);

const healthySettings = {
	'net.ipv4.ip_forward': '1',
	'net.ipv6.conf.all.forwarding': '1',
	'net.ipv4.ip_nonlocal_bind': '0',
	'net.ipv4.conf.all.rp_filter': '0',
	'net.ipv4.conf.eth0.rp_filter': '0',
	'net.ipv4.conf.eth1.forwarding': '1',
	'net.ipv4.vs.conntrack': '0',
	'net.ipv4.vs.snat_reroute': '1',
	'net.ipv4.vs.expire_nodest_conn': '0',
	'net.ipv4.vs.expire_quiescent_template': '0',
	'net.ipv4.vs.conn_reuse_mode': '1',
	'net.ipv4.vs.run_estimation': '1',
	'net.ipv4.vs.drop_entry': '0',
	'net.ipv4.vs.drop_packet': '0',
	'net.ipv4.vs.sync_version': '1',
	'net.ipv4.vs.sync_threshold': '3\t50',
	'net.netfilter.nf_conntrack_max': '262144',
	'net.netfilter.nf_conntrack_count': '1000',
	'net.netfilter.nf_conntrack_buckets': '65536',
};

const packets = {incoming: 1000, outgoing: 900};

/** A director in order: clients come in on eth0, two masquerading servers are on eth1, and all has been seen. */
export const healthy: Evidence = {
	source: 'kernel',
	release: seen('6.1.0-25-amd64'),
	isAdministrator: seen(true),
	modules: seen({
		present: new Set(['ip_vs', 'ip_vs_wlc', 'nf_conntrack']),
		available: seen(new Set(['ip_vs', 'ip_vs_wlc', 'ip_vs_ftp', 'xt_ipvs', 'nf_conntrack'])),
	}),
	ipvs: seen({version: {major: 1, minor: 2, patch: 1}, connectionTableSize: 4096}),
	sysctls: sysctls({}),
	links: seen([
		{name: 'lo', isUp: true, isLoopback: true, kind: '', hardware: '', addresses: []},
		{
			name: 'eth0',
			isUp: true,
			isLoopback: false,
			kind: '',
			hardware: '00:00:5e:00:53:01',
			addresses: [{address: '192.0.2.10', length: 32, isDuplicate: false}],
		},
		{
			name: 'eth1',
			isUp: true,
			isLoopback: false,
			kind: '',
			hardware: '00:00:5e:00:53:02',
			addresses: [{address: '10.0.0.1', length: 24, isDuplicate: false}],
		},
	]),
	defaultRoutes: seen([{family: 'ipv4', device: 'eth0'}]),
	routes: seen(
		new Map([
			['192.0.2.10', {kind: 'local'}],
			['10.0.0.11', {kind: 'unicast', device: 'eth1', gateway: undefined, source: '10.0.0.1'}],
			['10.0.0.12', {kind: 'unicast', device: 'eth1', gateway: undefined, source: '10.0.0.1'}],
		]),
	),
	neighbours: seen(
		new Map([
			['10.0.0.11', 'REACHABLE'],
			['10.0.0.12', 'STALE'],
		]),
	),
	packetRules: seen([]),
	reversePathDrops: seen(0),
	writers: seen([]),
	services: seen([
		service('tcp 192.0.2.10:80', [server('10.0.0.11', {packets}), server('10.0.0.12', {packets})]),
	]),
	isDetailed: true,
	daemons: seen([]),
	probes: seen(
		new Map([
			['10.0.0.11:80', 'answers'],
			['10.0.0.12:80', 'answers'],
		]),
	),
	arp: unseen('only with --arp'),
	pitfalls: [],
};

/** What is said first about a host that is healthy but for this: check, severity, subject and evidence. */
export const first = (broken: Partial<Evidence>) => {
	const [finding] = examine({...healthy, ...broken}).findings;
	if (finding === undefined) {
		throw new Error('nothing was said');
	}
	return finding;
};

/** Everything that a check says about such a host. */
export const said = (check: string, broken: Partial<Evidence>) =>
	examine({...healthy, ...broken}).findings.filter(finding => finding.check === check);
