import {rulesOf, type ChangeRoll} from '../../model/change-roll.ts';
import {emptyConfiguration} from '../../plan/configuration.ts';
import {openLedger} from '../../plan/ledger.ts';
import {obstacleText} from './obstacle-text.ts';
import {changeLine} from '../../ipvsadm/unparse.ts';

/**
What any director would refuse in rules, whatever it has: what they add twice, thresholds in the wrong order, and, once they have cleared the
table, what is not there.
*/
export const contradictions = (rules: ChangeRoll): readonly string[] => {
	const ledger = openLedger(emptyConfiguration);
	let isKnown = false;
	return Array.from(rulesOf(rules)).flatMap(({line, change}) => {
		isKnown ||= change.kind === 'flush';
		const obstacle = ledger.enter(change);
		if (obstacle !== undefined && (isKnown || isPresence.has(obstacle))) {
			return [`line ${line}: ${obstacleText(obstacle)}: ${changeLine(change)}`];
		}
		if (change.kind === 'add-destination' || change.kind === 'edit-destination') {
			const {lowerThreshold, upperThreshold} = change.destination;
			return lowerThreshold > upperThreshold
				? [`line ${line}: the lower threshold is above the upper one: ${changeLine(change)}`]
				: [];
		}
		return [];
	});
};

/** What the rules themselves have added is there; what they have not added may still be. */
const isPresence: ReadonlySet<string> = new Set(['service-exists', 'destination-exists']);
