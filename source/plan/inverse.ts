import type {Change} from '../model/change.ts';
import {destinationKey} from '../model/destination.ts';
import {matchKey} from '../model/service.ts';
import type {Configuration, ServiceConfiguration} from './configuration.ts';
import {openLedger} from './ledger.ts';

/** How to undo a change, or why that is not possible. */
export type Inverse =
	| {readonly kind: 'undo'; readonly changes: readonly Change[]}
	| {readonly kind: 'impossible'; readonly why: string};

/**
What undoes a change that was made to a configuration. Counters do not come back: what was removed and is put back starts
at zero, and servers come in another order than before where one was removed.

@param before - the configuration when the change was made
*/
export const inverse = (change: Change, before: Configuration): Inverse => {
	switch (change.kind) {
		case 'add-service':
			return undo([{kind: 'delete-service', match: change.service.match}]);
		case 'edit-service': {
			const present = before.services.get(matchKey(change.service.match));
			return undo(present === undefined ? [] : [{kind: 'edit-service', service: present.service}]);
		}
		case 'delete-service': {
			const present = before.services.get(matchKey(change.match));
			return undo(present === undefined ? [] : additions(present));
		}
		case 'add-destination': {
			const {address, port} = change.destination;
			return undo([{kind: 'delete-destination', match: change.match, address, port}]);
		}
		case 'edit-destination':
		case 'delete-destination': {
			const {address, port} = change.kind === 'edit-destination' ? change.destination : change;
			const present = before.services.get(matchKey(change.match));
			const destination = present?.destinations.get(destinationKey(address, port));
			const kind = change.kind === 'edit-destination' ? change.kind : 'add-destination';
			return undo(destination === undefined ? [] : [{kind, match: change.match, destination}]);
		}
		case 'zero':
			return {kind: 'impossible', why: 'counters that were set to zero'};
		case 'flush':
			return undo([...before.services.values()].flatMap(additions));
		case 'set-timeouts':
			return before.timeouts === undefined
				? {kind: 'impossible', why: 'timeouts, which were not known before'}
				: undo([{kind: 'set-timeouts', timeouts: before.timeouts}]);
		case 'start-daemon':
			return undo([{kind: 'stop-daemon', role: change.daemon.role}]);
		case 'stop-daemon': {
			const daemon = before.daemons?.find(({role}) => role === change.role);
			return daemon === undefined
				? {kind: 'impossible', why: 'a synchronisation daemon, which was not known before'}
				: undo([{kind: 'start-daemon', daemon}]);
		}
	}
};

/** How to undo a row of changes that were made one after the other, and what of it cannot be undone. */
export const inverseOfAll = (
	changes: readonly Change[],
	before: Configuration,
): {readonly changes: readonly Change[]; readonly impossible: readonly string[]} => {
	const ledger = openLedger(before);
	const undone: (readonly Change[])[] = [];
	const impossible = new Set<string>();
	for (const change of changes) {
		const found = inverse(change, ledger.now);
		if (found.kind === 'undo') {
			undone.push(found.changes);
		} else {
			impossible.add(found.why);
		}
		ledger.enter(change);
	}
	return {changes: undone.toReversed().flat(), impossible: [...impossible]};
};

const undo = (changes: readonly Change[]): Inverse => ({kind: 'undo', changes});

/** The kernel puts the newest server first, and so lists them: added in reverse they come in the same order again. */
const additions = ({service, destinations}: ServiceConfiguration): readonly Change[] => [
	{kind: 'add-service', service},
	...[...destinations.values()].toReversed().map((destination): Change => ({
		kind: 'add-destination',
		match: service.match,
		destination,
	})),
];
