import type {Outcome} from './check.ts';
import type {CareEvent} from './event.ts';
import {healthOf, type CheckState, type Health, type ServerState} from './state.ts';

type Rhythm = {readonly rise: number; readonly fall: number};

/**
A check after one more result: `rise` passes in a row make it up, `fall` failures in a row make it down, from wherever it was. The same
object when nothing is new, which is nearly always.
*/
export const afterResult = (
	state: CheckState,
	outcome: Outcome,
	{rise, fall}: Rhythm,
): CheckState => {
	if (outcome.kind === 'impossible') {
		const warning = `cannot be checked: ${outcome.why}`;
		return warning === state.warning ? state : {...state, warning};
	}
	const isPass = outcome.kind === 'passed';
	const why = isPass ? state.why : outcome.why;
	const warning = isPass ? outcome.warning : undefined;
	const {verdict, contrary} = state;
	const next = counted(verdict, contrary, isPass);
	const turned = isPass ? next >= rise : -next >= fall;
	if (verdict !== (isPass ? 'up' : 'down') && turned) {
		return {...state, verdict: isPass ? 'up' : 'down', contrary: 0, why, warning};
	}
	return next === contrary && why === state.why && warning === state.warning
		? state
		: {...state, contrary: next, why, warning};
};

/** Passes in a row count upwards, failures downwards; what agrees with the verdict counts nothing. */
const counted = (verdict: Health, contrary: number, isPass: boolean): number => {
	if (verdict === (isPass ? 'up' : 'down')) {
		return 0;
	}
	return isPass ? Math.max(0, contrary) + 1 : Math.min(0, contrary) - 1;
};

export type AfterProbe = {readonly server: ServerState; readonly events: readonly CareEvent[]};

/** A server after a result of one of its checks. */
export const probed = (
	server: ServerState,
	at: number,
	{outcome, rhythm, now}: {outcome: Outcome; rhythm: Rhythm; now: number},
): AfterProbe => {
	const check = server.checks[at];
	if (check === undefined) {
		return {server, events: []};
	}
	const after = afterResult(check, outcome, rhythm);
	if (after === check) {
		return {server, events: []};
	}
	const checks = server.checks.with(at, after);
	const [was, is] = [healthOf(server), healthOf({checks})];
	const events: CareEvent[] = [];
	if (after.warning !== undefined && after.warning !== check.warning) {
		events.push({level: 'warn', kind: 'warning', says: after.warning});
	}
	if (was === is) {
		return {server: {...server, checks}, events};
	}
	if (is !== 'unknown') {
		events.push(
			is === 'up'
				? {level: 'info', kind: 'up', says: was === 'down' ? 'is well again' : 'is well'}
				: {level: 'warn', kind: 'down', says: `fails: ${after.why}`},
		);
	}
	// Who had no connections comes back slowly; who was never away does not.
	const backSince = is === 'up' && (server.left.at(-1) ?? 1) <= 0 ? now : undefined;
	return {server: {...server, checks, since: now, backSince}, events};
};
