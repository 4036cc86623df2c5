import fc from 'fast-check';
import {expect, test} from 'vitest';
import {forwarding, plainTunnel} from '../../source/model/destination.ts';
import type {Intent} from '../../source/operator/intent.ts';
import {
	configurationOf,
	emptyConfiguration,
	type Configuration,
} from '../../source/plan/configuration.ts';
import {difference} from '../../source/plan/difference.ts';
import {openSite, type Site} from '../unit/operator/site.ts';
import {valueOf} from '../unit/client/director.ts';
import {anyConfiguration} from './configuration.ts';

const rulesOf = (configuration: Configuration) => difference(emptyConfiguration, configuration);

/** ipvsadm has no words for a directly routed or tunnelled server at another port than its service. */
const sayable = ({services}: Configuration): Configuration => ({
	services: new Map(
		[...services].map(([key, {service, destinations}]) => [
			key,
			{
				service,
				destinations: new Map(
					[...destinations].map(([server, destination]) => [
						server,
						{...destination, method: forwarding.masquerading, tunnel: plainTunnel},
					]),
				),
			},
		]),
	),
});

/** Something that a person could want of this table. */
const anyIntent = (present: Configuration, choice: number, wanted: Configuration): Intent => {
	const servers = [...present.services].flatMap(([service, {destinations}]) =>
		[...destinations.keys()].map(destination => ({service, destination})),
	);
	const some = servers.filter((_, index) => (index + choice) % 2 === 0);
	const services = [...present.services.keys()].map(service => ({service}));
	const intents: readonly Intent[] = [
		{kind: 'drain', servers: some, firmness: 'gentle'},
		{kind: 'return', servers: some, weight: 3},
		{kind: 'weigh', weights: some.map(server => ({...server, weight: choice}))},
		{kind: 'remove', items: [...some, ...services.slice(0, choice % 2)]},
		{kind: 'change', changes: difference(present, wanted)},
		{kind: 'change', changes: [{kind: 'flush'}]},
	];
	return intents[choice % intents.length] ?? {kind: 'remove', items: some};
};

const present = async (site: Site): Promise<Configuration> =>
	configurationOf(valueOf(await site.client.table('dump')));

test('whatever is done, undo gives the table back, and redo does it again', async () => {
	await fc.assert(
		fc.asyncProperty(
			anyConfiguration(),
			fc.array(fc.tuple(fc.nat(20), anyConfiguration()), {minLength: 1, maxLength: 4}),
			async (start, wishes) => {
				const site = await openSite({rules: rulesOf(start)});
				const tables = [await site.saved()];
				for (const [choice, wanted] of wishes) {
					const performed = await site.operator.doNow(
						anyIntent(await present(site), choice, wanted),
					);
					if (performed.kind !== 'not possible') {
						expect(performed.kind).toBe('done');
						tables.push(await site.saved());
					}
				}
				const steps = site.operator.get().undo.length;
				expect(steps).toBe(tables.length - 1);
				for (const table of tables.slice(0, -1).toReversed()) {
					expect(await site.operator.undo('ask')).toMatchObject({kind: 'done'});
					expect(await site.saved()).toEqual(table);
				}
				for (const table of tables.slice(1)) {
					expect(await site.operator.redo('ask')).toMatchObject({kind: 'done'});
					expect(await site.saved()).toEqual(table);
				}
				await site.read();
				expect(site.operator.get().journal.entries.every(({actor}) => actor === 'you')).toBe(true);
				site.operator.stop();
			},
		),
		{numRuns: 60},
	);
});

test('the exported inverse undoes the exported commands', async () => {
	await fc.assert(
		fc.asyncProperty(
			anyConfiguration().map(sayable),
			fc.array(fc.tuple(fc.nat(20), anyConfiguration().map(sayable)), {minLength: 1, maxLength: 3}),
			async (start, wishes) => {
				const site = await openSite({rules: rulesOf(start)});
				const before = await site.saved();
				for (const [choice, wanted] of wishes) {
					await site.operator.doNow(anyIntent(await present(site), choice, wanted));
				}
				const after = await site.saved();
				const lines = (which: 'commands' | 'inverse'): readonly string[] =>
					site.operator
						.exportLines(which)
						.split('\n')
						.filter(line => line !== '');
				await site.foreign(...lines('inverse'));
				expect(await site.saved()).toEqual(before);
				await site.foreign(...lines('commands'));
				expect(await site.saved()).toEqual(after);
				site.operator.stop();
			},
		),
		{numRuns: 40},
	);
});
