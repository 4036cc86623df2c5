import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeAll, expect, test} from 'vitest';
import {parseSequences, printSequences, serverName} from '../unit/engine/schedulers/sequence.ts';
import {describeLab, labGuest} from './shared.ts';

const folder = join(import.meta.dirname, '../unit/engine/schedulers/sequences');
const script = join(import.meta.dirname, 'topology/connect.py');

const files = readdirSync(folder).map((name, index) => {
	const text = readFileSync(join(folder, name), 'utf8');
	return {name, text, sequences: parseSequences(text, 10_000 + index * 100)};
});

/** By sequence and step that connects: "ADDRESS PORT" of each real server, or null. */
type Reached = readonly (readonly (readonly (string | null)[])[])[];

describeLab('the kernel picks for real connections what the engine picks', () => {
	const reached = new Map<string, Reached>();
	beforeAll(async () => {
		const guest = await labGuest();
		const {stdout, stderr, code} = await guest.run(`python3 -ES '${script}'`, {
			stdin: JSON.stringify(files.flatMap(({sequences}) => sequences)),
			timeout: 300_000,
		});
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		const all = JSON.parse(stdout) as Reached;
		let first = 0;
		for (const {name, sequences} of files) {
			reached.set(name, all.slice(first, first + sequences.length));
			first += sequences.length;
		}
	});

	test.each(files.map(({name}) => name))('%s', async name => {
		const {text, sequences} = files.find(file => file.name === name)!;
		const answers = reached.get(name)!.map(steps => steps.map(step => step.map(answerOf)));
		// With -u the kernel's answers are written; the unit test holds the engine against the same files.
		const file = join(folder, name);
		await expect(printSequences(text, sequences, answers)).toMatchFileSnapshot(file);
	});
});

const answerOf = (server: string | null): string => {
	const [address, port] = server?.split(' ') ?? [];
	return address === undefined ? '-' : serverName(address, Number(port));
};
