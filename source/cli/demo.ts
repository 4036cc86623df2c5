import type {Client} from '../client/client.ts';
import {openClient} from '../client/open.ts';
import {isScenarioName, loadScenario, scenarios} from '../scenario/load.ts';
import {openEmbedded} from '../transport/embedded.ts';

/** A demo gives the same picture every time unless another seed is asked for. */
const defaultSeed = 1;

/**
A client of an embedded director that has been running a scenario, or one sentence that says why there is none.

@param now - milliseconds of the clock by which it goes on; without one it stands still, so that the same command prints the same
*/
export const openDemo = (
	{scenario, seed = defaultSeed}: {readonly scenario: string; readonly seed?: number | undefined},
	now: () => number = () => 0,
): Client | string => {
	if (!isScenarioName(scenario)) {
		return `there is no scenario "${scenario}"; there are ${Object.keys(scenarios).join(' and ')}`;
	}
	return Number.isSafeInteger(seed)
		? openClient(openEmbedded(loadScenario(scenario, {seed, now})))
		: '--seed takes a whole number';
};
