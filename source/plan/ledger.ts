import type {Change} from '../model/change.ts';
import {destinationKey, type Destination} from '../model/destination.ts';
import type {Timeouts} from '../model/director.ts';
import {matchKey, type Match, type Service} from '../model/service.ts';
import type {Configuration} from './configuration.ts';

/** Why a change cannot be made: what it needs is not there, or what it would make is there already. */
export type Obstacle =
	| 'service-exists'
	| 'no-service'
	| 'destination-exists'
	| 'no-destination'
	| 'daemon-runs'
	| 'no-daemon';

export type Ledger = {
	/** Changes with every `enter`: look, and keep nothing of it. */
	readonly now: Configuration;
	/** Takes a change into account, or says why it cannot be made; then everything stays as it is. */
	readonly enter: (change: Change) => Obstacle | undefined;
};

type Open = {service: Service; readonly destinations: Map<string, Destination>};

/** Follows what changes, one after the other, make of a configuration, which itself stays what it is. */
export const openLedger = (start: Configuration): Ledger => {
	const services = new Map<string, Open>();
	for (const [key, {service, destinations}] of start.services) {
		services.set(key, {service, destinations: new Map(destinations)});
	}
	const now: {-readonly [Name in keyof Configuration]: Configuration[Name]} = {...start, services};

	const within = (match: Match, work: (open: Open) => Obstacle | undefined) => {
		const open = services.get(matchKey(match));
		return open === undefined ? 'no-service' : work(open);
	};

	const enter = (change: Change): Obstacle | undefined => {
		switch (change.kind) {
			case 'add-service': {
				const key = matchKey(change.service.match);
				if (services.has(key)) {
					return 'service-exists';
				}
				services.set(key, {service: change.service, destinations: new Map()});
				return undefined;
			}
			case 'edit-service':
				return within(change.service.match, open => {
					open.service = change.service;
					return undefined;
				});
			case 'delete-service':
				return services.delete(matchKey(change.match)) ? undefined : 'no-service';
			case 'add-destination':
			case 'edit-destination':
				return within(change.match, ({destinations}) => {
					const {destination, kind} = change;
					const key = destinationKey(destination.address, destination.port);
					if (destinations.has(key) !== (kind === 'edit-destination')) {
						return kind === 'edit-destination' ? 'no-destination' : 'destination-exists';
					}
					destinations.set(key, destination);
					return undefined;
				});
			case 'delete-destination':
				return within(change.match, ({destinations}) =>
					destinations.delete(destinationKey(change.address, change.port))
						? undefined
						: 'no-destination',
				);
			case 'zero':
				return change.match === undefined ? undefined : within(change.match, () => undefined);
			case 'flush':
				services.clear();
				return undefined;
			case 'set-timeouts':
				now.timeouts = kept(now.timeouts, change.timeouts);
				return undefined;
			case 'start-daemon': {
				const daemons = now.daemons ?? [];
				if (daemons.some(({role}) => role === change.daemon.role)) {
					return 'daemon-runs';
				}
				now.daemons = [...daemons, change.daemon];
				return undefined;
			}
			case 'stop-daemon': {
				const daemons = now.daemons ?? [];
				now.daemons = daemons.filter(({role}) => role !== change.role);
				return now.daemons.length === daemons.length ? 'no-daemon' : undefined;
			}
		}
	};

	return {now, enter};
};

/** 0 keeps the present value. */
const kept = (before: Timeouts | undefined, {tcp, tcpFin, udp}: Timeouts): Timeouts => ({
	tcp: tcp || (before?.tcp ?? 0),
	tcpFin: tcpFin || (before?.tcpFin ?? 0),
	udp: udp || (before?.udp ?? 0),
});
