import {commands, type CommandName} from '../../../ipvsadm/commands.ts';
import {options, type OptionName} from '../../../ipvsadm/options.ts';
import {subjects, type Legality} from '../../../ipvsadm/subjects.ts';
import {protocols} from '../../../model/service.ts';
import type {TuiState} from '../../store/state.ts';
import {themeNames} from '../../theme/themes.ts';
import {schedulers} from '../service-form/schedulers.ts';
import type {Candidate} from './state.ts';
import {ownWord, ownWords} from './words.ts';

/** What the last word of a line may become. */
type Word = {readonly text: string; readonly says?: string};

/** Names of files that begin like this. */
export type ListFiles = (start: string) => readonly string[];

/** What the end of a line may become: commands, options, and what they may take as the table is now. */
export const candidatesFor = (
	line: string,
	state: TuiState,
	listFiles: ListFiles = () => [],
): readonly Candidate[] => {
	const start = line.slice(0, line.length - (/\S*$/.exec(line)?.[0].length ?? 0));
	const typed = line.slice(start.length);
	const before = start.split(/\s+/).filter(word => word !== '' && word !== 'ipvsadm');
	return wordsAfter(before, typed, {state, listFiles})
		.filter(({text}) => text.startsWith(typed))
		.map(({text, says}) => ({
			line: `${start}${text}${text.endsWith('/') ? '' : ' '}`,
			label: text,
			...(says === undefined ? {} : {says}),
		}));
};

type Around = {readonly state: TuiState; readonly listFiles: ListFiles};

const wordsAfter = (
	before: readonly string[],
	typed: string,
	{state, listFiles}: Around,
): readonly Word[] => {
	const [first] = before;
	if (first === undefined) {
		return [
			...ownWords.map(({name, operand, says}) => ({text: name, says: `${operand} ${says}`.trim()})),
			...commandWords,
		];
	}
	const own = ownWord(first);
	if (own === undefined) {
		return first.startsWith('-') ? ipvsadmWords(before, state) : [];
	}
	if (own.takes === 'service and server') {
		return serviceAndServer(before, state);
	}
	switch (before.length === 1 ? own.takes : 'nothing') {
		case 'server':
			return serverAddresses(state);
		case 'theme':
			return themeNames.map(text => ({text}));
		case 'file':
			return listFiles(typed).map(text => ({text}));
		default:
			return [];
	}
};

const commandWords: readonly Word[] = Object.values(commands).map(({short, long, help}) => ({
	text: short === '' ? `--${long}` : `-${short[0]}`,
	says: help,
}));

const ipvsadmWords = (before: readonly string[], state: TuiState): readonly Word[] => {
	const command = commandOf(before[0] ?? '');
	const option = optionOf(before.at(-1) ?? '');
	if (command === undefined) {
		return [];
	}
	return option !== undefined && options[option].takes !== 'nothing' && before.length > 1
		? valuesOf(option, {command, before, state})
		: Object.keys(options)
				.filter(
					name =>
						isLegal(name as OptionName, {command, before}) && !isGiven(name as OptionName, before),
				)
				.toSorted((left, right) => rank(left) - rank(right))
				.map(name => {
					const row = options[name as OptionName];
					return {text: row.short === '' ? `--${name}` : `-${row.short}`, says: row.help};
				});
};

/** Those with a letter are the usual ones. */
const rank = (name: string): number => (options[name as OptionName].short === '' ? 1 : 0);

type At = {
	readonly command: CommandName;
	readonly before: readonly string[];
	readonly state: TuiState;
};

const valuesOf = (option: OptionName, {command, before, state}: At): readonly Word[] => {
	switch (option) {
		case 'tcp-service':
		case 'udp-service':
		case 'sctp-service':
			return servicesOf(option.slice(0, -'-service'.length), state);
		case 'fwmark-service':
			return servicesOf('fwmark', state);
		case 'real-server':
			return command === 'add-server' ? [] : serversOf(before, state);
		case 'scheduler':
			return Object.entries(schedulers).map(([text, says]) => ({text, says}));
		case 'sched-flags':
			return ['sh-fallback', 'sh-port', 'mh-fallback', 'mh-port', 'flag-1', 'flag-2', 'flag-3'].map(
				text => ({text}),
			);
		case 'tun-type':
			return ['ipip', 'gue', 'gre'].map(text => ({text}));
		case 'pe':
			return [{text: 'sip'}];
		default:
			return [];
	}
};

