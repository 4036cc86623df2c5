import type {Evidence, Seen} from './evidence.ts';

/** From the worst to the best. */
export const severities = ['fail', 'warn', 'unknown', 'ok'] as const;
export type Severity = (typeof severities)[number];

/** What one look at the evidence says about one thing. */
export type Judgement = {
	readonly severity: Severity;
	/** What it is about, such as `192.0.2.10` or `net.ipv4.ip_forward`. */
	readonly subject: string;
	/** What was seen, or why nothing was. */
	readonly evidence: string;
	/** Why it matters here. @default that of the check */
	readonly why?: string;
	/** Shell lines that mend it. @default none */
	readonly fix?: readonly string[];
};

export type Check = {
	/** Stable, for programs. */
	readonly id: string;
	/** At most three words, for people. */
	readonly title: string;
	readonly why: string;
	/** Whether there is anything to look at on such a host. @default always */
	readonly applies?: (evidence: Evidence) => boolean;
	readonly judge: (evidence: Evidence) => readonly Judgement[];
};

/** A judgement with all that a person needs. */
export type Finding = {
	readonly check: string;
	readonly title: string;
	readonly severity: Severity;
	readonly subject: string;
	readonly evidence: string;
	readonly why: string;
	readonly fix: readonly string[];
};

/** Judges a fact, or says that it was not seen. */
export const judged = <Value>(
	subject: string,
	fact: Seen<Value>,
	judge: (value: Value) => readonly Judgement[],
): readonly Judgement[] =>
	fact.isSeen
		? judge(fact.value)
		: [{severity: 'unknown', subject, evidence: `not seen: ${fact.because}`}];

/** The problems, or that there are none. */
export const orOk = (
	problems: readonly Judgement[],
	subject: string,
	evidence: string,
): readonly Judgement[] => (problems.length > 0 ? problems : [{severity: 'ok', subject, evidence}]);
