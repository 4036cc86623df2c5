/*
The language of care. A file is read line by line; # begins a comment at the start of a word, double quotes keep blanks in a word.

	interval 2s                     settings before the first service are for all of them

	service -t 192.0.2.1:80 -s wlc  a service as ipvsadm's -A has it; what follows is about it, indented or not
	    server 10.0.0.1:80 -m -w 2  a real server as ipvsadm's -a has it, with the weight that it has when it is well
	    server 10.0.0.{2..9}:80 -m
	    sorry 10.0.0.99:80 -m       takes over when too few servers are live
	    check http path /healthz status 200-299
	    rise 2

Settings are in language/policy-lines.ts, checks in language/check-line.ts. All checks of a service must pass; without any it is tcp.
*/
import {matchArguments} from '../ipvsadm/unparse.ts';
import type {Change} from '../model/change.ts';
import {destinationKey, type Destination} from '../model/destination.ts';
import {matchKey, protocols, type Match, type Service} from '../model/service.ts';
import {expandBraces} from '../scenario/language/braces.ts';
import {readCommand} from '../scenario/language/command.ts';
import {quoted} from '../scenario/language/quoted.ts';
import type {Check} from './check.ts';
import {usualPolicy, type CaredService, type Configuration, type Policy} from './configuration.ts';
import {readCheck} from './language/check-line.ts';
import {isPolicyLine, policyLines, policyProblem, readPolicyLine} from './language/policy-lines.ts';
import {tokensOf} from './language/tokens.ts';

/** What is wrong with a file, in one sentence. */
export type Problem = {readonly line: number; readonly says: string};

export type CareReading =
	| {readonly kind: 'configuration'; readonly configuration: Configuration}
	| {readonly kind: 'problems'; readonly problems: readonly Problem[]};

type Open = {
	readonly line: number;
	/** Undefined when its line was wrong: what follows belongs to it all the same. */
	readonly service: Service | undefined;
	readonly servers: Map<string, Destination>;
	sorry: Destination | undefined;
	readonly checks: Check[];
	said: Partial<Policy>;
	readonly names: Set<string>;
};

/** Reads a whole file, or finds everything that is wrong with it. */
export const parseCare = (text: string): CareReading => {
	const problems: Problem[] = [];
	const all: Open[] = [];
	const common = openService(0, undefined);
	let open: Open | undefined;

	const takers: Readonly<Record<string, (rest: string, line: number) => string | undefined>> = {
		service: (rest, line) => {
			const service = readServiceLine(rest);
			open = openService(line, typeof service === 'string' ? undefined : service);
			all.push(open);
			return typeof service === 'string' ? service : undefined;
		},
		server: rest => takeServer(open, rest),
		sorry: rest => takeSorry(open, rest),
		check: rest => takeCheck(open, rest),
	};

	const takeLine = (content: string, line: number): string | undefined => {
		const tokens = tokensOf(content);
		if (typeof tokens === 'string') {
			return tokens;
		}
		const [first, ...words] = tokens;
		if (first === undefined) {
			return undefined;
		}
		if (Object.hasOwn(takers, first)) {
			return takers[first]?.(first === 'check' ? content : words.join(' '), line);
		}
		if (isPolicyLine(first)) {
			const into = open ?? common;
			const said = readPolicyLine(first, words);
			if (into.names.has(first)) {
				return `there are two lines "${first}" here`;
			}
			into.names.add(first);
			if (typeof said === 'string') {
				return said;
			}
			into.said = {...into.said, ...said};
			return undefined;
		}
		const known = [...Object.keys(takers), ...Object.keys(policyLines)].join(', ');
		return `${quoted(first)} begins no line; these do: ${known}`;
	};

	for (const [index, content] of text.split(/\r?\n/).entries()) {
		const says = takeLine(content, index + 1);
		if (says !== undefined) {
			problems.push({line: index + 1, says});
		}
	}
	const configuration = new Map<string, CaredService>();
	for (const one of all) {
		const closed = closeService(one, common, configuration);
		if (typeof closed === 'string') {
			problems.push({line: one.line, says: closed});
		} else if (closed !== undefined) {
			configuration.set(closed.key, closed);
		}
	}
	if (all.length === 0) {
		problems.push({line: 1, says: 'there is no service in it, such as "service -t 192.0.2.1:80"'});
	}
	return problems.length === 0
		? {kind: 'configuration', configuration}
		: {kind: 'problems', problems: problems.toSorted((one, other) => one.line - other.line)};
};

