import {forwarding} from '../../model/destination.ts';
import type {Evidence, Modules} from '../evidence.ts';
import {judged, orOk, type Check, type Judgement} from '../finding.ts';
import {counted, isTcp, keyOf, listed, pairsBy, portOf, servicesOf} from '../lookups.ts';

const load = (module: string): readonly string[] => [
	`modprobe ${module}`,
	`echo ${module} > /etc/modules-load.d/${module}.conf`,
];

export const moduleCheck: Check = {
	id: 'module',
	title: 'IPVS module',
	why: 'without ip_vs the kernel balances nothing',
	judge: ({modules, ipvs}) =>
		ipvs.isSeen
			? loaded
			: judged('ip_vs', modules, found => (found.present.has('ip_vs') ? loaded : absent(found))),
};

const loaded: readonly Judgement[] = [{severity: 'ok', subject: 'ip_vs', evidence: 'loaded'}];

const absent = ({available}: Modules): readonly Judgement[] => [
	!available.isSeen || available.value.has('ip_vs')
		? {severity: 'fail', subject: 'ip_vs', evidence: 'not loaded', fix: load('ip_vs')}
		: {
				severity: 'fail',
				subject: 'ip_vs',
				evidence: 'not loaded, and this kernel has no such module',
				fix: [
					'# install the modules of the kernel: linux-modules-extra, kernel-modules or the like',
					'find /lib/modules -name "ip_vs.ko*"',
				],
			},
];

export const schedulerCheck: Check = {
	id: 'schedulers',
	title: 'schedulers',
	why: 'a service whose scheduler or persistence engine the kernel cannot load cannot be added',
	applies: evidence => servicesOf(evidence).length > 0,
	judge: evidence => {
		const stalled = servicesOf(evidence).filter(({service}) => service.scheduler === 'none');
		return [
			...stalled.map((facts): Judgement => ({
				severity: 'fail',
				subject: keyOf(facts),
				evidence: 'has no scheduler',
				why: 'it picks no real server for anybody',
				fix: ['# ipvs-tui -E with the options of the service and -s wlc'],
			})),
			...(evidence.source === 'kernel' ? inUse(evidence) : wanted(evidence)),
		];
	},
};

const namesOf = (evidence: Evidence): ReadonlyMap<string, string> =>
	new Map(
		servicesOf(evidence).flatMap(({service: {scheduler, persistenceEngine}}) => [
			...(scheduler === 'none' ? [] : [[`ip_vs_${scheduler}`, scheduler] as const]),
			...(persistenceEngine === ''
				? []
				: [[`ip_vs_pe_${persistenceEngine}`, persistenceEngine] as const]),
		]),
	);

/** A service in the kernel holds its scheduler. */
const inUse = (evidence: Evidence): readonly Judgement[] => [
	{severity: 'ok', subject: listed([...namesOf(evidence).values()]) || 'none', evidence: 'in use'},
];

const wanted = (evidence: Evidence): readonly Judgement[] => {
	const names = namesOf(evidence);
	const subject = listed([...names.values()]);
	return judged(subject, evidence.modules, modules =>
		orOk(
			[...names].flatMap(([module, name]) => missing(module, name, modules)),
			subject,
			'there, or loaded when needed',
		),
	);
};

const missing = (
	module: string,
	subject: string,
	{present, available}: Modules,
): readonly Judgement[] => {
	if (present.has(module)) {
		return [];
	}
	if (!available.isSeen) {
		return [
			{
				severity: 'unknown',
				subject,
				evidence: `${module} is not loaded; whether it could be is not seen: ${available.because}`,
			},
		];
	}
	return available.value.has(module)
		? []
		: [
				{
					severity: 'fail',
					subject,
					evidence: `this kernel has no module ${module}`,
					fix: [
						'ls /lib/modules/$(uname -r)/kernel/net/netfilter/ipvs/',
						'# or another scheduler, such as -s wlc',
					],
				},
			];
};

export const companionCheck: Check = {
	id: 'companions',
	title: 'other modules',
	why: 'source NAT of balanced packets, and FTP through masquerading, are work of other modules',
	applies: evidence => pairsBy(evidence, forwarding.masquerading).length > 0,
	judge: evidence =>
		judged('xt_ipvs, nf_conntrack', evidence.modules, modules => [
			...companion('nf_conntrack', modules, 'ip_vs cannot do without it'),
			...companion('xt_ipvs', modules, 'iptables cannot match balanced packets (-m ipvs)'),
			...ftp(evidence, modules),
			...(modules.present.has('nf_conntrack_ipv4')
				? [
						{
							severity: 'ok',
							subject: 'nf_conntrack_ipv4',
							evidence: 'loaded; kernels since 4.19 do without it',
						} as const,
					]
				: []),
		]),
};

const companion = (
	module: string,
	{present, available}: Modules,
	without: string,
): readonly Judgement[] => {
	if (present.has(module)) {
		return [{severity: 'ok', subject: module, evidence: 'loaded'}];
	}
	const isAvailable = !available.isSeen || available.value.has(module);
	return [
		isAvailable
			? {
					severity: 'ok',
					subject: module,
					evidence: 'not loaded; the kernel loads it when a rule needs it',
				}
			: {
					severity: 'warn',
					subject: module,
					evidence: `this kernel has no such module: ${without}`,
					why: 'real servers then need a route back through this director',
				},
	];
};

const ftp = (evidence: Evidence, {present}: Modules): readonly Judgement[] => {
	const services = servicesOf(evidence).filter(
		service =>
			isTcp(service) &&
			portOf(service.service.match) === 21 &&
			service.servers.some(({destination}) => destination.method === forwarding.masquerading),
	);
	if (services.length === 0) {
		return [];
	}
	const subject = listed(services.map(keyOf));
	return [
		present.has('ip_vs_ftp')
			? {severity: 'ok', subject, evidence: 'ip_vs_ftp is loaded'}
			: {
					severity: 'warn',
					subject,
					evidence: `${counted(services.length, 'FTP service')} by masquerading, and ip_vs_ftp is not loaded`,
					why: 'the data connections of FTP do not find their server without it',
					fix: load('ip_vs_ftp'),
				},
	];
};
