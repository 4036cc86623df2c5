import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseIpv4, parseIpv6} from '../../../source/model/address.ts';
import type {Direction, Signal} from '../../../source/engine/connections/states.ts';

/**
What passes a director, step by step, and what its table says after each. A file has cases; a case begins with `== NAME`. A step is
one line, what is seen after it follows indented:

    rule -A -t 10.0.0.1:80 -s rr        a line of ipvsadm
    set expire_nodest_conn 1            a setting below net.ipv4.vs
    in 10.0.3.1:40000 > 10.0.0.1:80 syn a packet from a client; `in udp`, `in sctp` for others than TCP
    out 10.0.2.1:80 > 10.0.3.1:40000 syn  a packet of a real server to a client
    burst 100                           so many connections at once, to 10.0.0.1:80
    rates 8                             the first so many rates of new connections that the estimator finds
    wait 3                              seconds

Packets to 10.0.0.7 carry the firewall mark 7.
*/
export type Step =
	| {readonly kind: 'rule'; readonly line: string}
	| {readonly kind: 'set'; readonly name: string; readonly value: string}
	| {readonly kind: 'wait'; readonly seconds: number}
	| {readonly kind: 'burst'; readonly count: number}
	| {readonly kind: 'rates'; readonly count: number}
	| (Passing & {readonly kind: 'in'})
	| (Passing & {readonly kind: 'out'});

export type Passing = {
	readonly kind: Direction;
	readonly protocol: 'tcp' | 'udp' | 'sctp';
	readonly from: readonly [string, number];
	readonly to: readonly [string, number];
	readonly signal: Signal;
};

/** One line of the files: a step, or what is seen. */
export type PacketCase = {
	readonly name: string;
	readonly steps: readonly {
		readonly step: Step;
		readonly line: string;
		readonly seen: readonly string[];
	}[];
};

export const fileNames = [
	'tcp.txt',
	'udp.txt',
	'persistence.txt',
	'thresholds.txt',
	'gone.txt',
	'settings.txt',
	'sctp.txt',
	'estimator.txt',
] as const;

/** Here what is seen after each wait is what a backup has. */
export const toldFile = 'told.txt';

const folder = join(import.meta.dirname, 'cases');

export const readCases = (name: string): readonly PacketCase[] =>
	readFileSync(join(folder, name), 'utf8').split(/^== /m).slice(1).map(parseCase);

const parseCase = (text: string): PacketCase => {
	const [name = '', ...lines] = text.split('\n');
	const steps: {step: Step; line: string; seen: string[]}[] = [];
	for (const line of lines) {
		if (line.startsWith('\t')) {
			steps.at(-1)?.seen.push(line.trim());
		} else if (line !== '' && !line.startsWith('#')) {
			steps.push({step: parseStep(line), line, seen: []});
		}
	}
	return {name, steps};
};

const parseStep = (line: string): Step => {
	const [verb = '', ...words] = line.split(' ');
	switch (verb) {
		case 'rule':
			return {kind: 'rule', line: words.join(' ')};
		case 'set':
			return {kind: 'set', name: words[0] ?? '', value: words.slice(1).join(' ')};
		case 'wait':
			return {kind: 'wait', seconds: Number(words[0])};
		case 'burst':
		case 'rates':
			return {kind: verb, count: Number(words[0])};
		case 'in':
		case 'out': {
			const protocol = words[0] === 'udp' || words[0] === 'sctp' ? words[0] : 'tcp';
			const [from = '', , to = '', signal = 'data'] = protocol === 'tcp' ? words : words.slice(1);
			return {
				kind: verb,
				protocol,
				from: endpoint(from),
				to: endpoint(to),
				signal: signal as Signal,
			};
		}
		default:
			throw new Error(`no step: ${line}`);
	}
};

const endpoint = (text: string): readonly [string, number] => {
	const at = text.lastIndexOf(':');
	return [text.slice(0, at).replaceAll(/[[\]]/g, ''), Number(text.slice(at + 1))];
};

/** The cases as a file, with what was seen. */
export const printCases = (
	cases: readonly PacketCase[],
	seen: readonly (readonly (readonly string[])[])[],
): string =>
	cases
		.map(({name, steps}, index) => {
			const lines = steps.flatMap(({line}, at) => [
				line,
				...(seen[index]?.[at] ?? []).map(one => `\t${one}`),
			]);
			return `== ${name}\n${lines.join('\n')}\n`;
		})
		.join('\n');

/** Four words in network order; IPv4 is the first. */
export const words = (text: string): Uint32Array => {
	const {bytes} = parseIpv4(text) ?? parseIpv6(text) ?? {bytes: new Uint8Array(4)};
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	return Uint32Array.from({length: 4}, (_, word) =>
		word * 4 < bytes.length ? view.getUint32(word * 4) : 0,
	);
};
