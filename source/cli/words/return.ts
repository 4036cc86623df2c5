import {withWeight} from '../../plan/drain.ts';
import {keyOf, lookUp, nameOf, refusal} from './known-server.ts';
import {readOptions} from './read-options.ts';
import {openRememberedWeights} from './remembered-weights.ts';
import {readServer} from './server-arguments.ts';
import {refuse, withDirector} from './with-director.ts';
import type {Word} from './word.ts';

/** Puts a server back to a weight: the one that was given, or the one it had when it was drained. */
export const runReturn: Word = async call => {
	const read = readOptions('return', call.argv, 'pass');
	if (typeof read === 'string') {
		return refuse(call, read);
	}
	const wanted = await readServer(read.operands, {...call, takesWeight: true});
	if (typeof wanted === 'string') {
		return refuse(call, wanted);
	}
	return withDirector(call, async client => {
		const server = await lookUp(client, wanted);
		if (typeof server === 'string') {
			return refuse(call, server);
		}
		const weights = openRememberedWeights(call.environment ?? process.env);
		const key = keyOf(wanted.match, server, call);
		const weight = wanted.weight ?? weights.get(key);
		if (weight === undefined) {
			return refuse(
				call,
				`no weight of ${nameOf(server)} is remembered: it was not drained here; give one with -w`,
			);
		}
		const change = withWeight(wanted.match, server.destination, weight);
		const [result] = await client.change([change]);
		if (result?.ok !== true) {
			return refuse(call, refusal(result?.failure));
		}
		if (weights.get(key) !== undefined) {
			const problem = weights.set(new Map([[key, undefined]]));
			if (problem !== undefined) {
				call.stderr(`ipvs-tui: ${problem}\n`);
			}
		}
		return 0;
	});
};
