import fc from 'fast-check';
import {expect, test} from 'vitest';
import {openClient} from '../../source/client/open.ts';
import type {Client} from '../../source/client/client.ts';
import {createEngine} from '../../source/engine/engine.ts';
import type {Change} from '../../source/model/change.ts';
import {serviceFlag} from '../../source/model/service.ts';
import {
	configurationOf,
	emptyConfiguration,
	type Configuration,
} from '../../source/plan/configuration.ts';
import {difference} from '../../source/plan/difference.ts';
import {inverse, inverseOfAll} from '../../source/plan/inverse.ts';
import {openLedger} from '../../source/plan/ledger.ts';
import {openPresence} from '../../source/plan/presence.ts';
import {openEmbedded} from '../../source/transport/embedded.ts';
import {valueOf} from '../unit/client/director.ts';
import {anyConfiguration} from './configuration.ts';

const newClient = () => openClient(openEmbedded(createEngine({now: () => 0})));

const make = async (client: Client, changes: readonly Change[]): Promise<void> => {
	const results = await client.change(changes);
	expect(results.filter(({ok}) => !ok)).toEqual([]);
};

const read = async (client: Client): Promise<Configuration> =>
	configurationOf(valueOf(await client.table('dump')));

/** What is sent and has no effect, and the order of rows, are left out. */
const plain = ({services}: Configuration) =>
	[...services]
		.map(([key, {service, destinations}]) => ({
			key,
			scheduler: service.scheduler,
			engine: service.persistenceEngine,
			flags: service.flags,
			persistence:
				(service.flags & serviceFlag.persistent) === 0
					? undefined
					: [service.timeout, service.netmask],
			destinations: [...destinations]
				.map(([server, settings]) => ({server, ...settings, address: undefined}))
				.toSorted((left, right) => (left.server < right.server ? -1 : 1)),
		}))
		.toSorted((left, right) => (left.key < right.key ? -1 : 1));

test('the difference makes one table out of any other, on a director that refuses nothing of it', async () => {
	await fc.assert(
		fc.asyncProperty(anyConfiguration(), anyConfiguration(), async (from, to) => {
			const client = newClient();
			await make(client, difference(emptyConfiguration, from));
			expect(plain(await read(client))).toEqual(plain(from));
			await make(client, difference(await read(client), to));
			expect(plain(await read(client))).toEqual(plain(to));
			expect(difference(await read(client), to)).toEqual([]);
		}),
	);
});

test('nothing is to be done for what is there already', () => {
	fc.assert(
		fc.property(anyConfiguration(), configuration => {
			expect(difference(configuration, configuration)).toEqual([]);
			const fresh = openLedger(configuration).now;
			expect(difference(fresh, configuration)).toEqual([]);
		}),
	);
});

test('what takes load comes before what gives it up', () => {
	fc.assert(
		fc.property(anyConfiguration(), anyConfiguration(), (from, to) => {
			const ledger = openLedger(from);
			const ranks = difference(from, to).map(change => {
				const rank = rankOf(change, ledger.now);
				expect(ledger.enter(change)).toBeUndefined();
				return rank;
			});
			expect(ranks).toEqual(ranks.toSorted((left, right) => left - right));
		}),
	);
});

const rankOf = (change: Change, now: Configuration): number => {
	if (change.kind === 'edit-service') {
		return 2;
	}
	if (change.kind === 'edit-destination') {
		const [undo] = [inverse(change, now)].flatMap(found =>
			found.kind === 'undo' ? found.changes : [],
		);
		const before = undo?.kind === 'edit-destination' ? undo.destination.weight : 0;
		return 2 + Math.sign(before - change.destination.weight);
	}
	return change.kind.startsWith('add') ? 1 : 4;
};

test('the inverse undoes a change, and all inverses in reverse undo all changes', async () => {
	await fc.assert(
		fc.asyncProperty(anyConfiguration(), anyConfiguration(), async (from, to) => {
			const client = newClient();
			await make(client, difference(emptyConfiguration, from));
			const before = await read(client);
			const changes: readonly Change[] = [...difference(before, to), {kind: 'flush'}];
			await make(client, changes);
			const undo = inverseOfAll(changes, before);
			expect(undo.impossible).toEqual([]);
			await make(client, undo.changes);
			expect(plain(await read(client))).toEqual(plain(from));
		}),
	);
});

test('what is there and what is not, by hashes, is the same as by keys', () => {
	const changes = fc
		.array(anyConfiguration(), {minLength: 2, maxLength: 4})
		.chain(configurations =>
			fc.shuffledSubarray(
				configurations.flatMap((configuration, index) => [
					...difference(emptyConfiguration, configuration),
					...difference(configurations[index + 1] ?? configuration, configuration),
					...difference(configuration, emptyConfiguration),
				]),
			),
		);
	fc.assert(
		fc.property(changes, fc.nat(30), (steps, flushAt) => {
			const ledger = openLedger(emptyConfiguration);
			const presence = openPresence();
			for (const change of steps.toSpliced(flushAt, 0, {kind: 'flush'})) {
				expect(presence.enter(change)).toBe(ledger.enter(change) === undefined);
			}
		}),
	);
});
