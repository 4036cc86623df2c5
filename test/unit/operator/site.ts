import {openClient} from '../../../source/client/open.ts';
import type {Client} from '../../../source/client/client.ts';
import {createEngine} from '../../../source/engine/engine.ts';
import {createOperator} from '../../../source/operator/create-operator.ts';
import type {CarePort} from '../../../source/operator/care.ts';
import type {Load} from '../../../source/operator/drain.ts';
import type {GuardOrder, Guards} from '../../../source/operator/guard.ts';
import {itemKey, type ServerItem} from '../../../source/operator/item.ts';
import type {Process} from '../../../source/operator/manager.ts';
import type {Plan, Preview} from '../../../source/operator/preview.ts';
import type {OperatorOptions} from '../../../source/operator/shell/desk.ts';
import type {Access} from '../../../source/operator/state.ts';
import {configurationOf} from '../../../source/plan/configuration.ts';
import {difference} from '../../../source/plan/difference.ts';
import {emptyConfiguration} from '../../../source/plan/configuration.ts';
import {changeLine} from '../../../source/ipvsadm/unparse.ts';
import type {Change} from '../../../source/model/change.ts';
import {success, type Result} from '../../../source/model/failure.ts';
import type {Table} from '../../../source/model/table.ts';
import {structureOf} from '../../../source/sampler/structure.ts';
import {createSampler, type Sampler} from '../../../source/sampler/sampler.ts';
import {openEmbedded} from '../../../source/transport/embedded.ts';
import {manualClock} from '../../tui/manual-clock.ts';
import {change, valueOf} from '../client/director.ts';
import {weightsInMemory} from './weights-in-memory.ts';

const rules = [
	'-A -t 192.0.2.10:443 -s wlc -p 300',
	'-a -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 100 -x 500 -y 400',
	'-a -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 100',
	'-a -t 192.0.2.10:443 -r 10.0.0.13:443 -g -w 50',
	'-A -u 192.0.2.10:53 -s rr',
	'-a -u 192.0.2.10:53 -r 10.0.0.13:53 -m -w 1',
	'-A -f 7 -s sh',
	'-a -f 7 -r 10.0.0.13:0 -i -w 7 --tun-type gue --tun-port 6080 --tun-csum',
];

export const web = 'tcp 192.0.2.10:443';
export const server = (last: number): ServerItem => ({
	service: web,
	destination: `10.0.0.${last}:443`,
});

export type SiteOptions = {
	/** Lines, or changes where ipvsadm has no words for them. */
	readonly rules?: readonly (string | Change)[];
	readonly access?: Access;
	/** What sampler and operator get instead of the director's own client. */
	readonly client?: (client: Client) => Partial<Client>;
	readonly guards?: Guards;
	readonly care?: CarePort;
	/** What runs on the machine. */
	readonly processes?: readonly Process[];
};

/** A director in this process, and everything that an operator is given for it. */
export const openGround = async ({
	rules: start = rules,
	access = {kind: 'read-write'},
	client: change_ = () => ({}),
	guards,
	care,
	processes = [],
}: SiteOptions = {}) => {
	const clock = manualClock();
	const loads = new Map<string, Load>();
	const client = withLoads(openClient(openEmbedded(createEngine({now: () => clock.now()}))), loads);
	await make(client, start);
	const used = {...client, ...change_(client)};
	const weights = new Map<string, number>();
	const written: string[] = [];
	const sink: {trouble: string | undefined} = {trouble: undefined};
	const quiescent = {value: 0, trouble: undefined as string | undefined};
	const given: Omit<OperatorOptions, 'sampler'> = {
		client: used,
		clock,
		access,
		remembered: weightsInMemory(weights),
		sink: {
			append: text => {
				if (sink.trouble === undefined) {
					written.push(text);
				}
				return sink.trouble;
			},
		},
		quiescent: {
			read: async () => quiescent.value,
			write: async value => {
				if (quiescent.trouble === undefined) {
					quiescent.value = value;
				}
				return quiescent.trouble;
			},
		},
		guards,
		care,
		processes: async () => processes,
	};
	return {
		operatorFor: (sampler: Sampler) => createOperator({...given, sampler}),
		client,
		used,
		clock,
		/** What the servers have, by `itemKey`; nothing when they are not in it. */
		loads,
		weights,
		written,
		sink,
		quiescent,
		/** Somebody else at work. */
		foreign: (...lines: readonly string[]) => make(client, lines),
		/** The table as rules. */
		saved: async () => saved(client),
		weightOf: async (item: ServerItem) => {
			const {services} = configurationOf(valueOf(await client.table('dump')));
			return services.get(item.service)?.destinations.get(item.destination)?.weight;
		},
	};
};

