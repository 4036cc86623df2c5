import type {Change} from '../model/change.ts';
import {destinationKey} from '../model/destination.ts';
import {matchKey} from '../model/service.ts';
import type {Configuration} from '../plan/configuration.ts';
import type {Load} from './drain.ts';
import {settingsChanges, settingsIn, type Settings} from './settings.ts';
import {emptyLoad, leftOf, viewOf, type Situation} from './situation.ts';
import {counted} from './words.ts';

/**
What a change does, in words.

@param now - the configuration when it is made
*/
export const effectOf = (change: Change, now: Configuration, situation: Situation): string => {
	switch (change.kind) {
		case 'add-service':
			return `new service, scheduler ${change.service.scheduler}`;
		case 'edit-service':
			return changed(settingsIn(now, {service: matchKey(change.service.match)}), {
				kind: 'service',
				service: change.service,
			});
		case 'delete-service': {
			const key = matchKey(change.match);
			const servers = now.services.get(key)?.destinations.size ?? 0;
			return servers === 0
				? 'goes; it has no server'
				: `goes with ${counted(servers, 'server')}; ${cut(loadOfService(situation, key))}`;
		}
		case 'add-destination':
			return `new server, weight ${change.destination.weight}`;
		case 'edit-destination': {
			const {address, port} = change.destination;
			const item = {service: matchKey(change.match), destination: destinationKey(address, port)};
			return changed(settingsIn(now, item), {
				kind: 'destination',
				destination: change.destination,
			});
		}
		case 'delete-destination': {
			const view = viewOf(situation, matchKey(change.match));
			return cut(view?.loads.get(destinationKey(change.address, change.port)) ?? emptyLoad);
		}
		case 'zero':
			return 'its counters start at zero';
		case 'flush':
			return `all ${counted(now.services.size, 'service')} go`;
		case 'set-timeouts':
			return timeoutChanges(change, now);
		case 'start-daemon':
			return `${change.daemon.role} daemon starts on ${change.daemon.interface}`;
		case 'stop-daemon':
			return `${change.role} daemon stops`;
	}
};

/** All of a service's servers together. */
export const loadOfService = (situation: Situation, key: string): Load => {
	const loads = [...(viewOf(situation, key)?.loads.values() ?? [])];
	const sum = (name: keyof Load): number => loads.reduce((total, load) => total + load[name], 0);
	return {active: sum('active'), inactive: sum('inactive'), persistent: sum('persistent')};
};

const changed = (before: Settings | undefined, after: Settings): string => {
	const changes = before === undefined ? [] : settingsChanges(before, after);
	return changes.length === 0 ? 'stays as it is' : changes.join(', ');
};

const cut = (load: Load): string =>
	leftOf(load) === 0
		? 'no connection is left'
		: `cuts ${(['active', 'inactive', 'persistent'] as const)
				.flatMap(name => (load[name] === 0 ? [] : `${load[name]} ${name}`))
				.join(', ')}`;

const timeoutChanges = (
	{timeouts}: Change & {kind: 'set-timeouts'},
	{timeouts: before}: Configuration,
): string => {
	const parts = (['tcp', 'tcpFin', 'udp'] as const).flatMap(name =>
		timeouts[name] === 0 || timeouts[name] === before?.[name]
			? []
			: [`${timeoutWords[name]} ${before?.[name] ?? '?'} > ${timeouts[name]} s`],
	);
	return parts.length === 0 ? 'stay as they are' : parts.join(', ');
};

const timeoutWords = {tcp: 'tcp', tcpFin: 'tcp after FIN', udp: 'udp'} as const;