const servicesOf = (protocol: string, {sampler: {sample}}: TuiState): readonly Word[] =>
	sample?.structure.serviceKeys
		.filter(key => key.startsWith(`${protocol} `))
		.map(key => ({text: key.slice(protocol.length + 1).replace(' ipv6', ' -6')}))
		.toSorted((left, right) => left.text.localeCompare(right.text, 'en', {numeric: true})) ?? [];

/** First the service, by its address and port alone, then its servers. */
const serviceAndServer = (
	[, service, ...others]: readonly string[],
	state: TuiState,
): readonly Word[] => {
	const keys = state.sampler.sample?.structure.serviceKeys ?? [];
	if (service === undefined) {
		return byText([...new Set(keys.map(key => key.split(' ')[1] ?? ''))].map(text => ({text})));
	}
	return others.length > 0
		? []
		: keys.filter(key => key.split(' ')[1] === service).flatMap(key => serversOfKey(key, state));
};

/** Servers of the service that the line names. */
const serversOf = (before: readonly string[], state: TuiState): readonly Word[] => {
	const row = state.sampler.sample?.structure.serviceRow;
	const key = [...Object.keys(protocols), 'fwmark'].flatMap(protocol => {
		const at = before.findIndex(word => optionOf(word) === `${protocol}-service`);
		const name = `${protocol} ${before[at + 1]}`;
		return at !== -1 && row?.has(name) === true ? name : [];
	})[0];
	return key === undefined ? [] : serversOfKey(key, state);
};

const serversOfKey = (key: string, {sampler: {sample}}: TuiState): readonly Word[] => {
	const row = sample?.structure.serviceRow.get(key);
	if (sample === undefined || row === undefined) {
		return [];
	}
	const {firstDestination, destinations} = sample.table;
	const first = firstDestination[row] ?? 0;
	return byText(
		Array.from({length: (firstDestination[row + 1] ?? 0) - first}, (_, place) => ({
			text: sample.structure.destinationKey(first + place),
			says: `weight ${destinations.weight[first + place]}`,
		})),
	);
};

const byText = (words: readonly Word[]): readonly Word[] =>
	words.toSorted((left, right) => left.text.localeCompare(right.text, 'en', {numeric: true}));

/** Servers by address and port, each once. */
const serverAddresses = ({sampler: {sample}}: TuiState): readonly Word[] => {
	const count = Math.min(sample?.table.destinations.count ?? 0, mostServers);
	const texts = new Set(
		Array.from({length: count}, (_, row) =>
			(sample?.structure.destinationKey(row) ?? '').replace(/:\d+$/, '').replaceAll(/[[\]]/g, ''),
		),
	);
	return byText([...texts].map(text => ({text})));
};

/** More names than a person looks through; the rest is typed. */
const mostServers = 5000;

const commandOf = (word: string): CommandName | undefined =>
	(Object.keys(commands) as CommandName[]).find(
		name =>
			word === `--${commands[name].long}` ||
			(word.length === 2 && word[0] === '-' && commands[name].short.includes(word[1] ?? '')),
	);

const optionOf = (word: string): OptionName | undefined =>
	(Object.keys(options) as OptionName[]).find(
		name =>
			word === `--${name}` || (options[name].short !== '' && word === `-${options[name].short}`),
	);

const isLegal = (name: OptionName, {command, before}: Pick<At, 'command' | 'before'>): boolean => {
	const row = options[name];
	if (!('about' in row)) {
		return name === 'ipv6' && before.some(word => optionOf(word) === 'fwmark-service');
	}
	const legality: Readonly<Partial<Record<CommandName, Legality>>> = subjects[row.about];
	return legality[command] !== undefined;
};

/** Options about the same thing exclude each other. */
const isGiven = (name: OptionName, before: readonly string[]): boolean =>
	before.some(word => {
		const given = optionOf(word);
		return given !== undefined && subjectOf(given) === subjectOf(name);
	});

const subjectOf = (name: OptionName): string => {
	const row = options[name];
	return 'about' in row ? row.about : name;
};
