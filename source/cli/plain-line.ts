import type {Client} from '../client/client.ts';
import {wordsOf} from '../ipvsadm/rules-line.ts';
import {hint} from './hint.ts';
import {keptOpen} from './kept-open.ts';
import {runIpvsadm} from './ipvsadm/run.ts';
import {subcommands} from './own-words.ts';
import {isWord, route, type Wanted} from './route.ts';
import type {WordCall} from './words/word.ts';

export type PlainLines = {
	readonly wanted: Wanted;
	/** Stays open. */
	readonly client: Client;
	readonly isReadOnly: boolean;
	readonly write: (text: string) => void;
	readonly runWord: WordCall['runWord'];
};

/** Carries out what is typed as if it stood on a command line of its own. */
export const linesOf =
	({wanted, client, isReadOnly, write, runWord}: PlainLines) =>
	async (line: string): Promise<void> => {
		const found = route(wordsOf(line));
		const [first = ''] = found.argv;
		const common = {
			argv: found.argv,
			stdout: write,
			stderr: write,
			// What is typed next is the next command.
			input: nothing(),
		};
		if (found.kind === 'ipvsadm') {
			if (isReadOnly && !looking.test(first)) {
				write(`${locked}\n`);
			} else {
				await runIpvsadm({
					...common,
					program: 'ipvs-tui',
					persona: 'ipvs-tui',
					open: () => keptOpen(client),
				});
			}
			return;
		}
		const {word} = found;
		if (word === 'tui' || !isWord(word)) {
			write(`there is no command "${first}"; ${hint(first, Object.keys(subcommands))}\n`);
		} else if (isReadOnly && subcommands[word].group !== 'look') {
			write(`${locked}\n`);
		} else {
			await runWord?.(word, {...common, wanted, open: async () => keptOpen(client)});
		}
	};

const locked = 'read-only: nothing can be changed from here';

/** Commands of ipvsadm that change nothing. */
const looking = /^(?:-[lLShv]|--(?:list|save|help|version)$)/;

async function* nothing(): AsyncGenerator<Uint8Array> {
	// No input.
}
