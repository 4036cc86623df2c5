import type {Server} from '../plan/drain.ts';
import type {CaredService, Policy} from './configuration.ts';
import {lastWeight} from './observe.ts';
import {absent, healthOf, type ServerState} from './state.ts';

/** What is wanted of a server: a weight, or to go when it may, or what it is. */
export type Goal =
	| {readonly kind: 'weight'; readonly weight: number; readonly why: string}
	| {readonly kind: 'go'; readonly why: string}
	| {readonly kind: 'leave'};

export type Goals = {
	readonly goals: ReadonlyMap<string, Goal>;
	readonly quorum: 'met' | 'lost';
	/** Servers that keep their weight because they are the last. */
	readonly kept: ReadonlySet<string>;
};

type Present = ReadonlyMap<string, Server>;

/** What is wanted of all servers of a service. */
export const goalsOf = (
	{policy, sorry}: CaredService,
	servers: Readonly<Record<string, ServerState>>,
	{present, now}: {readonly present: Present; readonly now: number},
): Goals => {
	const goals = new Map<string, Goal>();
	let live = 0;
	for (const [key, server] of Object.entries(servers)) {
		const goal = goalOf(server, {policy, present: present.get(key), now});
		goals.set(key, goal);
		live += server.role === 'server' && isLive(goal, present.get(key)) ? 1 : 0;
	}
	const quorum = live >= policy.quorum ? 'met' : 'lost';
	const none: ReadonlySet<string> = new Set();
	if (sorry !== undefined) {
		return quorum === 'met'
			? {goals, quorum, kept: none}
			: {goals: withSorry(goals, servers, sorry.weight), quorum, kept: none};
	}
	if (live > 0 || policy.last === 'drop') {
		return {goals, quorum, kept: none};
	}
	const kept = new Set<string>();
	for (const [key, server] of Object.entries(servers)) {
		const weight = lastWeight(server, present.get(key));
		if (isFailing(server) && weight > 0) {
			kept.add(key);
			goals.set(key, {kind: 'weight', weight, why: 'it is the last'});
		}
	}
	return {goals, quorum, kept};
};

type About = {
	readonly policy: Policy;
	readonly present: Server | undefined;
	readonly now: number;
};

const goalOf = (server: ServerState, {policy, present, now}: About): Goal => {
	const {role, mark, isHeld, weight, left} = server;
	if (role !== 'server') {
		return {kind: 'go', why: role === 'sorry' ? 'others are live' : 'it is not in the file'};
	}
	if (mark !== 'auto') {
		return {kind: 'weight', weight: mark === 'up' ? weight : 0, why: `it is pinned ${mark}`};
	}
	if (isHeld) {
		return {kind: 'weight', weight: 0, why: 'somebody else has drained it'};
	}
	switch (healthOf(server)) {
		case 'up':
			return {kind: 'weight', weight: ramped(server, policy, now), why: 'it is well'};
		case 'down':
			return policy.onFailure === 'remove'
				? {kind: 'go', why: 'it fails'}
				: {kind: 'weight', weight: 0, why: 'it fails'};
		case 'unknown':
			// A restart of this program must not be seen in the table.
			return present !== undefined || left.at(-1) === absent
				? {kind: 'leave'}
				: {
						kind: 'weight',
						weight: left.at(-1) ?? (policy.start === 'optimistic' ? weight : 0),
						why: 'it is not checked yet',
					};
	}
};

/** The weight on the way back; never 0, which nobody could tell from a failure. */
const ramped = ({weight, backSince}: ServerState, {slowStart}: Policy, now: number): number =>
	backSince === undefined || now - backSince >= slowStart
		? weight
		: Math.min(weight, Math.max(1, Math.ceil((weight * (now - backSince)) / slowStart)));

const isLive = (goal: Goal, present: Server | undefined): boolean =>
	goal.kind === 'leave'
		? (present?.destination.weight ?? 0) > 0
		: goal.kind === 'weight' && goal.weight > 0;

/** What fails by itself; whom a person has taken out stays out. */
const isFailing = (server: ServerState): boolean =>
	server.role === 'server' &&
	server.mark === 'auto' &&
	!server.isHeld &&
	healthOf(server) === 'down';

/** The few that are live would be overrun: all but those that a person wants go to 0. */
const withSorry = (
	goals: ReadonlyMap<string, Goal>,
	servers: Readonly<Record<string, ServerState>>,
	weight: number,
): ReadonlyMap<string, Goal> =>
	new Map(
		[...goals].map(([key, goal]): [string, Goal] => {
			const {role, mark} = servers[key] ?? {};
			if (role === 'sorry') {
				return [key, {kind: 'weight', weight, why: 'too few servers are live'}];
			}
			const isOut = role === 'server' && mark !== 'up' && goal.kind !== 'go';
			return [
				key,
				isOut ? {kind: 'weight', weight: 0, why: 'the sorry server has taken over'} : goal,
			];
		}),
	);
