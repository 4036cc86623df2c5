import type {JsonFinding, JsonReport} from '../../../doctor/report-json.ts';
import type {Tone} from '../../view/line.ts';
import {plural} from '../../view/number-text.ts';

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

/** @param hasHost - a demo has none: what would have to be seen there is said in one line */
export const itemsOf = ({findings, realServers}: JsonReport, hasHost: boolean): readonly Item[] => [
	...findings
		.filter(({severity}) => hasHost || severity !== 'unknown')
		.map((finding): Item => ({...finding, ...words[finding.severity]})),
	...(hasHost ? [] : [noHost(findings)]),
	...realServers.map(({method, servers, commands}): Item => ({
		word: 'there',
		tone: 'accent',
		title: 'real servers',
		subject: servers.join(' '),
		evidence: `${plural(commands.length, 'command')} for ${method === 'tunneling' ? 'tunneling' : 'direct routing'}: Enter shows, y copies`,
		why: 'real servers cannot be seen from here; without this they do not take the packets, or answer for the virtual address',
		fix: commands,
	})),
];

const noHost = (findings: readonly JsonFinding[]): Item => {
	const left = findings.filter(({severity}) => severity === 'unknown').length;
	return {
		...words.unknown,
		title: 'the host',
		subject: 'host',
		evidence: `a demo has none: ${plural(left, 'check')} of it left out`,
		why: 'modules, settings, routes, packet filter and real servers are looked at where a kernel balances',
		fix: [],
	};
};

const words: Readonly<
	Record<JsonFinding['severity'], {readonly word: string; readonly tone: Tone}>
> = {
	fail: {word: 'FAIL', tone: 'bad'},
	warn: {word: 'WARN', tone: 'warning'},
	unknown: {word: 'n/a', tone: 'dim'},
	ok: {word: 'ok', tone: 'good'},
};
