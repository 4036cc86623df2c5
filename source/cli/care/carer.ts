import type {Client} from '../../client/client.ts';
import {adopt, withoutVerdicts} from '../../care/adopt.ts';
import type {CaredService, Configuration} from '../../care/configuration.ts';
import {eventText, type CareEvent} from '../../care/event.ts';
import {judge, type Happening, type Judgement} from '../../care/judge.ts';
import {readingsOf} from '../../care/reading.ts';
import type {ServiceState, State} from '../../care/state.ts';
import {statusOf, type Seen, type Status} from '../../care/status.ts';
import {addressText} from '../../model/address.ts';
import {failureSentence} from '../../model/failure-sentence.ts';
import {itemOfChange} from '../../operator/affected.ts';
import type {Clock} from '../../sampler/clock.ts';
import type {ServiceFiles} from './files.ts';
import {createProbe} from './probes/probe.ts';
import {startChecks, type Check} from './schedule.ts';

export type CarerOptions = {
	readonly client: Client;
	readonly clock: Clock;
	readonly random: () => number;
	readonly filesOf: (service: string) => ServiceFiles;
	/** Whether a person has drained a server with this program, which remembers its weight. */
	readonly isDrainedByPerson: (service: string, server: string) => boolean;
	readonly log: (event: CareEvent) => void;
};

/** Takes care of a director: checks its servers, reads its table again and again, and makes it what is wanted. */
export type Carer = {
	/** Reads the table once and does what follows. False when the director refused something or did not answer. */
	readonly settle: () => Promise<boolean>;
	/** Begins with the checks, and settles by itself from then on. */
	readonly start: () => void;
	/** Goes on with another configuration. */
	readonly reload: (configuration: Configuration) => void;
	/** Ends the checks, and writes down how everything was left. */
	readonly stop: () => Promise<void>;
	readonly statuses: () => readonly Status[];
};

