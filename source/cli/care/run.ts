import {homedir} from 'node:os';
import {setFlagsFromString} from 'node:v8';
import type {Client} from '../../client/client.ts';
import type {Configuration} from '../../care/configuration.ts';
import type {CareEvent} from '../../care/event.ts';
import {failureSentence} from '../../model/failure-sentence.ts';
import {systemClock} from '../../sampler/clock.ts';
import {openRememberedWeights} from '../words/remembered-weights.ts';
import {refuse, withDirector} from '../words/with-director.ts';
import type {WordCall} from '../words/word.ts';
import {createCarer, type Carer} from './carer.ts';
import {openHold, type Hold} from './hold.ts';
import {openLog, type LogForm} from './log.ts';
import {openMetrics, type MetricsPlace} from './metrics.ts';
import {openNotifier} from './notify.ts';
import {careFolder, directorPrefix, placesOf} from './place.ts';

export type RunOptions = {
	readonly read: () => Configuration | string;
	readonly task: 'care' | 'once' | 'clean';
	readonly cleansOnExit: boolean;
	readonly form: LogForm;
	readonly metrics: MetricsPlace | undefined;
};

/** Takes care until a signal comes. */
export const takeCare = async (call: WordCall, options: RunOptions): Promise<number> => {
	const configuration = options.read();
	if (typeof configuration === 'string') {
		return refuse(call, configuration);
	}
	const {environment = process.env, clock = systemClock} = call;
	const hold = openHold(careFolder(environment), directorPrefix(call.wanted));
	const refusal = hold.change(configuration.keys());
	if (refusal !== undefined) {
		return refuse(call, refusal);
	}
	try {
		return await withDirector(call, async client => {
			if (options.task === 'clean') {
				return clean(configuration, {client, call, hold});
			}
			// A unit has no home, but the person who has drained a server has one.
			const weights = [environment, {...environment, HOME: homedir()}].map(openRememberedWeights);
			const places = placesOf(call.wanted);
			const log = openLog(options.form, {write: call.stdout, date: () => new Date()});
			const carer = createCarer(configuration, {
				client,
				clock,
				random: Math.random,
				filesOf: hold.filesOf,
				isDrainedByPerson: (service, server) =>
					weights.some(({get}) =>
						places.some(place => get(`${place}${service} -> ${server}`) !== undefined),
					),
				log,
			});
			if (options.task === 'once') {
				const isWell = await carer.settle();
				await carer.stop();
				return isWell ? 0 : 1;
			}
			return untilSignal({call, client, configuration, options, carer, hold, log});
		});
	} finally {
		hold.change([]);
	}
};

type Running = {
	readonly call: WordCall;
	readonly client: Client;
	readonly configuration: Configuration;
	readonly options: RunOptions;
	readonly carer: Carer;
	readonly hold: Hold;
	readonly log: (event: CareEvent) => void;
};

const untilSignal = async (running: Running): Promise<number> => {
	const {call, options, carer, hold, log} = running;
	// Sockets of thousands of checks live for a moment, and would otherwise take a hundred MB before they are looked through: the space for
	// new objects stays small, and old ones, which those become that wait for an answer, are looked through when there are a fifth more.
	setFlagsFromString('--semi-space-growth-factor=1');
	setFlagsFromString('--heap-growing-percent=20');
	const metrics = await openMetrics(options.metrics, carer.statuses);
	if (typeof metrics === 'string') {
		return refuse(call, metrics);
	}
	let {configuration} = running;
	const reload = (): void => {
		const next = options.read();
		const problem = typeof next === 'string' ? next : hold.change(next.keys());
		if (problem !== undefined || typeof next === 'string') {
			const says = `everything goes on as before: ${problem?.replaceAll(/\n\s*/g, '; ')}`;
			log({level: 'error', kind: 'care', says});
			return;
		}
		configuration = next;
		log({level: 'info', kind: 'care', says: `goes on with ${sizeOf(next)}`});
		carer.reload(next);
	};
	const {promise, resolve} = Promise.withResolvers<void>();
	process.on('SIGHUP', reload);
	process.once('SIGTERM', resolve);
	process.once('SIGINT', resolve);

	const notifier = openNotifier(call.environment ?? process.env);
	log({level: 'info', kind: 'care', says: `begins with ${sizeOf(configuration)}`});
	await carer.settle();
	carer.start();
	notifier.ready();
	const alive =
		notifier.heartbeat === undefined ? undefined : setInterval(notifier.alive, notifier.heartbeat);

	await promise;
	clearInterval(alive);
	notifier.stopping();
	process.off('SIGHUP', reload);
	metrics.close();
	await carer.stop();
	const code = options.cleansOnExit ? await clean(configuration, running) : 0;
	const what = options.cleansOnExit ? 'its services are taken away' : 'the table stays as it is';
	log({level: 'info', kind: 'care', says: `ends; ${what}`});
	return code;
};

const sizeOf = (configuration: Configuration): string => {
	const servers = [...configuration.values()].reduce((sum, one) => sum + one.servers.size, 0);
	return `${plural(configuration.size, 'service')} and ${plural(servers, 'server')}`;
};

const plural = (count: number, name: string): string => `${count} ${name}${count === 1 ? '' : 's'}`;

/** Takes the services away, what is known of them too, and nothing else. */
const clean = async (
	configuration: Configuration,
	{client, call, hold}: Pick<Running, 'client' | 'call' | 'hold'>,
): Promise<number> => {
	const changes = [...configuration.values()].map(
		({service: {match}}) => ({kind: 'delete-service', match}) as const,
	);
	for (const result of await client.change(changes)) {
		const isGone =
			!result.ok && result.failure.kind === 'kernel' && result.failure.errno === noSuchService;
		if (!result.ok && !isGone) {
			return refuse(call, failureSentence(result.failure));
		}
	}
	for (const service of configuration.keys()) {
		hold.filesOf(service).forget();
	}
	return 0;
};

const noSuchService = 3;
