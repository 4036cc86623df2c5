import {join} from 'node:path';
import type {Guest} from './guest.ts';
import type {RunOptions, RunResult} from './job.ts';

/** The addresses of a network; the same in every one, because each has its own namespaces. */
export const addresses = {
	vip: '10.0.1.100',
	vip6: 'fd00:1::100',
	servers: ['10.0.2.11', '10.0.2.12'],
	servers6: ['fd00:2::11', 'fd00:2::12'],
} as const;

/** A client, a director and two real servers that answer HTTP on ports 80 and 8080 and UDP on 53. */
export type Network = {
	/** Runs a bash script in one of the namespaces. */
	readonly on: (place: Place, script: string, options?: RunOptions) => Promise<RunResult>;

	/** Sends so many HTTP requests from the client, each a connection of its own; counts the answers by server. */
	readonly get: (count: number, url?: string) => Promise<Answers>;

	/** The same over UDP. */
	readonly ask: (count: number, address?: string) => Promise<Answers>;

	readonly remove: () => Promise<void>;
};

export type Place = 'client' | 'director' | 'rs1' | 'rs2';

export type Answers = Readonly<Record<string, number>>;

/** The functions of topology/network.sh, for scripts that want them: `source ${networkFunctions}`. */
export const networkFunctions = join(import.meta.dirname, 'topology/network.sh');

/**
Builds a network in the guest and waits until its servers answer.

@param name - networks with different names know nothing of each other, not even their IPVS tables
*/
export const buildNetwork = async (guest: Guest, name: string): Promise<Network> => {
	const call = async (command: string, ...words: readonly (string | number)[]) => {
		const script = `source '${networkFunctions}'; ${[command, name, ...words].join(' ')}`;
		const {code, stdout, stderr} = await guest.run(script);
		if (code !== 0) {
			throw new Error(`${command} ${name} failed: ${stderr}`);
		}
		return stdout;
	};
	await call('network_up');
	return {
		on: async (place, script, options) =>
			guest.run(`ip netns exec ${name}-${place} bash -c "$LAB_SCRIPT"`, {
				...options,
				env: {...options?.env, LAB_SCRIPT: script},
			}),
		get: async (count, url = `http://${addresses.vip}/`) =>
			countAnswers(await call('get', count, `'${url}'`)),
		ask: async (count, address = addresses.vip) => countAnswers(await call('ask', count, address)),
		remove: async () => {
			await call('network_down');
		},
	};
};

const countAnswers = (text: string): Answers => {
	const counts: Record<string, number> = {};
	for (const name of text.trim().split('\n')) {
		counts[name] = (counts[name] ?? 0) + 1;
	}
	return counts;
};
