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
		word: 'to do',
		tone: 'accent',
		title: 'real servers',
		subject: firstOf(servers),
		evidence: `${method === 'tunneling' ? 'tunneling' : 'direct routing'}: ${plural(commands.length, 'command')} to run there: Enter shows, y copies`,
		why: `for ${servers.join(', ')}: real servers cannot be seen from here; without this they do not take the packets, or answer for the virtual address`,
		fix: commands,
	})),
];

/** `10.0.0.11 +3`: all of them stand in the explanation. */
const firstOf = ([first = '', ...others]: readonly string[]): string =>
	others.length === 0 ? first : `${first} +${others.length}`;

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
