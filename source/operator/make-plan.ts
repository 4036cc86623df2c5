import {changeLine} from '../ipvsadm/unparse.ts';
import type {Change} from '../model/change.ts';
import {emptyConfiguration, type Configuration} from '../plan/configuration.ts';
import {openLedger, type Obstacle} from '../plan/ledger.ts';
import {itemOfChange} from './affected.ts';
import {effectOf} from './effect.ts';
import type {Intent} from './intent.ts';
import {itemText} from './item.ts';
import {shiftsOf} from './load-shift.ts';
import type {Plan, Preview, Step} from './preview.ts';
import {severityOf} from './severity.ts';
import {partOf, type Situation} from './situation.ts';
import {emptied, warningsOf} from './warnings.ts';

/** What is to be done for an intent, before its consequences are known. */
export type Draft = Pick<Plan, 'what' | 'mode'> & {
	readonly changes: readonly Change[];
	readonly skipped?: Plan['skipped'];
	readonly weights?: Plan['weights'];
	readonly pins?: Plan['pins'];
};

/** Adds everything that follows from the changes, or says which of them cannot be made. */
export const makePlan = (draft: Draft, intent: Intent, situation: Situation): Preview => {
	const {changes, what, mode, skipped = [], weights = new Map(), pins = []} = draft;
	// To pin is all that some undo does; where servers were to be drained, they have weight 0 already and that is said.
	if (changes.length === 0 && (pins.length === 0 || skipped.length > 0)) {
		const reason = skipped.find(({needs}) => needs !== undefined) ?? skipped[0];
		return {kind: 'impossible', why: reason?.why ?? 'nothing is to be done', needs: reason?.needs};
	}
	const before = partOf(situation, touchedBy(changes, situation));
	const {now, enter} = openLedger(before);
	const steps: Step[] = [];
	for (const change of changes) {
		const item = itemOfChange(change);
		const effect = effectOf(change, now, situation);
		const obstacle = enter(change);
		if (obstacle !== undefined) {
			const subject = item === undefined ? 'this' : itemText(item);
			return {kind: 'impossible', why: `${subject}: ${obstacleTexts[obstacle]}`};
		}
		steps.push({item, change, line: changeLine(change), effect});
	}
	const shifts = shiftsOf(before, now);
	return {
		kind: 'plan',
		intent,
		what,
		steps,
		skipped,
		shifts,
		warnings: warningsOf({intent, steps, before, after: now, shifts, pins, situation}),
		severity: severityOf({intent, steps, situation, emptied: emptied({before, after: now})}),
		mode,
		weights,
		pins,
		before,
	};
};

/** The configuration that some changes, by their place in the row, make of another one. */
export const after = (before: Configuration, changes: readonly Change[]): Configuration => {
	const {now, enter} = openLedger(before);
	for (const change of changes) {
		enter(change);
	}
	return now;
};

/** Part of a configuration. */
export const only = (whole: Configuration, services: ReadonlySet<string>): Configuration => ({
	...emptyConfiguration,
	timeouts: whole.timeouts,
	daemons: whole.daemons,
	services: new Map([...whole.services].filter(([key]) => services.has(key))),
});

const touchedBy = (changes: readonly Change[], situation: Situation): Iterable<string> =>
	changes.some(({kind}) => kind === 'flush')
		? situation.structure.serviceKeys
		: changes.flatMap(change => itemOfChange(change)?.service ?? []);

const obstacleTexts: Readonly<Record<Obstacle, string>> = {
	'service-exists': 'there is such a service already; edit it instead',
	'no-service': 'there is no such service',
	'destination-exists': 'the service has this server already; edit it instead',
	'no-destination': 'the service has no such server',
	'daemon-runs': 'such a daemon runs already; stop it first',
	'no-daemon': 'no such daemon runs',
};
