import type {Client} from '../../client/client.ts';
import {failureSentence} from '../../model/failure-sentence.ts';
import {loadModule} from '../ipvsadm/load-module.ts';
import {runIpvsadm} from '../ipvsadm/run.ts';
import type {WordCall} from './word.ts';

export const usageError = 2;

/** Says one sentence on stderr and returns the exit code for it. */
export const refuse = ({stderr}: Pick<WordCall, 'stderr'>, sentence: string): number => {
	stderr(`ipvs-tui: ${sentence}\n`);
	return usageError;
};

/** Gives the work a client that has been seen to answer. When the module is missing it is loaded once. */
export const withDirector = async (
	call: WordCall,
	work: (client: Client) => Promise<number>,
): Promise<number> => {
	const client = await call.open();
	if (typeof client === 'string') {
		return refuse(call, client);
	}
	try {
		let info = await client.info();
		if (!info.ok && info.failure.kind === 'no-module') {
			await (call.loadModule ?? loadModule)();
			info = await client.info();
		}
		return info.ok ? await work(client) : refuse(call, failureSentence(info.failure));
	} finally {
		client.close();
	}
};

/** A word that is one of ipvsadm's commands under another name. */
export const asIpvsadm = async (call: WordCall, argv: readonly string[]): Promise<number> => {
	const {open, ...rest} = call;
	const client = await open();
	return typeof client === 'string'
		? refuse(call, client)
		: runIpvsadm({...rest, argv, program: 'ipvs-tui', persona: 'ipvs-tui', open: () => client});
};
