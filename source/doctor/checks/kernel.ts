import {judged, type Check, type Judgement} from '../finding.ts';
import {pairsOf} from '../lookups.ts';

export const permissionCheck: Check = {
	id: 'permission',
	title: 'permission',
	why: 'thresholds, counters, timeouts, daemons and packet filter rules are shown to administrators only',
	judge: ({isAdministrator}) =>
		judged('CAP_NET_ADMIN', isAdministrator, isGiven => [
			isGiven
				? {severity: 'ok', subject: 'CAP_NET_ADMIN', evidence: 'given'}
				: {
						severity: 'unknown',
						subject: 'CAP_NET_ADMIN',
						evidence: 'not given in the initial user namespace: some of this host is not seen',
						fix: ['sudo ipvs-tui doctor'],
					},
		]),
};

export const versionCheck: Check = {
	id: 'version',
	title: 'versions',
	why: 'what IPVS can do depends on the kernel',
	judge: ({release, ipvs}) =>
		judged('Linux', release, text => {
			const version = ipvs.isSeen
				? `IPVS ${ipvs.value.version.major}.${ipvs.value.version.minor}.${ipvs.value.version.patch}`
				: 'IPVS not seen';
			const note = isBefore(text, 6, 14)
				? '; reading a large connection table is slow before 6.14'
				: '';
			return [{severity: 'ok', subject: `Linux ${text}`, evidence: version + note}];
		}),
};

/** Above this many connections a bucket, every packet has long chains to search. */
const longChain = 8;

export const connectionTableCheck: Check = {
	id: 'connection-table',
	title: 'connection table',
	why: 'every packet searches one bucket of the table of connections; long buckets cost processor time',
	applies: ({ipvs}) => ipvs.isSeen,
	judge: evidence =>
		judged(
			'ip_vs connections',
			evidence.ipvs,
			({connectionTableSize: size}): readonly Judgement[] => {
				const count = pairsOf(evidence).reduce(
					(sum, {server}) => sum + server.active + server.inactive,
					0,
				);
				const text = `${count} connections in ${size} buckets`;
				const subject = 'ip_vs connections';
				if (count <= size * longChain) {
					return [{severity: 'ok', subject, evidence: text}];
				}
				const bits = Math.min(20, Math.ceil(Math.log2(count)));
				return [
					{
						severity: 'warn',
						subject,
						evidence: text,
						fix: [
							`echo "options ip_vs conn_tab_bits=${bits}" > /etc/modprobe.d/ip_vs.conf`,
							'reboot # or load ip_vs again',
						],
					},
				];
			},
		),
};

/** Compares releases such as `6.1.0-25-amd64`. Kernels of distributions may have later changes in earlier numbers. */
export const isBefore = (release: string, major: number, minor: number): boolean => {
	const [, first = '0', second = '0'] = /^(\d+)\.(\d+)/.exec(release) ?? [];
	return Number(first) < major || (Number(first) === major && Number(second) < minor);
};
