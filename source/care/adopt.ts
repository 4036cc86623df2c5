import {destinationKey, type Destination} from '../model/destination.ts';
import {changeLine} from '../ipvsadm/unparse.ts';
import type {CaredService, Configuration} from './configuration.ts';
import {newCheckState, type ServerState, type ServiceState, type State} from './state.ts';

/**
The state with which a configuration begins, from that of an earlier one (undefined for a service that is new): what is remembered of
a server stays with it. What the file now says otherwise, it will say to the table too.
*/
export const adopt = (
	configuration: Configuration,
	before: (key: string) => ServiceState | undefined,
	now: number,
): State =>
	new Map(
		[...configuration].map(([key, service]) => [key, adoptService(service, before(key), now)]),
	);

const adoptService = (
	cared: CaredService,
	before: ServiceState | undefined,
	now: number,
): ServiceState => {
	const servers: Record<string, ServerState> = {};
	for (const [key, server] of Object.entries(before?.servers ?? {})) {
		// What care never put there, and what is gone, needs no farewell.
		if (server.left.some(weight => weight >= 0)) {
			servers[key] = {...server, role: 'retired', applied: undefined, checks: []};
		}
	}
	const put = (destination: Destination, role: 'server' | 'sorry'): void => {
		const key = destinationKey(destination.address, destination.port);
		const known = before?.servers[key];
		const line = serverLine(cared, destination);
		const isSame = known?.applied === line;
		servers[key] = {
			role,
			applied: isSame ? line : undefined,
			checks:
				role === 'sorry'
					? []
					: cared.checks.map(check => {
							const fresh = newCheckState(check);
							return known?.checks.find(one => one.check === fresh.check) ?? fresh;
						}),
			since: known?.since ?? now,
			mark: known?.mark ?? 'auto',
			weight: isSame ? known.weight : destination.weight,
			left: known?.left ?? [],
			did: known?.did,
			isHeld: known?.isHeld ?? false,
			isKept: known?.isKept ?? false,
			goingSince: known?.goingSince,
			backSince: known?.backSince,
		};
	};
	for (const destination of cared.servers.values()) {
		put(destination, 'server');
	}
	if (cared.sorry !== undefined) {
		put(cared.sorry, 'sorry');
	}
	const line = serviceLine(cared);
	return {
		applied: before?.applied === line ? line : undefined,
		quorum: before?.quorum ?? 'unknown',
		didAt: before?.didAt,
		isKnown: before?.isKnown ?? false,
		servers,
	};
};

/** A new process has seen no result yet: what the last one knew may be old. Weights and who drained what do not age. */
export const withoutVerdicts = (state: ServiceState): ServiceState => ({
	...state,
	servers: Object.fromEntries(
		Object.entries(state.servers).map(([key, server]) => [
			key,
			{
				...server,
				checks: server.checks.map(({check}) => ({check, verdict: 'unknown', contrary: 0})),
			},
		]),
	),
});

/** How the file's service and servers are compared with those of another time. */
export const serviceLine = ({service}: CaredService): string =>
	changeLine({kind: 'add-service', service});
export const serverLine = ({service: {match}}: CaredService, destination: Destination): string =>
	changeLine({kind: 'add-destination', match, destination});