export const createCarer = (first: Configuration, options: CarerOptions): Carer => {
	const {client, clock, random, filesOf, isDrainedByPerson, log} = options;
	let configuration = first;
	let state: State = adopt(first, keptOf(filesOf), clock.now());
	/** By service and server: what the checks found the last time. */
	let seen = new Map<string, Map<string, (Seen | undefined)[]>>();
	let stopChecks: (() => void) | undefined;
	/** When the next settling is due, and what calls it off. */
	let next: {readonly at: number; readonly cancel: () => void} | undefined;
	let settling: Promise<boolean> = Promise.resolve(true);
	let isRunning = false;
	/** After a change the next reading shows what came of it. */
	let isConfirming = false;
	/** What the files do not say yet, and others read there. */
	let hasNews = false;
	let writtenAt = Number.NEGATIVE_INFINITY;
	/** What the files say of each service. */
	const written = new Map<string, ServiceState>();

	/** What was refused is tried again and again, but told once. */
	let told: ReadonlySet<string> = new Set();

	const judged = (happening: Happening): Judgement => {
		const judgement = judge(configuration, state, {happening, now: clock.now()});
		state = judgement.state;
		hasNews ||= judgement.events.length > 0;
		judgement.events.filter(event => !told.has(eventText(event))).forEach(log);
		return judgement;
	};

	const sayOfTable = tellOnce(log);
	const sayOfFiles = tellOnce(log);

	const statusFor = (cared: CaredService): Status | undefined => {
		const one = state.get(cared.key);
		return one === undefined
			? undefined
			: statusOf(cared, one, {
					pid: process.pid,
					now: clock.now(),
					seen: Object.fromEntries(seen.get(cared.key) ?? []),
				});
	};

	const statuses = (): readonly Status[] =>
		[...configuration.values()].flatMap(cared => statusFor(cared) ?? []);

	/** A disk that is full does not keep servers in that fail. */
	const writeDown = (which: 'all' | 'news'): void => {
		writtenAt = which === 'all' ? clock.now() : writtenAt;
		hasNews = false;
		for (const [key, cared] of configuration) {
			const one = state.get(key);
			const status = which === 'all' || one !== written.get(key) ? statusFor(cared) : undefined;
			if (status === undefined || one === undefined) {
				continue;
			}
			const problem = filesOf(key).writeStatus(status);
			sayOfFiles(problem);
			if (problem !== undefined) {
				return;
			}
			written.set(key, one);
		}
	};

	const settleOnce = async (): Promise<boolean> => {
		for (const service of configuration.keys()) {
			judged({kind: 'marks', service, marks: filesOf(service).marks()});
		}
		const table = await client.table(key => configuration.has(key));
		if (!table.ok) {
			sayOfTable(`the table cannot be read: ${failureSentence(table.failure)}`);
			return false;
		}
		const readings = readingsOf(table.value, key => configuration.has(key));
		const {changes, events} = judged({kind: 'table', readings, isDrainedByPerson});
		// Before anything is sent: who is killed in between must not take his own work for somebody else's.
		if (clock.now() - writtenAt >= writeInterval) {
			writeDown('all');
		} else if (changes.length > 0 || isConfirming || hasNews) {
			writeDown('news');
		}
		isConfirming = changes.length > 0 && !isConfirming;
		sayOfTable(undefined);
		if (changes.length === 0) {
			told = new Set();
			return true;
		}
		const refusals = (await client.change(changes)).flatMap((result, index): CareEvent[] => {
			const item = changes[index] === undefined ? undefined : itemOfChange(changes[index]);
			return result.ok
				? []
				: [
						{
							level: 'error',
							kind: 'refused',
							service: item?.service,
							server: item?.destination,
							says: failureSentence(result.failure),
						},
					];
		});
		refusals.filter(event => !told.has(eventText(event))).forEach(log);
		told = new Set(refusals.length === 0 ? [] : [...events, ...refusals].map(eventText));
		return refusals.length === 0;
	};

	/** One after the other: each judges what the one before has left. */
	const settle = async (): Promise<boolean> => {
		settling = settling.then(settleOnce);
		return settling;
	};

	/** Unless it is due sooner. */
	const settleIn = (milliseconds: number): void => {
		const at = clock.now() + milliseconds;
		if (next !== undefined && next.at <= at) {
			return;
		}
		next?.cancel();
		const cancel = clock.setTimer(async () => {
			next = undefined;
			await settle();
			if (isRunning) {
				settleIn(isConfirming ? soon : readInterval);
			}
		}, milliseconds);
		next = {at, cancel};
	};

	const checksOf = (cared: CaredService): readonly Check[] =>
		[...cared.servers].flatMap(([server, {address, port}]) => {
			const {interval, jitter, timeout, bind} = cared.policy;
			const results: (Seen | undefined)[] = [];
			seen.set(cared.key, (seen.get(cared.key) ?? new Map()).set(server, results));
			return cared.checks.map((check, index) => ({
				probe: createProbe(check, {address: addressText(address), port, bind, timeout}),
				interval,
				jitter,
				onResult: (outcome, took) => {
					results[index] = {at: Math.round(clock.now()), took: Math.round(took), outcome};
					const {events} = judged({
						kind: 'probe',
						service: cared.key,
						server,
						check: index,
						outcome,
					});
					if (events.length > 0 && isRunning) {
						settleIn(soon);
					}
				},
			}));
		});

	const begin = (): void => {
		isRunning = true;
		seen = new Map();
		stopChecks = startChecks([...configuration.values()].flatMap(checksOf), {clock, random});
		settleIn(readInterval);
	};

	const end = (): void => {
		isRunning = false;
		stopChecks?.();
		next?.cancel();
		next = undefined;
	};

	return {
		settle,
		start: begin,
		reload: other => {
			end();
			const before = state;
			const kept = keptOf(filesOf);
			configuration = other;
			state = adopt(other, key => before.get(key) ?? kept(key), clock.now());
			begin();
			settleIn(0);
		},
		stop: async () => {
			end();
			await settling;
			writeDown('all');
		},
		statuses,
	};
};

/** A problem is told when it begins, and not again until it was over. */
const tellOnce = (log: CarerOptions['log']): ((problem: string | undefined) => void) => {
	let last: string | undefined;
	return problem => {
		if (problem !== undefined && problem !== last) {
			log({level: 'error', kind: 'care', says: problem});
		}
		last = problem;
	};
};

/** What an earlier process has left. */
const keptOf = (filesOf: CarerOptions['filesOf']) => (key: string) => {
	const kept = filesOf(key).status()?.state;
	return kept === undefined ? undefined : withoutVerdicts(kept);
};

/** Milliseconds between two readings of the table when nothing happens. */
const readInterval = 2000;
/** Milliseconds in which what happens at once is gathered. */
const soon = 50;
/** Milliseconds after which all files are written although nothing has changed: they say when servers were seen. */
const writeInterval = 10_000;
