import {describe, expect, test} from 'vitest';
import {createWorld, failed, passed, setWeight} from './world.ts';

const service = 'service -t 192.0.2.1:80 -s wlc\n';
const servers = 'server 10.0.0.1:80 -m -w 10\nserver 10.0.0.2:80 -m -w 20\n';
const [one, two] = ['10.0.0.1:80', '10.0.0.2:80'];

/** Both servers are there and well. */
const running = (settings = '', more = '') => {
	const text = `${service}${settings}\n${servers}${more}`;
	const world = createWorld(text);
	world.settle();
	for (const server of [one, two]) {
		world.probe(server, passed, 2);
	}
	world.settle();
	world.said();
	return world;
};

describe('judge', () => {
	test('creates what is missing, with the weights of the file', () => {
		const world = createWorld(service + servers);
		expect(world.settle()).toEqual([
			'-A -t 192.0.2.1:80 -s wlc',
			'-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 10',
			'-a -t 192.0.2.1:80 -r 10.0.0.2:80 -m -w 20',
		]);
		expect(world.settle()).toEqual([]);
	});

	test('gives weight 0 after three failures in a row, and the weight back after two passes', () => {
		const world = running();
		world.probe(one, failed, 2);
		world.probe(one, passed);
		world.probe(one, failed, 2);
		expect(world.settle()).toEqual([]);
		world.probe(one, failed);
		expect(world.settle()).toEqual(['-e -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 0']);
		world.probe(one, passed);
		expect(world.settle()).toEqual([]);
		world.probe(one, passed);
		expect(world.settle()).toEqual(['-e -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 10']);
		expect(world.said()).toEqual([
			'tcp 192.0.2.1:80 -> 10.0.0.1:80 fails: connection refused',
			'tcp 192.0.2.1:80 -> 10.0.0.1:80 weight 10 -> 0: it fails',
			'tcp 192.0.2.1:80 -> 10.0.0.1:80 is well again',
			'tcp 192.0.2.1:80 -> 10.0.0.1:80 weight 0 -> 10: it is well',
		]);
	});

	test('takes nobody out for what is wrong on this side, and tells it once', () => {
		const world = running();
		world.probe(one, {kind: 'impossible', why: 'this process may open no more files'}, 9);
		expect(world.settle()).toEqual([]);
		expect(world.said()).toEqual([
			'tcp 192.0.2.1:80 -> 10.0.0.1:80 cannot be checked: this process may open no more files',
		]);
	});

	test('one failing check of several is enough, and all must pass again', () => {
		const world = running('', 'check tcp\ncheck tcp port 81\n');
		world.probe(one, passed, 2, 1);
		world.probe(two, passed, 2, 1);
		world.probe(one, failed, 3, 1);
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.1': 0, '10.0.0.2': 20});
		world.probe(one, passed, 9, 0);
		expect(world.settle()).toEqual([]);
		world.probe(one, passed, 2, 1);
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.1': 10, '10.0.0.2': 20});
	});

	test('takes a failed server away only when it is empty, and puts it back', () => {
		const world = running('on-failure remove');
		world.connect(one, 1);
		world.probe(one, failed, 3);
		world.settle();
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.1': 0, '10.0.0.2': 20});
		world.connect(one, 0);
		expect(world.settle()).toEqual(['-d -t 192.0.2.1:80 -r 10.0.0.1:80']);
		expect(world.settle()).toEqual([]);
		world.probe(one, passed, 2);
		expect(world.settle()).toEqual(['-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 10']);
	});

	test('takes it away with its connections when the drain timeout has passed', () => {
		const world = running('on-failure remove\ndrain-timeout 10s');
		world.connect(one, 1);
		world.probe(one, failed, 3);
		world.settle();
		world.pass(9999);
		expect(world.settle()).toEqual([]);
		world.pass(1);
		expect(world.settle()).toEqual(['-d -t 192.0.2.1:80 -r 10.0.0.1:80']);
	});

	test('never takes the last one out, unless told so', () => {
		const kept = running();
		kept.probe(one, failed, 3);
		kept.settle();
		kept.probe(two, failed, 3);
		expect(kept.settle()).toEqual([]);
		expect(kept.said()).toContain(
			'tcp 192.0.2.1:80 -> 10.0.0.2:80 fails too, but keeps its weight: no other server is left',
		);
		// The first that is well again relieves it.
		kept.probe(one, passed, 2);
		expect(kept.settle()).toEqual([
			'-e -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 10',
			'-e -t 192.0.2.1:80 -r 10.0.0.2:80 -m -w 0',
		]);

		const dropped = running('last drop');
		dropped.probe(one, failed, 3);
		dropped.probe(two, failed, 3);
		dropped.settle();
		expect(dropped.weights()).toEqual({'10.0.0.1': 0, '10.0.0.2': 0});
	});

	test('below the quorum the sorry server takes over, and goes when it is empty', () => {
		const world = running('quorum 2', 'sorry 10.0.0.99:80 -m -w 3\n');
		world.probe(one, failed, 3);
		expect(world.settle()).toEqual([
			'-a -t 192.0.2.1:80 -r 10.0.0.99:80 -m -w 3',
			'-e -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 0',
			'-e -t 192.0.2.1:80 -r 10.0.0.2:80 -m -w 0',
		]);
		world.connect('10.0.0.99:80', 2);
		world.probe(one, passed, 2);
		world.settle();
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.1': 10, '10.0.0.2': 20, '10.0.0.99': 0});
		world.connect('10.0.0.99:80', 0);
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.1': 10, '10.0.0.2': 20});
	});

	test('what comes back from a failure comes slowly', () => {
		const world = running('slow-start 10s');
		world.probe(two, failed, 3);
		world.settle();
		world.probe(two, passed, 2);
		const seen: (number | undefined)[] = [];
		for (let second = 0; second <= 10; second += 5) {
			world.settle();
			seen.push(world.weights()['10.0.0.2']);
			world.pass(5000);
		}
		expect(seen).toEqual([1, 10, 20]);
		expect(world.settle()).toEqual([]);
	});

	test('a person who pins wins over the checks', () => {
		const world = running();
		world.mark({[one]: 'down', [two]: 'up'});
		world.probe(two, failed, 9);
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.1': 0, '10.0.0.2': 20});
		world.mark({});
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.1': 10, '10.0.0.2': 0});
	});

	test('a server that somebody has drained stays drained, until somebody gives it a weight', () => {
		const world = running();
		setWeight(world, one, 0);
		world.probe(one, failed, 3);
		world.probe(one, passed, 9);
		expect(world.settle()).toEqual([]);
		world.restart();
		world.probe(one, passed, 2);
		expect(world.settle()).toEqual([]);
		world.flush();
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.1': 0, '10.0.0.2': 20});
		setWeight(world, one, 10);
		expect(world.settle()).toEqual([]);
		world.probe(one, failed, 3);
		world.probe(two, passed, 2);
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.1': 0, '10.0.0.2': 20});
	});

	test('a weight from somebody else is the one that a server comes back with', () => {
		const world = running();
		setWeight(world, one, 15);
		expect(world.settle()).toEqual([]);
		world.probe(one, failed, 3);
		world.settle();
		world.probe(one, passed, 2);
		world.settle();
		expect(world.weights()['10.0.0.1']).toBe(15);
	});

	test('puts foreign changes back where it was told to, but not what a person has drained', () => {
		const world = running('foreign correct');
		setWeight(world, one, 15);
		setWeight(world, two, 0);
		world.settle([two]);
		expect(world.weights()).toEqual({'10.0.0.1': 10, '10.0.0.2': 0});
		expect(world.said()).toContain(
			'tcp 192.0.2.1:80 -> 10.0.0.1:80 weight 15 is not ours; 10 is put back',
		);
		setWeight(world, one, 0);
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.1': 10, '10.0.0.2': 0});
	});

	test('puts back what was flushed, a failed server with weight 0', () => {
		const world = running();
		world.probe(one, failed, 3);
		world.settle();
		world.flush();
		expect(world.settle()).toEqual([
			'-A -t 192.0.2.1:80 -s wlc',
			'-a -t 192.0.2.1:80 -r 10.0.0.2:80 -m -w 20',
			'-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 0',
		]);
	});

	test('leaves other services and other servers alone', () => {
		const world = running();
		const match = world.matchOf();
		if (match?.kind !== 'address') {
			throw new Error('the service has an address');
		}
		world.enter({
			kind: 'add-destination',
			match,
			destination: {
				address: {family: 'ipv4', bytes: Uint8Array.of(10, 0, 0, 50)},
				port: 80,
				method: 0,
				weight: 0,
				upperThreshold: 0,
				lowerThreshold: 0,
				tunnel: {type: 0, port: 0, flags: 0},
			},
		});
		world.enter({
			kind: 'add-service',
			service: {
				match: {...match, port: 81},
				scheduler: 'rr',
				flags: 0,
				timeout: 0,
				netmask: 0xff_ff_ff_ff,
				persistenceEngine: '',
			},
		});
		expect(world.settle()).toEqual([]);
	});

	test('a restart is not seen in the table: what fails stays out, what is well stays in', () => {
		const world = running('on-failure remove\nstart pessimistic');
		world.probe(one, failed, 3);
		world.settle();
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.2': 20});
		world.restart();
		expect(world.settle()).toEqual([]);
		world.probe(one, passed, 2);
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.1': 10, '10.0.0.2': 20});
	});

	test('a process that dies between writing down and sending takes nobody for somebody else', () => {
		const world = running();
		world.probe(one, failed, 3);
		world.settleAndDie();
		world.restart();
		world.probe(one, passed, 2);
		world.probe(two, passed, 2);
		expect(world.settle()).toEqual([]);
		world.probe(one, failed, 3);
		world.settle();
		world.probe(one, passed, 2);
		world.settleAndDie();
		world.restart();
		world.probe(one, passed, 2);
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.1': 10, '10.0.0.2': 20});
		expect(world.said().filter(line => line.includes('somebody'))).toEqual([]);
	});

	test('begins with weight 0 where it was told to wait for the first checks', () => {
		const world = createWorld(`${service}start pessimistic\n${servers}`);
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.1': 0, '10.0.0.2': 0});
		world.probe(one, passed, 2);
		world.settle();
		expect(world.weights()).toEqual({'10.0.0.1': 10, '10.0.0.2': 0});
	});

	test('another file: new weights and settings hold, whom it does not name is drained and taken away', () => {
		const world = running();
		world.connect(two, 4);
		world.restart('reload', `service -t 192.0.2.1:80 -s rr\nserver 10.0.0.1:80 -m -w 11\n`);
		expect(world.settle()).toEqual([
			'-E -t 192.0.2.1:80 -s rr',
			'-e -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 11',
			'-e -t 192.0.2.1:80 -r 10.0.0.2:80 -m -w 0',
		]);
		world.connect(two, 0);
		expect(world.settle()).toEqual(['-d -t 192.0.2.1:80 -r 10.0.0.2:80']);
		expect(world.settle()).toEqual([]);
		expect(Object.keys(world.state().get(world.service)?.servers ?? {})).toEqual([one]);
	});
});
