import type {Client} from '../../source/client/client.ts';
import {runIpvsadm} from '../../source/cli/ipvsadm/run.ts';
import type {Names} from '../../source/cli/ipvsadm/names.ts';
import {encodeText} from '../../source/ipvsadm/byte-text.ts';
import type {Case, Outcome, Step} from './case.ts';

export type Place = {
	/** A client for each command, as every command is a process of its own. */
	readonly open: () => Client;
	readonly names?: Names;
};

/** What a step needs to run. */
export type Command = Pick<Step, 'argv' | 'stdin'>;

/** Runs one command line of ours in this process. */
export const runOurs = async ({argv, stdin}: Command, {open, names}: Place): Promise<Outcome> => {
	let stdout = '';
	let stderr = '';
	const exit = await runIpvsadm({
		program: 'ipvsadm',
		argv,
		persona: 'ipvsadm',
		open,
		input: once(stdin),
		stdout: text => (stdout += text),
		stderr: text => (stderr += text),
		...(names === undefined ? {} : {names}),
	});
	return {stdout, stderr, exit};
};

export type Observed = {readonly outcomes: readonly Outcome[]; readonly after: string};

/** Prepares the director as a case says and runs its command lines. */
export const runCase = async ({before, steps}: Case, place: Place): Promise<Observed> => {
	if (before !== '') {
		const {stderr, exit} = await runOurs({argv: ['-R'], stdin: before}, place);
		if (stderr !== '' || exit !== 0) {
			throw new Error(`cannot prepare the case: ${stderr}`);
		}
	}
	const outcomes: Outcome[] = [];
	for (const step of steps) {
		outcomes.push(await runOurs(step, place));
	}
	const {stdout} = await runOurs({argv: ['-S', '-n'], stdin: ''}, place);
	return {outcomes, after: stdout};
};

async function* once(text: string): AsyncGenerator<Uint8Array> {
	if (text !== '') {
		yield encodeText(text);
	}
}
