import {openClient} from '../../../source/client/open.ts';
import type {Engine} from '../../../source/engine/engine.ts';
import {addressText} from '../../../source/model/address.ts';
import {addressAt, type Table} from '../../../source/model/table.ts';
import {loadScenario, type LoadOptions} from '../../../source/scenario/load.ts';
import {parseScenario} from '../../../source/scenario/parse-scenario.ts';
import type {Scenario} from '../../../source/scenario/scenario.ts';
import {shipped, type ShippedName} from '../../../source/scenario/shipped/shipped.ts';
import {openEmbedded} from '../../../source/transport/embedded.ts';

export const scenarioOf = (text: string): Scenario => {
	const reading = parseScenario(text);
	if (reading.kind === 'problems') {
		throw new Error(JSON.stringify(reading.problems));
	}
	return reading.scenario;
};

/** An engine that runs a scenario; by default its clock stands still at the first look. */
export const runText = (text: string, options: Partial<LoadOptions> = {}): Engine => {
	const loading = loadScenario(scenarioOf(text), {seed: 1, now: () => 0, ...options});
	if (loading.kind === 'problems') {
		throw new Error(JSON.stringify(loading.problems));
	}
	return loading.engine;
};

export const runShipped = (name: ShippedName, options?: Partial<LoadOptions>): Engine =>
	runText(shipped[name], options);

export const tableOf = async (engine: Engine): Promise<Table> => {
	const read = await openClient(openEmbedded(engine)).table('dump');
	if (!read.ok) {
		throw new Error(read.failure.kind);
	}
	return read.value;
};

/** What the first server of an address shows. */
export const serverIn = ({destinations}: Table, address: string) => {
	const row = Array.from({length: destinations.count}, (_, index) => index).find(
		index => addressText(addressAt(destinations, index)) === address,
	);
	if (row === undefined) {
		throw new Error(`no server ${address}`);
	}
	return {
		weight: destinations.weight[row]!,
		active: destinations.active[row]!,
		inactive: destinations.inactive[row]!,
		persistent: destinations.persistent[row]!,
	};
};
