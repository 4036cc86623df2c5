import {expect, test} from 'vitest';
import {createEngine} from '../../../source/engine/engine.ts';
import type {DestinationEntry} from '../../../source/engine/entries.ts';
import {pickDestination} from '../../../source/engine/schedulers/pick.ts';
import {addTo, shown} from '../../../source/engine/statistics.ts';
import {listDestinations, listServices} from '../../../source/engine/table.ts';
import {command} from './director.ts';

const service = '-A -t 192.0.2.1:80 -s rr';
const server = '-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m';
const remove = '-d -t 192.0.2.1:80 -r 10.0.0.1:80';

const setUp = () => {
	let time = 0;
	const engine = createEngine({now: () => time});
	const first = (): DestinationEntry => listDestinations(listServices(engine.director)[0]!)[0]!;
	const connections = (): number =>
		shown(engine.director.statistics, first().statistics)[0] ?? Number.NaN;
	command(engine, `${service}\n${server}`);
	addTo(engine.director.statistics, first().statistics, {which: 0, amount: 7});
	time = 2000;
	engine.catchUp();
	return {
		engine,
		first,
		connections,
		wait: (milliseconds: number) => {
			time += milliseconds;
			engine.catchUp();
		},
	};
};

test('a destination that comes back within two minutes goes on counting', () => {
	const {engine, connections, wait} = setUp();
	expect(connections()).toBe(7);
	command(engine, remove);
	wait(100_000);
	expect(command(engine, server)).toEqual([0]);
	expect(connections()).toBe(7);
});

test('with a service of its own that was deleted, too, it begins at zero', () => {
	const {engine, connections} = setUp();
	command(engine, `-D -t 192.0.2.1:80\n${service}\n${server}`);
	expect(connections()).toBe(0);
});

test('it keeps its connections either way', () => {
	const {engine, first} = setUp();
	first().active = 3;
	command(engine, `-C\n${service}\n${server}`);
	expect(first().active).toBe(3);
});

test('after two minutes without connections it is forgotten', () => {
	const {engine, connections, wait} = setUp();
	command(engine, remove);
	// Found idle after one minute, gone two minutes later.
	wait(179_000);
	expect(engine.director.trash.entries.size).toBe(1);
	wait(1000);
	expect(engine.director.trash.entries.size).toBe(0);
	command(engine, server);
	expect(connections()).toBe(0);
});

test('with connections it waits for them', () => {
	const {engine, first, wait} = setUp();
	const destination = first();
	destination.inactive = 1;
	command(engine, remove);
	wait(3_600_000);
	expect(engine.director.trash.entries.size).toBe(1);
	destination.inactive = 0;
	wait(240_000);
	expect(engine.director.trash.entries.size).toBe(0);
});

test('a destination of another service is another one', () => {
	const {engine, first, connections} = setUp();
	command(engine, `${remove}\n-A -t 192.0.2.1:81\n-a -t 192.0.2.1:81 -r 10.0.0.1:80 -m`);
	expect(engine.director.trash.entries.size).toBe(1);
	command(engine, `-D -t 192.0.2.1:81\n${server}`);
	expect(first().port).toBe(80);
	expect(connections()).toBe(7);
});

test('while lblc remembers it for an address, it waits too', () => {
	const {engine, first, wait} = setUp();
	command(engine, '-E -t 192.0.2.1:80 -s lblc');
	const [entry] = listServices(engine.director);
	const words = [0xc0_00_02_01, 0, 0, 0];
	const flow = {family: 2, client: words, clientPort: 1, target: words, targetPort: 80};
	expect(pickDestination(engine.director, entry!, flow)).toBe(first());
	command(engine, remove);
	wait(3_600_000);
	expect(engine.director.trash.entries.size).toBe(1);
	command(engine, '-E -t 192.0.2.1:80 -s wlc');
	wait(240_000);
	expect(engine.director.trash.entries.size).toBe(0);
});
