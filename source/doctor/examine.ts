import {checks} from './checks.ts';
import type {Evidence} from './evidence.ts';
import {severities, type Check, type Finding, type Severity} from './finding.ts';
import {realServerBlocks, type RealServerBlock} from './real-servers.ts';

export type Report = {
	readonly source: Evidence['source'];
	/** The worst first; equally bad ones with causes before what follows from them. */
	readonly findings: readonly Finding[];
	readonly counts: Readonly<Record<Severity, number>>;
	/** What is to be run on the real servers; nothing of it is done from here. */
	readonly realServers: readonly RealServerBlock[];
};

/** Runs every check that applies. The table must have been seen; without it, one finding says why. */
export const examine = (evidence: Evidence): Report => {
	const found = [...checks.flatMap(check => judge(check, evidence)), ...blindness(evidence)];
	const findings = severities.flatMap(severity =>
		found.filter(finding => finding.severity === severity),
	);
	return {
		source: evidence.source,
		findings,
		counts: {
			fail: count(findings, 'fail'),
			warn: count(findings, 'warn'),
			unknown: count(findings, 'unknown'),
			ok: count(findings, 'ok'),
		},
		realServers: realServerBlocks(evidence),
	};
};

const count = (findings: readonly Finding[], severity: Severity): number =>
	findings.filter(finding => finding.severity === severity).length;

/** A table of thousands can have as many problems of one kind; nobody reads more. */
const mostAlike = 20;

const judge = (
	{id, title, why, applies, judge: look}: Check,
	evidence: Evidence,
): readonly Finding[] => {
	if (applies?.(evidence) === false) {
		return [];
	}
	const all = look(evidence).map((judgement): Finding => ({
		check: id,
		title,
		why,
		fix: [],
		...judgement,
	}));
	return severities.flatMap(severity => {
		const alike = all.filter(finding => finding.severity === severity);
		const rest = alike[mostAlike];
		return rest === undefined
			? alike
			: [
					...alike.slice(0, mostAlike),
					{
						...rest,
						subject: '…',
						evidence: `and ${alike.length - mostAlike} more of this kind`,
						fix: [],
					},
				];
	});
};

/** What checks of the table could not look at. */
const blindness = ({services, modules}: Evidence): readonly Finding[] =>
	services.isSeen || (modules.isSeen && !modules.value.present.has('ip_vs'))
		? []
		: [
				{
					check: 'table',
					title: 'the table',
					severity: 'unknown',
					subject: 'services',
					evidence: `not seen: ${services.because}`,
					why: 'most checks are about what the services need',
					fix: ['sudo ipvs-tui doctor'],
				},
			];
