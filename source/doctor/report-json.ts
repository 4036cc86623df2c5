import type {Report} from './examine.ts';
import type {Severity} from './finding.ts';

/** What `ipvs-tui doctor --json` prints: one object. Fields may be added later; none changes its name or meaning. */
export type JsonReport = {
	/** Whose table was looked at: `kernel`, or `file` with --for. */
	readonly source: 'kernel' | 'file';
	/** The worst of all findings. */
	readonly severity: Severity;
	/** How many findings are how bad. */
	readonly counts: Readonly<Record<Severity, number>>;
	/** The worst first; equally bad ones with causes before what follows from them. */
	readonly findings: readonly JsonFinding[];
	/** For direct routing and tunneling: what is to be run on the real servers, none of which is touched. */
	readonly realServers: readonly {
		/** `directRouting` or `tunneling`. */
		readonly method: string;
		/** Addresses. */
		readonly servers: readonly string[];
		/** Shell lines. */
		readonly commands: readonly string[];
	}[];
};

export type JsonFinding = {
	/** Which check, such as `vip-local`. */
	readonly check: string;
	/** The same for people. */
	readonly title: string;
	/** `unknown` is what could not be seen. */
	readonly severity: Severity;
	/** What it is about, such as an address, a service or a setting. */
	readonly subject: string;
	readonly evidence: string;
	readonly why: string;
	/** Shell lines that mend it, in order; none where there is nothing to mend or no command for it. */
	readonly fix: readonly string[];
};

export const jsonReport = (report: Report): JsonReport => ({
	source: report.source,
	severity: worst(report.counts),
	counts: report.counts,
	findings: report.findings.map(({check, title, severity, subject, evidence, why, fix}) => ({
		check,
		title,
		severity,
		subject,
		evidence,
		why,
		fix,
	})),
	realServers: report.realServers.map(({method, servers, commands}) => ({
		method: method === 'tunneling' ? 'tunneling' : 'directRouting',
		servers,
		commands,
	})),
});

const worst = ({fail, warn, unknown}: Report['counts']): Severity => {
	if (fail > 0) {
		return 'fail';
	}
	if (warn > 0) {
		return 'warn';
	}
	return unknown > 0 ? 'unknown' : 'ok';
};
