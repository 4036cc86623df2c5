import type {Client} from '../../client/client.ts';
import {openClient} from '../../client/open.ts';
import {createEngine} from '../../engine/engine.ts';
import {failureText} from '../../ipvsadm/kernel-error.ts';
import {changeLine} from '../../ipvsadm/unparse.ts';
import type {Timeouts} from '../../model/director.ts';
import {lineAt, type ChangeRoll} from '../../model/change-roll.ts';
import type {Table} from '../../model/table.ts';
import {loadScenario} from '../../scenario/load.ts';
import {isShippedName} from '../../scenario/shipped/shipped.ts';
import type {Arrivals} from '../../simulate/arrivals.ts';
import {measuredArrivals} from '../../simulate/measured.ts';
import {scenarioArrivals} from '../../simulate/scenario-arrivals.ts';
import {openEmbedded} from '../../transport/embedded.ts';
import {openQuiescentSwitch} from '../operator/quiescent.ts';
import {readScenario, scenarioProblem} from '../scenario-file.ts';
import {openInput, readingProblem} from './input.ts';
import {checkRules} from './check-rules.ts';
import {readRules} from './rules-file.ts';
import type {WordCall} from './word.ts';

/** A director to start from, and who comes to it. */
export type Source = {
	readonly open: WordCall['open'];
	readonly arrivalsOf: (
		table: Table,
		circumstances: {
			readonly timeouts: Timeouts;
			readonly given: ReadonlyMap<string, number>;
		},
	) => Arrivals;
	/** Seconds of the populations' clock. */
	readonly start: number;
	/** net.ipv4.vs.expire_quiescent_template; where it cannot be read it is taken for 0, as kernels begin with. */
	readonly expiresQuiescent: () => Promise<boolean>;
	/** Whether its connections are there, or those of a table in balance are taken. */
	readonly state: 'running' | 'planned';
};

export const kernelName = 'kernel';

/** The director of the command line (`kernel`), or one that a scenario or a rules file makes; sentences when there is none. */
export const openSource = async (
	from: string,
	call: WordCall,
): Promise<Source | readonly string[]> => {
	if (from === kernelName) {
		let firmness: Promise<number | string> | undefined;
		return {
			open: async () => {
				const client = await call.open();
				if (typeof client !== 'string') {
					firmness = openQuiescentSwitch(call.wanted, client).read();
				}
				return client;
			},
			arrivalsOf: (table, more) => measuredArrivals({table, state: 'running', ...more}),
			start: 0,
			expiresQuiescent: async () => (await firmness) === 1,
			state: 'running',
		};
	}
	if (isShippedName(from)) {
		return ofScenario(from);
	}
	const chunks: Uint8Array[] = [];
	try {
		for await (const chunk of openInput(from, call)) {
			// The next one may come in the same memory.
			chunks.push(new Uint8Array(chunk));
		}
	} catch (error) {
		return [readingProblem(from, error)];
	}
	return isScenario(Buffer.concat(chunks).toString()) ? ofScenario(from) : ofRules(chunks, call);
};

/** A line that no rules file has. */
const isScenario = (text: string): boolean => /^(about|running|clients|at|every)\s/m.test(text);

const seed = 1;

const ofScenario = (name: string): Source | readonly string[] => {
	const scenario = readScenario(name);
	if (typeof scenario === 'string') {
		return scenario.split('\n');
	}
	const loading = loadScenario(scenario, {seed, now: () => 0});
	if (loading.kind === 'problems') {
		return scenarioProblem(name, loading.problems).split('\n');
	}
	const {populations, running} = scenario;
	return {
		...embedded(openClient(openEmbedded(loading.engine))),
		arrivalsOf: (table, {given}) => scenarioArrivals({table, given, populations, time: running}),
		start: running,
		state: 'running',
	};
};

const ofRules = async (
	chunks: readonly Uint8Array[],
	call: WordCall,
): Promise<Source | readonly string[]> => {
	const found = await readRules('-', {...call, input: pieces(chunks)});
	const {rules} = found;
	const wrong = checkRules(found, {start: 'empty'});
	if (wrong.length > 0) {
		return wrong;
	}
	const client = openClient(openEmbedded(createEngine({now: () => 0})));
	const problems = await refusals(client, rules);
	return problems.length > 0
		? problems
		: {
				...embedded(client),
				arrivalsOf: (table, more) => measuredArrivals({table, state: 'planned', ...more}),
				start: 0,
				state: 'planned',
			};
};

async function* pieces(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
	yield* chunks;
}

const embedded = (client: Client) => ({
	open: async () => client,
	expiresQuiescent: async () => false,
});

const refusals = async (client: Client, rules: ChangeRoll): Promise<readonly string[]> => {
	const results = await client.change(rules);
	return results.flatMap((result, index) => {
		const change = rules.at(index);
		return result.ok || change === undefined
			? []
			: [
					`line ${lineAt(rules, index)}: ${failureText(result.failure, change.kind)}: ${changeLine(change)}`,
				];
	});
};
