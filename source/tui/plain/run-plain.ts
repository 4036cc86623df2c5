import {createInterface} from 'node:readline';
import type {Client} from '../../client/client.ts';
import {failureSentence} from '../../model/failure-sentence.ts';
import {careNews} from '../../operator/care-news.ts';
import {noCare, type Care, type CarePort} from '../../operator/care.ts';
import type {Clock} from '../../sampler/clock.ts';
import {createSampler, type SamplerState} from '../../sampler/sampler.ts';
import {summaryOf} from '../screens/services/crumb.ts';
import {readFilter} from '../screens/services/filter.ts';
import {factsOf} from '../view/facts.ts';
import {timeText} from '../view/number-text.ts';
import {changesBetween} from './changes.ts';
import {listing} from './listing.ts';

export type PlainOptions = {
	readonly client: Pick<Client, 'table' | 'publicTable' | 'info'>;
	/** What this is, in a sentence, and what the person should know besides. */
	readonly greeting: readonly string[];
	/** Seconds between readings. */
	readonly interval: number;
	/** What those say who check the servers. */
	readonly care?: CarePort['read'] | undefined;
	/** Carries out a line of the command line; what it prints goes through `write`. */
	readonly runLine: (line: string) => Promise<void>;
	readonly input: NodeJS.ReadableStream;
	readonly write: (text: string) => void;
	readonly clock: Clock;
};

/** Of one reading no more are said in full. */
const mostChanges = 20;

const help = [
	'Changes are said as they happen. Commands, each ended with Enter:',
	'list: all services and servers. list and a filter: some of them, as list rs=10.0.0.2 or list state=drain.',
	'summary: how many there are of each state.',
	'quiet: say no changes; again: say them.',
	'Any line of ipvsadm, as -e -t 192.0.2.10:80 -r 10.0.0.1 -m -w 0, and the words of ipvs-tui, as drain and doctor.',
	'help: this. quit: the end.',
];

/** The live table as lines of text, for people who listen to it. Resolves with the exit code when the input ends, or `quit` was typed. */
export const runPlain = async ({
	client,
	greeting,
	interval,
	care: readCare = () => noCare,
	runLine,
	input,
	write,
	clock,
}: PlainOptions): Promise<number> => {
	const sampler = createSampler({client, clock, interval: interval * 1000});
	const print = (lines: readonly string[]): void => {
		write(lines.map(line => `${line}\n`).join(''));
	};
	let shown: SamplerState = sampler.get();
	let care = noCare;
	let isQuiet = false;

	const tell = (): void => {
		const before = shown;
		shown = sampler.get();
		const careBefore = care;
		care = readCare();
		if (shown.sample !== undefined) {
			factsOf(shown.sample, care);
		}
		if (!isQuiet) {
			const time = timeText(clock.now());
			// What is there at the start is not news.
			const checks = before.sample === undefined ? [] : checkNews(careBefore, care);
			print([...newsBetween(before, shown), ...checks].map(says => `${time} ${says}`));
		}
	};

	const answer = async (line: string): Promise<void> => {
		const {sample} = sampler.get();
		const [word = '', ...rest] = line.split(/\s+/);
		if (word === 'help') {
			print(help);
		} else if (word === 'quiet' || word === 'again') {
			isQuiet = word === 'quiet';
			print([isQuiet ? 'changes are not said any more; again' : 'changes are said']);
		} else if ((word === 'list' || word === 'summary') && sample === undefined) {
			print(['the table was not read yet']);
		} else if (word === 'summary' && sample !== undefined) {
			print([summaryOf(factsOf(sample))]);
		} else if (word === 'list' && sample !== undefined) {
			const filter = readFilter(rest.join(' '));
			const lines = filter.ok ? listing(sample, filter.terms) : [`the filter: ${filter.fault}`];
			print(lines.length === 0 ? ['nothing matches the filter'] : lines);
		} else {
			await runLine(line);
			// What it changed is said at once.
			sampler.refresh();
		}
	};

	print([...greeting, 'Type help and Enter for the commands.']);
	const unsubscribe = sampler.subscribe(tell);
	sampler.start();
	for await (const line of createInterface({input, terminal: false})) {
		const command = line.trim();
		if (command === 'quit' || command === 'exit' || command === 'q') {
			break;
		}
		if (command !== '') {
			await answer(command);
		}
	}
	unsubscribe();
	sampler.stop();
	return 0;
};

const checkNews = (before: Care, after: Care): readonly string[] => {
	if (before === after) {
		return [];
	}
	const {entries, notice} = careNews(before, after, 0);
	const more = entries.length - mostChanges;
	return [
		...entries.slice(0, mostChanges).map(({what}) => what),
		...(more > 0 ? [`and ${more} more of checks`] : []),
		...(notice === undefined ? [] : [notice]),
	];
};

const newsBetween = (before: SamplerState, after: SamplerState): readonly string[] => {
	const {sample, trouble} = after;
	if (trouble !== undefined) {
		return before.trouble === undefined
			? [`the table cannot be read: ${failureSentence(trouble.failure)}`]
			: [];
	}
	if (sample === undefined) {
		return [];
	}
	const first = before.sample === undefined ? [summaryOf(factsOf(sample))] : [];
	const again = before.trouble === undefined ? [] : ['the table can be read again'];
	const changes = before.sample === undefined ? [] : changesBetween(before.sample, sample);
	const more = changes.length - mostChanges;
	return [
		...first,
		...again,
		...changes.slice(0, mostChanges),
		...(more > 0 ? [`and ${more} more changes`] : []),
	];
};
