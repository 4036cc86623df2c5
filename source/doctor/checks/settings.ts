import {serviceFlag} from '../../model/service.ts';
import {judged, orOk, type Check, type Judgement} from '../finding.ts';
import type {Evidence} from '../evidence.ts';
import {isUdp, keyOf, listed, servicesOf, setting, settingFact, sysctlName} from '../lookups.ts';
import {persistently} from './forwarding.ts';
import {isBefore} from './kernel.ts';

const has =
	(flag: number) =>
	(facts: ReturnType<typeof servicesOf>[number]): boolean =>
		(facts.service.flags & flag) !== 0;

/** Programs that take real servers out by deleting them. */
const deleting: ReadonlySet<string> = new Set([
	'keepalived',
	'ldirectord',
	'lvscare',
	'kube-proxy',
	'kube-router',
]);

/** One setting: what is wrong with a value, or nothing. */
const judgeSetting = (
	evidence: Evidence,
	path: string,
	problem: (value: string) => Omit<Judgement, 'subject'> | undefined,
): readonly Judgement[] => {
	const subject = sysctlName(path);
	return judged(subject, settingFact(evidence, path), value => {
		if (value === undefined) {
			// Before ip_vs is loaded there is none of them.
			return evidence.ipvs.isSeen
				? [{severity: 'ok', subject, evidence: 'not in this kernel'}]
				: [];
		}
		const found = problem(value);
		return [found === undefined ? {severity: 'ok', subject, evidence: value} : {...found, subject}];
	});
};

const nodestPath = 'net/ipv4/vs/expire_nodest_conn';

export const nodestCheck: Check = {
	id: 'expire-nodest',
	title: 'removed servers',
	why: 'with 0, packets of connections to a real server that was removed are dropped in silence until the connection times out: clients hang',
	applies: evidence => servicesOf(evidence).length > 0,
	judge: evidence =>
		judgeSetting(evidence, nodestPath, value => {
			const datagrams = servicesOf(evidence).filter(
				facts => isUdp(facts) && !has(serviceFlag.onePacket)(facts) && facts.servers.length > 1,
			);
			const writers = evidence.writers.isSeen
				? evidence.writers.value.filter(({name}) => deleting.has(name))
				: [];
			if (value !== '0' || (datagrams.length === 0 && writers.length === 0)) {
				return undefined;
			}
			const reason =
				datagrams.length > 0
					? `${listed(datagrams.map(keyOf))}: a UDP client that keeps its port stays with a removed server`
					: `${listed(writers.map(({name}) => name))} may remove servers with connections`;
			return {severity: 'warn', evidence: `0; ${reason}`, fix: persistently(nodestPath, 1)};
		}),
};

const quiescentPath = 'net/ipv4/vs/expire_quiescent_template';

export const quiescentCheck: Check = {
	id: 'expire-quiescent',
	title: 'persistent drain',
	why: 'with 0, clients of a persistent service go on to a server of weight 0 as long as they come back in time: it never gets empty',
	applies: evidence => servicesOf(evidence).some(has(serviceFlag.persistent)),
	judge: evidence =>
		judgeSetting(evidence, quiescentPath, value =>
			value === '0'
				? {
						severity: 'warn',
						evidence:
							`0, and ${listed(servicesOf(evidence).filter(has(serviceFlag.persistent)).map(keyOf))} persistent`.replace(
								/ persistent$/,
								servicesOf(evidence).filter(has(serviceFlag.persistent)).length === 1
									? ' is persistent'
									: ' are persistent',
							),
						fix: persistently(quiescentPath, 1),
					}
				: undefined,
		),
};

const reusePath = 'net/ipv4/vs/conn_reuse_mode';

export const reuseCheck: Check = {
	id: 'conn-reuse',
	title: 'reused ports',
	why: 'clients and proxies use their ports again while the old connection is still remembered',
	applies: evidence => servicesOf(evidence).length > 0,
	judge: evidence =>
		judgeSetting(evidence, reusePath, value => {
			const isOld = evidence.release.isSeen && isBefore(evidence.release.value, 5, 9);
			if (value === '0' && !isOld) {
				return {
					severity: 'warn',
					evidence:
						'0: a new connection from a port that was used before goes to the old server, even when that is drained',
					fix: persistently(reusePath, 1),
				};
			}
			return value !== '0' && isOld && setting(evidence, 'net/ipv4/vs/conntrack') === '1'
				? {
						severity: 'warn',
						evidence: `${value} with vs.conntrack=1: before Linux 5.9 each reused port costs the client a second`,
						fix: persistently(reusePath, 0),
					}
				: undefined;
		}),
};

const estimationPath = 'net/ipv4/vs/run_estimation';

export const estimationCheck: Check = {
	id: 'estimation',
	title: 'rates',
	why: 'with 0 the kernel does not add up counters and rates: lists, graphs and alarms see standstill',
	judge: evidence =>
		judgeSetting(evidence, estimationPath, value =>
			value === '0'
				? {severity: 'warn', evidence: '0', fix: persistently(estimationPath, 1)}
				: undefined,
		),
};

const defences = {
	drop_entry: 'connections are taken out of the table at random',
	drop_packet: 'one packet in a few is dropped',
} as const;

/** 1 and 2 are for the time when memory gets short; 3 is always. */
export const defenceCheck: Check = {
	id: 'defences',
	title: 'defences',
	why: 'they are for floods: clients lose connections by them',
	applies: evidence => servicesOf(evidence).length > 0,
	judge: evidence =>
		Object.entries(defences).flatMap(([name, does]) => {
			const path = `net/ipv4/vs/${name}`;
			return judgeSetting(evidence, path, value =>
				value === '3'
					? {
							severity: 'warn',
							evidence: `3: ${does}, however much memory there is`,
							fix: persistently(path, 1),
						}
					: undefined,
			);
		}),
};

export const syncCheck: Check = {
	id: 'sync',
	title: 'connection sync',
	why: 'the other director can only take over connections that it has been told about',
	applies: ({daemons, services}) => (daemons.isSeen ? daemons.value.length > 0 : services.isSeen),
	judge: evidence =>
		judged('sync daemons', evidence.daemons, daemons => {
			const problems: Judgement[] = [];
			for (const daemon of daemons) {
				const link = evidence.links.isSeen
					? evidence.links.value.find(({name}) => name === daemon.interface)
					: undefined;
				if (evidence.links.isSeen && link?.isUp !== true) {
					problems.push({
						severity: 'fail',
						subject: `${daemon.role} on ${daemon.interface}`,
						evidence: `${daemon.interface} is ${link === undefined ? 'not there' : 'down'}`,
						fix: [`ip link set ${daemon.interface} up`],
					});
				}
			}
			if (setting(evidence, 'net/ipv4/vs/sync_version') === '0') {
				problems.push({
					severity: 'warn',
					subject: 'net.ipv4.vs.sync_version',
					evidence: '0: no IPv6, no persistence engines, no firewall marks',
					fix: persistently('net/ipv4/vs/sync_version', 1),
				});
			}
			const roles = listed(
				daemons.map(({role, interface: name, syncId}) => `${role} on ${name} with id ${syncId}`),
			);
			const [threshold = '3', period = '50'] =
				setting(evidence, 'net/ipv4/vs/sync_threshold')?.split(/\s+/) ?? [];
			return orOk(
				problems,
				roles,
				`connections are sent from packet ${threshold} on, then every ${period}`,
			);
		}),
};
