import type {Client} from '../client/client.ts';
import {openClient} from '../client/open.ts';
import type {Failure} from '../model/failure.ts';
import {failureSentence} from '../model/failure-sentence.ts';
import {loadScenario, type Loading} from '../scenario/load.ts';
import {openEmbedded} from '../transport/embedded.ts';
import {openRemote} from '../transport/remote/remote.ts';
import {connectTo} from '../transport/remote/unix-socket.ts';
import type {Wanted} from './route.ts';
import {readScenario, scenarioProblem} from './scenario-file.ts';

type WantedDemo = Omit<Wanted & {kind: 'demo'}, 'kind'>;

/** A demo gives the same picture every time unless another seed is asked for. */
const defaultSeed = 1;

/**
A client of an embedded director that has been running a scenario, or a sentence that says why there is none. Its time stands still, so
that the same command prints the same.
*/
export const openDemo = (wanted: WantedDemo): Client | string => {
	const demo = loadDemo(wanted, () => 0);
	return typeof demo === 'string' ? demo : openClient(openEmbedded(demo.engine));
};

/** @param now - milliseconds of the clock by which it goes on */
export const loadDemo = (
	{scenario: name, seed = defaultSeed, speed = 1}: WantedDemo,
	now: () => number,
): (Loading & {kind: 'loaded'}) | string => {
	if (!Number.isSafeInteger(seed)) {
		return '--seed takes a whole number';
	}
	if (!(speed >= 0.1 && speed <= 100)) {
		return '--speed takes a number from 0.1 to 100';
	}
	const scenario = readScenario(name);
	if (typeof scenario === 'string') {
		return scenario;
	}
	const loading = loadScenario(scenario, {seed, now, speed});
	return loading.kind === 'loaded' ? loading : scenarioProblem(name, loading.problems);
};

/** A client of the demo that another process shares, or a sentence that says why there is none. */
export const openShared = async (path: string): Promise<Client | string> => {
	const transport = openRemote(() => connectTo(path));
	const connected = await transport.connect();
	return connected.ok ? openClient(transport) : connectionProblem(path, connected.failure);
};

const connectionProblem = (path: string, failure: Failure): string => {
	switch (failure.kind === 'system' ? failure.code : failure.kind) {
		case 'ENOENT':
			return `no demo is shared at ${path}; ipvs-tui --demo --listen ${path} shares one`;
		case 'ECONNREFUSED':
			return `nobody shares a demo at ${path} any more; ipvs-tui --demo --listen ${path} does`;
		case 'EACCES':
			return `the demo at ${path} belongs to another user`;
		case 'unsupported':
			return `no demo can be used at ${path}: ${failure.kind === 'unsupported' ? failure.why : ''}`;
		case 'timeout':
			return `who listens at ${path} does not answer as a demo does`;
		default:
			return `cannot connect to ${path}: ${failureSentence(failure)}`;
	}
};
