import {serverReports, type ServerReport, type Status} from '../../care/status.ts';

/** A status, and whether the process that wrote it is still there. */
export type KnownStatus = {readonly status: Status; readonly isInCare: boolean};

/** What care knows, for people. */
export const statusText = (known: readonly KnownStatus[], now: number): string =>
	known.length === 0
		? 'nobody takes care of anything here\n'
		: known.map(one => serviceText(one, now)).join('\n');

const serviceText = ({status, isInCare}: KnownStatus, now: number): string => {
	const {service, checks, state, pid, written} = status;
	const live = state.quorum === 'lost' ? ', too few servers are live' : '';
	const care = isInCare
		? `in care of process ${pid}`
		: `out of care since ${age(now - written)}, this is how it was left`;
	const rows = serverReports(status).map(report => rowOf(report, now));
	const widths = rows[0]?.map((_, at) => Math.max(...rows.map(row => row[at]?.length ?? 0))) ?? [];
	const lines = rows.map(row =>
		`  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd(),
	);
	return `${service}  ${care}${live}\n  checked by ${checks.join(' and ')}\n${lines.join('\n')}\n`;
};

const rowOf = (
	{server, role, health, since, weight, fullWeight, took, note}: ServerReport,
	now: number,
): readonly string[] => [
	server,
	role === 'server' ? `${health} for ${age(now - since)}` : role,
	weight === undefined ? 'not in the table' : `weight ${weight} of ${fullWeight}`,
	took === undefined ? '' : `${took} ms`,
	note,
];

const age = (milliseconds: number): string => {
	const seconds = Math.max(0, Math.round(milliseconds / 1000));
	const [, size, name] = units.find(([least]) => seconds >= least) ?? [0, 1, 's'];
	return `${Math.floor(seconds / size)} ${name}`;
};

/** From how many seconds on, how many of them it has, and its name. */
const units: readonly (readonly [number, number, string])[] = [
	[172_800, 86_400, 'days'],
	[7200, 3600, 'h'],
	[120, 60, 'min'],
];

/** The same for programs. */
export const statusJson = (known: readonly KnownStatus[]): string =>
	`${JSON.stringify(
		known.map(({status, isInCare}) => ({
			service: status.service,
			isInCare,
			pid: status.pid,
			written: new Date(status.written).toISOString(),
			quorum: status.state.quorum,
			checks: status.checks,
			servers: serverReports(status).map(report => ({
				...report,
				since: new Date(report.since).toISOString(),
			})),
		})),
	)}\n`;
