import {expect, test} from 'vitest';
import {itemKey} from '../../../source/operator/item.ts';
import {first, second, siteWith} from './cared-site.ts';
import {server, web} from './site.ts';

test('what care has done itself is its own in the log, and nothing that somebody else changed', async () => {
	const site = await siteWith({[first.destination]: {}, [second.destination]: {}});
	const {operator, finds, foreign, read, clock} = site;
	await operator.doNow({kind: 'weigh', weights: [{...first, weight: 90}]});
	await read();
	finds(first.destination, {health: 'down', did: {at: clock.now(), weight: 0}});
	finds(second.destination, {did: {at: clock.now(), weight: 0}});
	await foreign(
		'-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 0 -x 500 -y 400',
		'-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 7',
	);
	await read();
	expect(operator.get().marks.values().toArray().slice(-2)).toMatchObject([
		{actor: 'care', says: 'weight 90 > 0'},
		{actor: 'someone else', says: 'weight 100 > 7'},
	]);
	// What care does is not put back, what others do is.
	expect([...operator.get().displaced.keys()]).toEqual([itemKey(server(12))]);
	const entry = operator.get().journal.entries.find(({what}) => what.endsWith('weight 90 > 0'));
	expect(entry).toMatchObject({actor: 'care', item: first});
	expect(operator.exportLines('commands')).not.toContain('-w 0');
	// Long after that, the same weight is somebody else's again.
	clock.advance(60_000);
	await read();
	await foreign('-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 0');
	await read();
	expect(operator.get().marks.get(itemKey(second))).toMatchObject({actor: 'someone else'});
});

test("what somebody else does soon after them is somebody else's, though the weight is the one that they gave", async () => {
	const {operator, finds, foreign, read, clock} = await siteWith({
		[first.destination]: {},
		[second.destination]: {},
	});
	const actor = ({destination}: typeof first) =>
		operator.get().marks.get(itemKey({service: web, destination}))?.actor;
	const weigh = async (number: number, weight: number, more = ''): Promise<void> => {
		await foreign(`-e -t 192.0.2.10:443 -r 10.0.0.${number}:443 -g -w ${weight}${more}`);
		clock.advance(1000);
		await read();
	};
	await read();
	finds(first.destination, {did: {at: clock.now(), weight: 0}});
	finds(second.destination, {did: {at: clock.now(), weight: 0}});
	await weigh(11, 0, ' -x 500 -y 400');
	await weigh(12, 0);
	expect([actor(first), actor(second)]).toEqual(['care', 'care']);
	// A threshold; and the weight to and fro.
	await weigh(11, 0, ' -x 9 -y 4');
	expect(actor(first)).toBe('someone else');
	await weigh(12, 5);
	await weigh(12, 0);
	expect(actor(second)).toBe('someone else');
	expect([...operator.get().displaced.keys()]).toEqual([itemKey(first)]);
});

test("of a service that they have put there, too, nobody else's change is theirs; what is read late is", async () => {
	const site = await siteWith({[first.destination]: {}});
	const {operator, finds, foreign, read, clock} = site;
	const actor = () => operator.get().marks.get(itemKey({service: web}))?.actor;
	await read();
	site.changedService(clock.now());
	await foreign('-E -t 192.0.2.10:443 -s rr');
	clock.advance(5000);
	await read();
	expect(actor()).toBe('care');
	await foreign('-E -t 192.0.2.10:443 -s sh');
	clock.advance(1000);
	await read();
	expect(actor()).toBe('someone else');
	finds(first.destination, {did: {at: clock.now() - 20_000, weight: 3}});
	await foreign('-e -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 3');
	clock.advance(1000);
	await read();
	expect(operator.get().marks.get(itemKey(first))?.actor).toBe('someone else');
});
