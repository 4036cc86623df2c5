import {expect} from 'vitest';
import {destinationOf} from '../../../source/engine/connections/accounting.ts';
import {isTemplate} from '../../../source/engine/connections/columns.ts';
import {isActive} from '../../../source/engine/connections/states.ts';
import type {Engine} from '../../../source/engine/engine.ts';
import type {DestinationEntry} from '../../../source/engine/entries.ts';
import {listDestinations, listServices} from '../../../source/engine/table.ts';

type Counts = {active: number; inactive: number; persistent: number};

const none: Counts = {active: 0, inactive: 0, persistent: 0};

/** What the rows of the connection table say about each destination and template has to be what these count themselves. */
export const expectBalance = ({director}: Engine): void => {
	const {connections} = director;
	const destinations = new Map<DestinationEntry, Counts>();
	const templates = new Map<number, number>();
	let live = 0;
	for (let row = 0; row < connections.count; row += 1) {
		if (connections.target[row] === -1) {
			continue;
		}
		live += 1;
		const destination = destinationOf(connections, row);
		const counts = destinations.get(destination) ?? {...none};
		destinations.set(destination, counts);
		const link = connections.link[row]!;
		if (isTemplate(connections, row)) {
			counts.persistent += 1;
			continue;
		}
		if (link !== -1) {
			templates.set(link, (templates.get(link) ?? 0) + 1);
		}
		const {protocol} = connections.targets.all[connections.target[row]!]!;
		counts[isActive(protocol, connections.state[row]!) ? 'active' : 'inactive'] += 1;
	}
	expect(connections.live).toBe(live);
	for (let row = 0; row < connections.count; row += 1) {
		if (connections.target[row] !== -1 && isTemplate(connections, row)) {
			expect(connections.link[row]).toBe(templates.get(row) ?? 0);
		}
	}
	for (const destination of [
		...listServices(director).flatMap(listDestinations),
		...[...director.trash.entries.values()].flat(),
	]) {
		const {active, inactive, persistent} = destination;
		const counted = destinations.get(destination) ?? none;
		expect({active, inactive, persistent}).toEqual(counted);
	}
};
