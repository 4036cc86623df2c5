import type {Server} from '../plan/drain.ts';
import type {CareEvent} from './event.ts';
import {absent, type ServerState} from './state.ts';

type Observed = {readonly server: ServerState; readonly events: readonly CareEvent[]};

export type Circumstances = {
	readonly foreign: 'respect' | 'correct';
	/** Whether a person has drained it by this program, which remembers the weight for the return. */
	readonly isDrainedByPerson: () => boolean;
};

/** What somebody else has done to a server since this program left it. */
export const observe = (
	server: ServerState,
	present: Server | undefined,
	{foreign, isDrainedByPerson}: Circumstances,
): Observed => {
	if (present === undefined) {
		return {server, events: []};
	}
	const {weight} = present.destination;
	const lifted = server.isHeld && weight > 0 ? {...server, isHeld: false} : server;
	if (server.role !== 'server' || server.mark !== 'auto' || server.left.includes(weight)) {
		return {server: lifted, events: []};
	}
	if (weight === 0 && server.weight > 0) {
		return foreign === 'respect' || isDrainedByPerson()
			? held(server)
			: said(server, 'weight 0 is not ours; it is put back');
	}
	// What the file says has yet to be put there, and then wins.
	if (server.applied === undefined || weight === server.weight) {
		return {server: lifted, events: []};
	}
	return foreign === 'respect'
		? said({...lifted, weight}, `has weight ${weight} from somebody else now, not ${server.weight}`)
		: said(lifted, `weight ${weight} is not ours; ${server.weight} is put back`);
};

const held = (server: ServerState): Observed =>
	server.isHeld
		? {server, events: []}
		: {
				server: {...server, isHeld: true},
				events: [
					{
						level: 'info',
						kind: 'held',
						says: 'was given weight 0 by somebody else: it stays so until it gets another weight, or "care pin ... auto"',
					},
				],
			};

const said = (server: ServerState, says: string): Observed => ({
	server,
	events: [{level: 'warn', kind: 'foreign', says}],
});

/** The weight that a server has, or had when this program last left it; 0 when it is gone. */
export const lastWeight = ({left}: ServerState, present: Server | undefined): number =>
	present?.destination.weight ?? Math.max(0, ...left.filter(weight => weight !== absent));
