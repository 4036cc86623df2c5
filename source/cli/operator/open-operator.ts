import {resolve} from 'node:path';
import type {Client} from '../../client/client.ts';
import {createOperator} from '../../operator/create-operator.ts';
import type {Operator} from '../../operator/operator.ts';
import type {Access} from '../../operator/state.ts';
import {systemClock, type Clock} from '../../sampler/clock.ts';
import type {Sampler} from '../../sampler/sampler.ts';
import {namespacePath} from '../network-namespace.ts';
import {careOf} from '../care/care-of.ts';
import type {Wanted} from '../route.ts';
import type {Environment} from '../state-folder.ts';
import {placeOf} from '../words/known-server.ts';
import {inPlace, openRememberedWeights} from '../words/remembered-weights.ts';
import {openGuardsInProcess} from './guards-in-process.ts';
import {openGuards} from './guards.ts';
import {openJournalFile} from './journal-file.ts';
import {listProcesses} from './processes.ts';
import {openQuiescentSwitch} from './quiescent.ts';

export type OperatorWish = {
	readonly wanted: Wanted;
	readonly client: Client;
	readonly sampler: Sampler;
	readonly access: Access;
	readonly clock?: Clock;
	readonly environment?: Environment;
};

/** An operator for the director of the command line, with everything that it needs of this machine. */
export const openOperator = ({
	wanted,
	client,
	sampler,
	access,
	clock = systemClock,
	environment = process.env,
}: OperatorWish): Operator => {
	const sink = openJournalFile(environment);
	return createOperator({
		client,
		sampler,
		clock,
		access,
		remembered: inPlace(openRememberedWeights(environment), placeOf(wanted)),
		sink,
		quiescent: openQuiescentSwitch(wanted, client),
		guards:
			wanted.kind === 'demo'
				? openGuardsInProcess({client, sink, clock})
				: openGuards({program: thisProgram(), leading: leadingOf(wanted), environment}),
		care: careOf(wanted, environment),
		// Whoever manages the kernel's table has no business with a demo's.
		processes: wanted.kind === 'kernel' ? listProcesses : async () => [],
	});
};

const thisProgram = (): readonly string[] => [
	process.execPath,
	...process.execArgv,
	process.argv[1] ?? '',
];

/** Paths as they are from anywhere: a guard runs in the root folder. */
const leadingOf = (wanted: Wanted): readonly string[] => {
	switch (wanted.kind) {
		case 'connect':
			return ['--connect', resolve(wanted.path)];
		case 'kernel':
			return wanted.networkNamespace === undefined
				? []
				: ['--netns', resolve(namespacePath(wanted.networkNamespace))];
		default:
			return [];
	}
};
