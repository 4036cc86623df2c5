import {isIP} from 'node:net';
import {readCount, readShare, readTime} from '../../scenario/language/quantities.ts';
import {quoted} from '../../scenario/language/quoted.ts';
import type {Policy} from '../configuration.ts';

type PolicyLine = {
	/** What stands behind the word. */
	readonly takes: string;
	readonly example: string;
	readonly read: (text: string) => Partial<Policy> | undefined;
};

/** Milliseconds; undefined when it is no time, or shorter than wanted. */
const milliseconds = (text: string, least = 0): number | undefined => {
	const seconds = readTime(text);
	return seconds === undefined || seconds * 1000 < least ? undefined : seconds * 1000;
};

const time =
	<Name extends keyof Policy>(name: Name, least = 0) =>
	(text: string): Partial<Policy> | undefined => {
		const value = milliseconds(text, least);
		return value === undefined ? undefined : {[name]: value};
	};

const count =
	<Name extends keyof Policy>(name: Name) =>
	(text: string): Partial<Policy> | undefined => {
		const value = readCount(text);
		return value === undefined ? undefined : {[name]: value};
	};

const oneOf =
	<Name extends keyof Policy>(name: Name, words: readonly string[]) =>
	(text: string): Partial<Policy> | undefined =>
		words.includes(text) ? {[name]: text} : undefined;

/** The settings of a service, each a line of its own: what it is called, and what it takes. */
export const policyLines = {
	interval: {
		takes: 'the time from one check to the next, 100ms at least',
		example: 'interval 2s',
		read: time('interval', 100),
	},
	timeout: {
		takes: 'the time after which a check has failed',
		example: 'timeout 1s',
		read: time('timeout', 10),
	},
	jitter: {
		takes: 'by how much of the interval checks come earlier or later, 50% at most',
		example: 'jitter 10%',
		read: text => {
			const share = readShare(text);
			return share === undefined || share > 0.5 ? undefined : {jitter: share};
		},
	},
	rise: {
		takes: 'how many passes in a row make a server well',
		example: 'rise 2',
		read: count('rise'),
	},
	fall: {
		takes: 'how many failures in a row make a server fail',
		example: 'fall 3',
		read: count('fall'),
	},
	'on-failure': {
		takes: 'keep (with weight 0) or remove (when it is empty)',
		example: 'on-failure keep',
		read: oneOf('onFailure', ['keep', 'remove']),
	},
	'drain-timeout': {
		takes: 'the time after which a server is taken away though it is not empty',
		example: 'drain-timeout 10m',
		read: time('drainTimeout'),
	},
	'slow-start': {
		takes: 'the time that a server which comes back takes to its whole weight',
		example: 'slow-start 30s',
		read: time('slowStart'),
	},
	quorum: {
		takes: 'how many servers must be live, or the sorry server takes over',
		example: 'quorum 1',
		read: count('quorum'),
	},
	start: {
		takes:
			'optimistic (servers that are new have their weight before their first check) or pessimistic',
		example: 'start optimistic',
		read: oneOf('start', ['optimistic', 'pessimistic']),
	},
	last: {
		takes: 'keep (the last servers keep their weight though they fail) or drop',
		example: 'last keep',
		read: oneOf('last', ['keep', 'drop']),
	},
	foreign: {
		takes: 'respect (what others change is taken over) or correct (it is put back)',
		example: 'foreign respect',
		read: oneOf('foreign', ['respect', 'correct']),
	},
	bind: {
		takes: 'an address of this machine that checks come from',
		example: 'bind 10.0.0.254',
		read: text => (isIP(text) === 0 ? undefined : {bind: text}),
	},
} as const satisfies Record<string, PolicyLine>;

export type PolicyLineName = keyof typeof policyLines;

export const isPolicyLine = (name: string): name is PolicyLineName =>
	Object.hasOwn(policyLines, name);

/** What a line says, or a sentence about what is wrong with it. */
export const readPolicyLine = (
	name: PolicyLineName,
	words: readonly string[],
): Partial<Policy> | string => {
	const {takes, example, read}: PolicyLine = policyLines[name];
	const said = words.length === 1 ? read(words[0] ?? '') : undefined;
	return said ?? `"${name}" takes ${takes}, as in "${example}", not ${quoted(words.join(' '))}`;
};

/** What settings that are each well say together. */
export const policyProblem = ({interval, timeout}: Policy): string | undefined =>
	timeout > interval
		? `a check may take ${timeout} ms, but the next one begins after ${interval} ms: make "timeout" shorter than "interval"`
		: undefined;