const openService = (line: number, service: Service | undefined): Open => ({
	line,
	service,
	servers: new Map(),
	sorry: undefined,
	checks: [],
	said: {},
	names: new Set(),
});

const closeService = (
	{service, servers, sorry, checks, said}: Open,
	common: Open,
	others: Configuration,
): CaredService | string | undefined => {
	if (service === undefined) {
		return undefined;
	}
	const key = matchKey(service.match);
	const policy = {...usualPolicy, ...common.said, ...said};
	if (others.has(key)) {
		return `there are two services ${key}`;
	}
	if (servers.size === 0) {
		return 'this service has no server, such as "server 10.0.0.1:80 -m"';
	}
	if (sorry !== undefined && servers.has(destinationKey(sorry.address, sorry.port))) {
		return 'its sorry server is one of its servers too';
	}
	return (
		policyProblem(policy) ??
		checkProblem(service.match, servers, checks) ?? {
			key,
			service,
			servers,
			sorry,
			checks: checks.length > 0 ? checks : [{kind: 'tcp', address: undefined, port: undefined}],
			policy,
		}
	);
};

/** What no check could find out. */
const checkProblem = (
	match: Match,
	servers: ReadonlyMap<string, Destination>,
	checks: readonly Check[],
): string | undefined => {
	if (checks.length === 0 && !(match.kind === 'address' && match.protocol === protocols.tcp)) {
		return 'only for a TCP service is there a usual check; give one, such as "check udp send ping expect pong"';
	}
	const needsPort =
		checks.length === 0 ||
		checks.some(({kind, port}) => port === undefined && kind !== 'ping' && kind !== 'exec');
	return needsPort && [...servers.values()].some(({port}) => port === 0)
		? 'its servers have no port of their own: say which one to check, such as "check tcp port 80"'
		: undefined;
};

const readServiceLine = (rest: string): Service | string => {
	const change = readCommand(`-A ${rest}`);
	if (typeof change === 'string') {
		return change;
	}
	return change.kind === 'add-service'
		? change.service
		: `"service" is followed by what ipvsadm's -A takes, such as -t 192.0.2.1:80 -s wlc, not ${quoted(rest)}`;
};

const takeServer = (open: Open | undefined, rest: string): string | undefined => {
	const lines = expandBraces(rest);
	if (typeof lines === 'string') {
		return lines;
	}
	for (const line of lines) {
		const destination = readDestination(open, line);
		if (typeof destination !== 'object') {
			return destination;
		}
		const key = destinationKey(destination.address, destination.port);
		if (open?.servers.has(key) === true) {
			return `this service has two servers ${key}`;
		}
		open?.servers.set(key, destination);
	}
	return undefined;
};

const takeSorry = (open: Open | undefined, rest: string): string | undefined => {
	if (open?.sorry !== undefined) {
		return 'this service has a sorry server already';
	}
	const destination = readDestination(open, rest);
	if (typeof destination !== 'object') {
		return destination;
	}
	if (open !== undefined) {
		open.sorry = destination;
	}
	return destination.weight === 0
		? 'a sorry server needs a weight, or nobody gets there'
		: undefined;
};

/** Undefined when there is nothing to be said about it, because its service is wrong already. */
const readDestination = (
	open: Open | undefined,
	rest: string,
): Destination | string | undefined => {
	if (open === undefined) {
		return 'a server belongs under a "service"';
	}
	if (open.service === undefined) {
		return undefined;
	}
	const change: Change | string = readCommand(
		`-a ${matchArguments(open.service.match).join(' ')} -r ${rest}`,
	);
	if (typeof change === 'string') {
		return change;
	}
	return change.kind === 'add-destination'
		? change.destination
		: `a server is followed by what ipvsadm's -a takes, such as 10.0.0.1:80 -m -w 1, not ${quoted(rest)}`;
};

const takeCheck = (open: Open | undefined, line: string): string | undefined => {
	if (open === undefined) {
		return 'a check belongs under a "service"';
	}
	const tokens = tokensOf(line);
	const check = typeof tokens === 'string' ? tokens : readCheck(tokens.slice(1));
	if (typeof check === 'string') {
		return check;
	}
	open.checks.push(check);
	return undefined;
};
