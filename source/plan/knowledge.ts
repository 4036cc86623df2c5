import type {Change} from '../model/change.ts';
import {destinationKey} from '../model/destination.ts';
import {matchKey, type Match} from '../model/service.ts';
import type {Obstacle} from './ledger.ts';

/** What a change whose line cannot be read may have done, in the service that it names, or in some service. */
export type Doubt = {
	readonly what: 'service' | 'destination' | 'daemon';
	readonly may: 'add' | 'remove';
	readonly match?: Match | undefined;
};

export type Knowledge = {
	/** Takes a change into account, or says why no director can make it; then everything stays as it is. */
	readonly enter: (change: Change) => Obstacle | undefined;
	/** From here on something may be different. */
	readonly doubt: (doubt: Doubt) => void;
};

type Presence = 'there' | 'gone' | 'perhaps';

/** What is known by key, and of all that is not named there. */
type Roll = {readonly known: Map<string, Presence>; others: Presence};

type Known = {presence: Presence; readonly destinations: Roll};

/**
Follows what must be in a director through changes one after the other, and so which of them it must refuse: as `openLedger` does, but
also where the beginning is not known, and where lines between them cannot be read. What is not certain is no obstacle.

@param start - `unknown`: whatever a director has; `empty`: nothing
*/
export const openKnowledge = (start: 'unknown' | 'empty'): Knowledge => {
	const beginning: Presence = start === 'empty' ? 'gone' : 'perhaps';
	const services = new Map<string, Known>();
	let otherServices = beginning;
	const daemons: Roll = {known: new Map(), others: beginning};

	const known = (match: Match): Known => {
		const key = matchKey(match);
		const found = services.get(key) ?? {presence: otherServices, destinations: rollOf('perhaps')};
		services.set(key, found);
		return found;
	};

	const begin = (match: Match, presence: Presence): void => {
		services.set(matchKey(match), {presence, destinations: rollOf('gone')});
	};

	/** What is done in a service shows that it is there. */
	const within = (match: Match, work: (known: Known) => Obstacle | undefined) => {
		const found = known(match);
		if (found.presence === 'gone') {
			return 'no-service';
		}
		const obstacle = work(found);
		if (obstacle === undefined) {
			found.presence = 'there';
		}
		return obstacle;
	};

	const enter = (change: Change): Obstacle | undefined => {
		switch (change.kind) {
			case 'add-service': {
				const {match} = change.service;
				if (known(match).presence === 'there') {
					return 'service-exists';
				}
				begin(match, 'there');
				return undefined;
			}
			case 'edit-service':
				return within(change.service.match, nothing);
			case 'delete-service':
				return within(change.match, nothing) ?? void begin(change.match, 'gone');
			case 'add-destination':
			case 'edit-destination': {
				const {address, port} = change.destination;
				const refused = change.kind === 'add-destination' ? 'there' : 'gone';
				return within(change.match, ({destinations}) =>
					passed(destinations, destinationKey(address, port), {refused, after: 'there'})
						? undefined
						: refused === 'there'
							? 'destination-exists'
							: 'no-destination',
				);
			}
			case 'delete-destination': {
				const key = destinationKey(change.address, change.port);
				return within(change.match, ({destinations}) =>
					passed(destinations, key, {refused: 'gone', after: 'gone'})
						? undefined
						: 'no-destination',
				);
			}
			case 'zero':
				return change.match === undefined ? undefined : within(change.match, nothing);
			case 'flush':
				services.clear();
				otherServices = 'gone';
				return undefined;
			case 'set-timeouts':
				return undefined;
			case 'start-daemon':
				return passed(daemons, change.daemon.role, {refused: 'there', after: 'there'})
					? undefined
					: 'daemon-runs';
			case 'stop-daemon':
				return passed(daemons, change.role, {refused: 'gone', after: 'gone'})
					? undefined
					: 'no-daemon';
		}
	};

	const doubt = ({what, may, match}: Doubt): void => {
		const certain = may === 'add' ? 'gone' : 'there';
		const touched = match === undefined ? [...services.values()] : [known(match)];
		if (what === 'daemon') {
			blur(daemons, certain);
		}
		for (const found of touched) {
			if (what === 'destination') {
				blur(found.destinations, certain);
			}
			if (what === 'service' && found.presence === certain) {
				found.presence = 'perhaps';
			}
			if (what === 'service' && may === 'remove') {
				// Should it be gone, then with all that was in it.
				blur(found.destinations, 'there');
			}
		}
		if (what === 'service' && match === undefined && otherServices === certain) {
			otherServices = 'perhaps';
		}
	};

	return {enter, doubt};
};

const rollOf = (others: Presence): Roll => ({known: new Map(), others});

const nothing = (): undefined => undefined;

const passed = (
	{known, others}: Roll,
	key: string,
	{refused, after}: {refused: Presence; after: Presence},
): boolean => {
	const isPassed = (known.get(key) ?? others) !== refused;
	if (isPassed) {
		known.set(key, after);
	}
	return isPassed;
};

const blur = (roll: Roll, certain: Presence): void => {
	for (const [key, presence] of roll.known) {
		if (presence === certain) {
			roll.known.set(key, 'perhaps');
		}
	}
	if (roll.others === certain) {
		roll.others = 'perhaps';
	}
};
