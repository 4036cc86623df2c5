import type {Client} from '../client/client.ts';
import {openClient} from '../client/open.ts';
import type {Failure} from '../model/failure.ts';
import {failureSentence} from '../model/failure-sentence.ts';
import {loadInSteps, type Loading} from '../scenario/load.ts';
import {finish, type Steps} from '../scenario/steps.ts';
import {openEmbedded} from '../transport/embedded.ts';
import {openRemote} from '../transport/remote/remote.ts';
import {connectTo} from '../transport/remote/unix-socket.ts';
import type {Wanted} from './route.ts';
import {readInSteps, scenarioProblem} from './scenario-file.ts';

type WantedDemo = Omit<Wanted & {kind: 'demo'}, 'kind'>;

/** A demo gives the same picture every time unless another seed is asked for. */
const defaultSeed = 1;

/**
A client of an embedded director that has been running a scenario, or a sentence that says why there is none. Its time stands still, so
that the same command prints the same.
*/
export const openDemo = (wanted: WantedDemo): Client | string => {
	const demo = finish(loadDemo(wanted, () => 0));
	return typeof demo === 'string' ? demo : openClient(openEmbedded(demo.engine));
};

export type Demo = Loading & {kind: 'loaded'};

/**
A demo at its first look, step by step; what is wrong with the command is found in the first one.

@param now - milliseconds of the clock by which it goes on
*/
export function* loadDemo(
	{scenario: name, seed = defaultSeed, speed = 1}: WantedDemo,
	now: () => number,
): Steps<Demo | string> {
	if (!Number.isSafeInteger(seed)) {
		return '--seed takes a whole number';
	}
	if (!(speed >= 0.1 && speed <= 100)) {
		return '--speed takes a number from 0.1 to 100';
	}
	const scenario = yield* readInSteps(name);
	if (typeof scenario === 'string') {
		return scenario;
	}
	const loading = yield* loadInSteps(scenario, {seed, now, speed});
	return loading.kind === 'loaded' ? loading : scenarioProblem(name, loading.problems);
}

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