/** The same with an operator and what it reads. */
export const openSite = async (options: SiteOptions = {}) => {
	const ground = await openGround(options);
	const {used, clock, operatorFor} = ground;
	const sampler = createSampler({client: used, clock, interval: 2000});
	const operator = operatorFor(sampler);

	/** Has the table read, and the operator hear of it. */
	const read = async (): Promise<void> => {
		const {promise, resolve} = Promise.withResolvers<void>();
		const before = sampler.get().sample;
		const unsubscribe = sampler.subscribe(() => {
			if (sampler.get().sample !== before) {
				resolve();
			}
		});
		sampler.refresh();
		await promise;
		unsubscribe();
		await rest();
	};

	operator.start();
	await read();
	return {
		...ground,
		operator,
		sampler,
		read,
		plan: async (intent: Parameters<typeof operator.prepare>[0]) =>
			planOf(await operator.prepare(intent)),
		drain: (item: ServerItem) =>
			operator.get().drains.find(drain => itemKey(drain.item) === itemKey(item)),
	};
};

/** The same director, but its servers have these connections. */
const withLoads = (client: Client, loads: ReadonlyMap<string, Load>): Client => {
	const loaded = (result: Result<Table>): Result<Table> => {
		if (!result.ok) {
			return result;
		}
		const {structure, table} = {structure: structureOf(result.value), table: result.value};
		const cells = (name: keyof Load): Uint32Array<ArrayBuffer> =>
			Uint32Array.from({length: table.destinations.count}, (_, row) => {
				const service = structure.serviceKeys[structure.serviceOf[row] ?? 0] ?? '';
				const load = loads.get(itemKey({service, destination: structure.destinationKey(row)}));
				return load?.[name] ?? 0;
			});
		const [active, inactive, persistent] = [
			cells('active'),
			cells('inactive'),
			cells('persistent'),
		];
		return success({
			...table,
			destinations: {...table.destinations, active, inactive, persistent},
		});
	};
	return {
		...client,
		table: async (detail, options) => loaded(await client.table(detail, options)),
		service: async (match, options) => loaded(await client.service(match, options)),
	};
};

export type Site = Awaited<ReturnType<typeof openSite>>;

/** Lets everything that was begun come to its end; nothing here waits for time. */
export const rest = async (): Promise<void> => {
	for (let round = 0; round < 20; round += 1) {
		await new Promise(resolve => {
			setImmediate(resolve);
		});
	}
};

const saved = async (client: Client): Promise<readonly string[]> => {
	const configuration = configurationOf(valueOf(await client.table('dump')));
	return difference(emptyConfiguration, configuration).map(changeLine).toSorted();
};

const make = async (client: Client, lines: readonly (string | Change)[]): Promise<void> => {
	const changes = lines.map(line => (typeof line === 'string' ? change(line) : line));
	const refused = (await client.change(changes)).filter(({ok}) => !ok);
	if (refused.length > 0) {
		throw new Error(JSON.stringify(refused));
	}
};

export const planOf = (preview: Preview): Plan => {
	if (preview.kind !== 'plan') {
		throw new Error(preview.why);
	}
	return preview;
};

/** Guards that only remember what they were asked. */
export const rememberingGuards = () => {
	const armed = new Map<string, GuardOrder>();
	const guards: Guards = {
		arm: async order => {
			armed.set(order.id, order);
			return undefined;
		},
		amend: async order => {
			armed.set(order.id, order);
			return undefined;
		},
		confirm: async id => (armed.delete(id) ? 'confirmed' : 'too late'),
		waiting: () => [...armed.values()],
	};
	return {armed, guards};
};
