import {describe, expect, test} from 'vitest';
import {noCare} from '../../../source/operator/care.ts';
import {carer, first, second, siteWith} from './cared-site.ts';
import {openSite, web} from './site.ts';

const drain = {kind: 'drain', servers: [first], firmness: 'gentle'} as const;

describe('plans for servers in care', () => {
	test('a drain of a server that is well needs no word: it stays, and that is said', async () => {
		const site = await siteWith({[first.destination]: {}});
		expect(await site.warned(drain)).toEqual([
			'in care: it stays drained whatever its checks say, until it is returned',
		]);
		await site.operator.perform(await site.plan(drain));
		expect(site.said).toEqual([]);
	});

	test('one that is pinned up is pinned down with its drain, and up again when that is undone', async () => {
		const site = await siteWith({[first.destination]: {mark: 'up'}});
		expect(await site.warned(drain)).toEqual([
			'in care: it is pinned down too, so that its checks do not bring it back',
		]);
		await site.operator.perform(await site.plan(drain));
		expect(site.said).toEqual([[first.destination, 'down']]);
		site.finds(first.destination, {mark: 'down'});
		await site.read();
		await site.operator.undo('ask');
		expect(site.said.at(-1)).toEqual([first.destination, 'up']);
		expect(await site.weightOf(first)).toBe(100);
	});

	test('in a drain of several, those that fail and have weight 0 already are pinned down', async () => {
		const site = await siteWith({[first.destination]: {}, [second.destination]: {health: 'down'}});
		await site.foreign('-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 0');
		await site.read();
		const intent = {...drain, servers: [first, second]};
		expect(await site.warned(intent)).toContain(
			`in care, ${second.destination} in ${web}: it is pinned down too, so that its checks do not bring it back`,
		);
		await site.operator.startDrains(await site.plan(intent), {whenEmpty: 'hold'});
		expect(site.said).toEqual([[second.destination, 'down']]);
	});

	test('a return takes the pin off, and is warned of checks that fail', async () => {
		const site = await siteWith({[first.destination]: {}, [second.destination]: {}});
		await site.operator.perform(await site.plan({...drain, servers: [first, second]}));
		site.finds(first.destination, {mark: 'down', note: 'pinned down'});
		site.finds(second.destination, {health: 'down', note: 'connection refused'});
		await site.read();
		const back = {kind: 'return', servers: [first, second]} as const;
		expect(await site.warned(back)).toEqual([
			`in care, ${first.destination} in ${web}: its pin is taken off, so that the weight stays`,
			`in care, ${second.destination} in ${web}: its checks fail (connection refused): it gets weight 0 again; pin it up to insist`,
		]);
		await site.operator.perform(await site.plan(back));
		expect(site.said).toEqual([[first.destination, 'auto']]);
	});

	test('what its checks took out and nobody drained here returns with the weight that it has when it is well', async () => {
		const site = await siteWith({
			[first.destination]: {fullWeight: 70, health: 'up', isHeld: true},
		});
		await site.foreign('-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 0 -x 500 -y 400');
		await site.read();
		await site.operator.perform(await site.plan({kind: 'return', servers: [first]}));
		expect(await site.weightOf(first)).toBe(70);
	});

	test('what is removed comes again', async () => {
		const site = await siteWith({[first.destination]: {}});
		expect(await site.warned({kind: 'remove', items: [first]})).toEqual([
			'in care: it is put back as long as its file names it',
		]);
		site.ends();
		await site.read();
		expect(await site.warned({kind: 'remove', items: [first]})).toEqual([]);
	});

	test('nothing is changed when the pin cannot be written', async () => {
		const own = carer({[first.destination]: {mark: 'up'}});
		const site = await openSite({
			care: {...own.port, pin: () => 'cannot write pinned.json: ENOSPC'},
		});
		expect(await site.operator.perform(await site.plan(drain))).toEqual({
			kind: 'not possible',
			why: 'cannot write pinned.json: ENOSPC; nothing was changed',
		});
		expect(await site.weightOf(first)).toBe(100);
	});
});

