import type {Report} from './examine.ts';
import type {Finding, Severity} from './finding.ts';

/** The report for people: what is wrong and how to mend it first, the rest in one line each. */
export const reportText = (report: Report): string =>
	[
		...tableLines(report.findings),
		'',
		countsText(report.counts),
		...report.realServers.flatMap(({method, servers, commands}) => [
			'',
			`To be run on the real servers (${method}): ${servers.join(' ')}`,
			...commands.map(command => `  ${command}`),
		]),
		'',
	].join('\n');

/** `1 failure, 2 warnings, 1 not seen, 20 ok`. */
export const countsText = (counts: Report['counts']): string =>
	[
		`${counts.fail} ${counts.fail === 1 ? 'failure' : 'failures'}`,
		`${counts.warn} ${counts.warn === 1 ? 'warning' : 'warnings'}`,
		`${counts.unknown} not seen`,
		`${counts.ok} ok`,
	].join(', ');

/** As it stands at the beginning of a row. */
export const severityWords: Readonly<Record<Severity, string>> = {
	fail: 'FAIL',
	warn: 'WARN',
	unknown: 'unknown',
	ok: 'ok',
};

const header: Row = ['RESULT', 'CHECK', 'ABOUT', 'EVIDENCE'];
type Row = readonly [result: string, check: string, subject: string, evidence: string];

/** A long subject takes its place and pushes the evidence aside, in its own row only. */
const widestSubject = 32;

const tableLines = (findings: readonly Finding[]): readonly string[] => {
	const rows = findings.map((finding): Row => [
		severityWords[finding.severity],
		finding.title,
		printable(finding.subject),
		printable(finding.evidence),
	]);
	const widths = [0, 1, 2].map(column =>
		Math.min(
			column === 2 ? widestSubject : Number.POSITIVE_INFINITY,
			Math.max(...[header, ...rows].map(row => (row[column] ?? '').length)),
		),
	);
	const line = (row: Row): string =>
		row
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd();
	return [
		line(header),
		...findings.flatMap((finding, index) => {
			const row = rows[index];
			return row === undefined ? [] : [line(row), ...explanation(finding)];
		}),
	];
};

/** Why it matters is said where something is wrong; what can be done also where nothing was seen. */
const explanation = ({severity, why, fix}: Finding): readonly string[] => [
	...(severity === 'fail' || severity === 'warn' ? [`         why: ${why}`] : []),
	...fix.map((command, index) => `         ${index === 0 ? 'do: ' : '    '} ${printable(command)}`),
];

/** Rules and names come from elsewhere; nothing of them may do something to a terminal. */
const printable = (text: string): string =>
	// oxlint-disable-next-line no-control-regex -- they are what is looked for
	text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
