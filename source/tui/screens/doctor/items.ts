import type {JsonFinding, JsonReport} from '../../../doctor/report-json.ts';
import type {Tone} from '../../view/line.ts';

/** What the keys go to: a finding, or what is to be run on some real servers. */
export type Item = {
	readonly word: string;
	readonly tone: Tone;
	readonly title: string;
	readonly subject: string;
	readonly evidence: string;
	readonly why: string;
	/** Shell lines. */
	readonly fix: readonly string[];
};

export const itemsOf = ({findings, realServers}: JsonReport): readonly Item[] => [
	...findings.map((finding): Item => ({...finding, ...words[finding.severity]})),
	...realServers.map(({method, servers, commands}): Item => ({
		word: 'there',
		tone: 'accent',
		title: 'real servers',
		subject: servers.join(' '),
		evidence: `${commands.length} commands for ${method === 'tunneling' ? 'tunneling' : 'direct routing'}: Enter shows, y copies`,
		why: 'real servers cannot be seen from here; without this they do not take the packets, or answer for the virtual address',
		fix: commands,
	})),
];

const words: Readonly<
	Record<JsonFinding['severity'], {readonly word: string; readonly tone: Tone}>
> = {
	fail: {word: 'FAIL', tone: 'bad'},
	warn: {word: 'WARN', tone: 'warning'},
	unknown: {word: 'n/a', tone: 'dim'},
	ok: {word: 'ok', tone: 'good'},
};
