import {expect, test} from 'vitest';
import {createWorld, failed, passed, setWeight} from './world.ts';

const server = '10.0.0.1:80';

test('what was done last and when is kept, and what others do is not among that', () => {
	const world = createWorld(
		'drain-timeout 0s\non-failure remove\nlast drop\nservice -t 192.0.2.1:80\nserver 10.0.0.1:80 -m -w 10\n',
	);
	const did = () => world.state().get(world.service)?.servers[server]?.did;
	world.settle();
	const {at: first = 0} = did() ?? {};
	expect(did()).toMatchObject({weight: 10});
	world.settle();
	world.pass(5000);
	world.probe(server, passed, 2);
	setWeight(world, server, 4);
	world.settle();
	expect(did()).toEqual({at: first, weight: 10});
	world.probe(server, failed, 3);
	world.settle();
	expect(did()).toEqual({at: first + 5000, weight: 0});
	world.settle();
	expect(did()).toEqual({at: first + 5000, weight: -1});
	world.flush();
	world.pass(5000);
	world.settle();
	expect(world.state().get(world.service)?.didAt).toBe(first + 10_000);
});
