import {expect, test} from 'vitest';
import {
	counter,
	counterOf,
	destinationAt,
	serviceAt,
	type Table,
} from '../../../source/model/table.ts';
import {change, director, outline, valueOf} from './director.ts';

const web = '-A -t 192.0.2.1:80 -s rr';
const mail = '-A -t 192.0.2.1:25 -s wlc -p 300';
const server = (last: number) =>
	`-a -t 192.0.2.1:80 -r 10.0.0.${last}:8080 -m -w ${last} -x 100 -y 50`;
const relay = '-a -t 192.0.2.1:25 -r 10.0.0.9:25 -i -w 7 -x 20';

const isWeb = (key: string): boolean => key === 'tcp 192.0.2.1:80';

/** Everything that a table says of each row. */
const told = ({services, destinations, firstDestination}: Table) => ({
	outline: outline({services, destinations, firstDestination}),
	services: Array.from({length: services.count}, (_, row) => [
		serviceAt(services, row),
		counterOf(services, row, counter.connections),
	]),
	destinations: Array.from({length: destinations.count}, (_, row) => [
		destinationAt(destinations, row),
		destinations.isDetailed[row],
		destinations.active[row],
		destinations.persistent[row],
		counterOf(destinations, row, counter.connections),
	]),
});

test('a table that is read again is what it is when it is read once, whatever changed', async () => {
	const {client, ready} = director(web, server(1), server(2), mail, relay);
	await ready;
	const steps = [
		[],
		['-e -t 192.0.2.1:80 -r 10.0.0.2:8080 -m -w 0'],
		[server(3), '-d -t 192.0.2.1:80 -r 10.0.0.1:8080'],
		['-A -u [2001:db8::53]:53 -s sh', '-a -u [2001:db8::53]:53 -r [2001:db8::1]:53 -g'],
		['-D -t 192.0.2.1:25'],
		['-A -f 7', '-A -f 7 -6', '-a -f 7 -6 -r 2001:db8::7 -g'],
		['-C'],
	];
	for (const detail of [isWeb, () => true, 'dump', 'text'] as const) {
		let earlier: Table | 'none' = 'none';
		for (const lines of detail === isWeb ? steps : [[], [web, server(1)], [mail, relay], ['-C']]) {
			// oxlint-disable-next-line no-await-in-loop -- one after another
			await client.change(lines.map(change));
			// oxlint-disable-next-line no-await-in-loop
			const once = valueOf(await client.table(detail));
			// oxlint-disable-next-line no-await-in-loop
			const again: Table = valueOf(await client.table(detail, {earlier}));
			expect(told(again)).toEqual(told(once));
			earlier = again;
		}
	}
});

test('columns that are the same are the same objects; an earlier table stays what it was', async () => {
	const {client, ready} = director(web, server(1), server(2), mail, relay);
	await ready;
	const first = valueOf(await client.table(isWeb, {earlier: 'none'}));
	const before = told(first);
	await client.change([change('-e -t 192.0.2.1:80 -r 10.0.0.2:8080 -m -w 0')]);
	const second = valueOf(await client.table(isWeb, {earlier: first}));
	expect(second.destinations.address).toBe(first.destinations.address);
	expect(second.services.address).toBe(first.services.address);
	expect(second.services.scheduler).toBe(first.services.scheduler);
	expect(second.firstDestination).toBe(first.firstDestination);
	expect(second.destinations.weight).not.toEqual(first.destinations.weight);
	expect(told(first)).toEqual(before);
});

test('what everybody may read shares what did not change as well', async () => {
	const {client, ready} = director(web, server(1), server(2), mail, relay);
	await ready;
	const first = valueOf(await client.publicTable({earlier: 'none'})).table;
	const before = told(first);
	expect(before).toEqual(told(valueOf(await client.publicTable()).table));
	await client.change([change('-e -t 192.0.2.1:80 -r 10.0.0.2:8080 -m -w 0')]);
	const {table: second, info} = valueOf(await client.publicTable({earlier: first}));
	expect(second.destinations.address).toBe(first.destinations.address);
	expect(second.services.scheduler).toBe(first.services.scheduler);
	expect(second.firstDestination).toBe(first.firstDestination);
	expect(told(first)).toEqual(before);
	const once = valueOf(await client.publicTable());
	expect(told(second)).toEqual(told(once.table));
	expect(info).toEqual(once.info);
});

test('two readings at the same time do not write over each other', async () => {
	const {client, ready} = director(web, server(1), mail, relay);
	await ready;
	const once = told(valueOf(await client.table(isWeb)));
	const [one, other] = await Promise.all([
		client.table(isWeb, {earlier: 'none'}),
		client.table(isWeb, {earlier: 'none'}),
	]);
	expect(told(valueOf(one))).toEqual(once);
	expect(told(valueOf(other))).toEqual(once);
});