describe('those who take care', () => {
	test('nothing is known where nobody can', async () => {
		const site = await openSite();
		expect(site.operator.get().care).toBe(noCare);
		expect(site.operator.pin([first], 'down')).toBe(
			`nobody takes care of ${first.destination} in ${web} now`,
		);
	});

	test('a pin is written and logged; read-only there is none', async () => {
		const site = await siteWith({[first.destination]: {}});
		expect(site.operator.pin([first], 'down')).toBe(undefined);
		expect(site.said).toEqual([[first.destination, 'down']]);
		expect(site.operator.get().journal.entries.at(-1)).toMatchObject({
			actor: 'you',
			what: `pin down ${first.destination} in ${web}: pinned down in care`,
			item: first,
			result: {kind: 'done'},
		});
		site.operator.toggleReadOnly();
		expect(site.operator.pin([first], 'up')).toMatch('read-only');
		expect(site.said).toHaveLength(1);
	});

	test('a pin is undone and done again like every other step', async () => {
		const site = await siteWith({[first.destination]: {mark: 'up'}});
		const {operator, said} = site;
		operator.pin([first], 'down');
		expect(await operator.prepareUndo()).toMatchObject({
			kind: 'undoing',
			differences: [],
			plan: {
				what: `undo: pin down ${first.destination} in ${web}`,
				steps: [],
				severity: {kind: 'reversible'},
				warnings: [{kind: 'in-care', says: 'in care: it is pinned up'}],
			},
		});
		expect(await operator.undo('ask')).toMatchObject({kind: 'done'});
		expect(said.at(-1)).toEqual([first.destination, 'up']);
		expect(operator.get().journal.entries).toMatchObject([
			{what: expect.stringMatching('^pin down'), isUndone: true},
			{what: expect.stringMatching('^undo: pin down .*: pinned up in care$')},
		]);
		expect(await operator.redo('ask')).toMatchObject({kind: 'done'});
		expect(said.at(-1)).toEqual([first.destination, 'down']);
		expect(operator.get().undo).toHaveLength(1);
	});

	test('a pin that somebody changed meanwhile is asked for, and one that is gone is no step any more', async () => {
		const site = await siteWith({[first.destination]: {}});
		const {operator, said, finds, read, ends} = site;
		operator.pin([first], 'down');
		finds(first.destination, {mark: 'up'});
		await read();
		expect(await operator.undo('ask')).toMatchObject({
			kind: 'differs',
			differences: [`${first.destination} in ${web} is pinned up meanwhile`],
		});
		expect(said).toHaveLength(1);
		await operator.undo('anyway');
		expect(said.at(-1)).toEqual([first.destination, 'auto']);
		operator.pin([first], 'down');
		ends();
		await read();
		expect(await operator.prepareUndo()).toEqual({
			kind: 'nothing',
			why: `nothing to undo: nobody takes care of ${first.destination} in ${web} now`,
		});
		expect(operator.get().undo).toHaveLength(0);
	});

	test('what their checks find goes to the log, and when they end a person hears of it', async () => {
		const site = await siteWith({[first.destination]: {}});
		const logged = () => site.operator.get().journal.entries.map(({what}) => what);
		expect(logged()).toEqual([]);
		site.finds(first.destination, {health: 'down', note: 'connection refused'});
		await site.read();
		site.finds(first.destination, {health: 'up', note: ''});
		await site.read();
		site.ends();
		await site.read();
		const name = `${first.destination} in ${web}`;
		expect(logged()).toEqual([
			`${name} fails its checks: connection refused`,
			`${name} passes its checks again`,
			`${web} is out of care`,
		]);
		expect(site.operator.get().notice?.says).toBe(
			'nobody takes care of 1 service any more: weights stay as they are',
		);
	});
});
