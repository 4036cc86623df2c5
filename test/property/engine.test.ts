import fc from 'fast-check';
import {expect, test} from 'vitest';
import {openClient} from '../../source/client/open.ts';
import {createEngine, type Engine} from '../../source/engine/engine.ts';
import {createSocket} from '../../source/engine/socket.ts';
import type {Change} from '../../source/model/change.ts';
import {destinationKey, plainTunnel, type Destination} from '../../source/model/destination.ts';
import {matchKey, serviceFlag, type Match, type Service} from '../../source/model/service.ts';
import {destinationAt, matchAt, serviceAt, type Table} from '../../source/model/table.ts';
import {openEmbedded} from '../../source/transport/embedded.ts';
import {createWriter, littleEndian, viewOf, written} from '../../source/wire/bytes.ts';
import {eachMessage, messageFlag} from '../../source/wire/netlink.ts';
import {writeChange} from '../../source/wire/requests.ts';

const quiet = (): Engine => createEngine({now: () => 0});

/** Takes what is there; more than anybody could have asked for would be a loop. */
const drain = (socket: ReturnType<typeof createSocket>): Uint8Array[] => {
	const datagrams: Uint8Array[] = [];
	for (let one = socket.receive(); one !== undefined; one = socket.receive()) {
		datagrams.push(one);
		expect(datagrams.length).toBeLessThan(1000);
	}
	return datagrams;
};

const wellFormed = (datagrams: readonly Uint8Array[]): void => {
	for (const datagram of datagrams) {
		expect(datagram.length).toBeGreaterThan(0);
		expect(eachMessage(viewOf(datagram), () => {})).toBe(-1);
	}
};

test('no bytes make the engine throw, hang or answer nonsense', () => {
	const engine = quiet();
	fc.assert(
		fc.property(fc.uint8Array({maxLength: 400}), bytes => {
			const socket = createSocket(engine);
			socket.send(bytes);
			wellFormed(drain(socket));
		}),
		{numRuns: 2000},
	);
});

const choice = <const Value>(...values: readonly Value[]) => fc.constantFrom(...values);

const address4 = fc
	.tuple(choice(10, 192), fc.constant(0), choice(0, 2), fc.integer({min: 1, max: 4}))
	.map(bytes => ({family: 'ipv4', bytes: Uint8Array.from(bytes)}) as const);
const address6 = fc.integer({min: 1, max: 3}).map(last => {
	const bytes = new Uint8Array(16);
	bytes.set([0x20, 1, 0x0d, 0xb8]);
	bytes[15] = last;
	return {family: 'ipv6', bytes} as const;
});
const port = choice(0, 80, 443);

const match: fc.Arbitrary<Match> = fc.oneof(
	fc.record({
		kind: fc.constant('address' as const),
		protocol: choice(6, 17),
		address: fc.oneof(address4, address6),
		port,
	}),
	fc.record({
		kind: fc.constant('mark' as const),
		mark: choice(1, 257),
		family: choice('ipv4', 'ipv6'),
	}),
);

const isWide = (of: Match): boolean =>
	of.kind === 'mark' ? of.family === 'ipv6' : of.address.family === 'ipv6';

const service: fc.Arbitrary<Service> = match.chain(of =>
	fc.record({
		match: fc.constant(of),
		scheduler: choice('rr', 'wlc', 'none', 'nosuch'),
		flags: choice(0, 1, 5),
		timeout: choice(0, 300),
		netmask: isWide(of) ? choice(64, 128, 0) : choice(0xff_ff_ff_ff, 0xff_ff_ff_00),
		persistenceEngine: choice('', 'sip', 'nosuch'),
	}),
);

const destination: fc.Arbitrary<Destination> = fc.record({
	address: fc.oneof(address4, address6),
	port,
	method: choice(0, 2, 3),
	weight: choice(0, 1, 65_536),
	upperThreshold: choice(0, 10),
	lowerThreshold: choice(0, 5, 20),
	tunnel: choice(plainTunnel, {type: 1, port: 6080, flags: 1}, {type: 1, port: 0, flags: 0}),
});

const change: fc.Arbitrary<Change> = fc.oneof(
	{weight: 6, arbitrary: service.map(one => ({kind: 'add-service', service: one}) as const)},
	{weight: 2, arbitrary: service.map(one => ({kind: 'edit-service', service: one}) as const)},
	{weight: 2, arbitrary: match.map(one => ({kind: 'delete-service', match: one}) as const)},
	{
		weight: 12,
		arbitrary: fc.record({kind: fc.constant('add-destination' as const), match, destination}),
	},
	{
		weight: 4,
		arbitrary: fc.record({kind: fc.constant('edit-destination' as const), match, destination}),
	},
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('delete-destination' as const),
			match,
			address: fc.oneof(address4, address6),
			port,
		}),
	},
	{weight: 1, arbitrary: fc.constant({kind: 'flush'} as const)},
	{weight: 1, arbitrary: match.map(one => ({kind: 'zero', match: one}) as const)},
);

/** A table as anybody would write it down: services by key, in each the destinations by key, oldest first. */
type Model = Map<string, {service: Service; destinations: Map<string, Destination>}>;

const serviceRefusal = ({match: of, scheduler, persistenceEngine, netmask}: Service): number => {
	if (scheduler === 'nosuch' || persistenceEngine === 'nosuch') {
		return 2;
	}
	return isWide(of) && netmask === 0 ? 22 : 0;
};

const destinationRefusal = (of: Match, wanted: Destination): number => {
	if (isWide(of) !== (wanted.address.family === 'ipv6') && wanted.method !== 2) {
		return 22;
	}
	if (wanted.lowerThreshold > wanted.upperThreshold) {
		return 34;
	}
	return wanted.tunnel.type === 1 && wanted.tunnel.port === 0 ? 22 : 0;
};

/** Makes the change in the model; 0 or the error number that the kernel would give. */
const apply = (model: Model, wanted: Change): number => {
	switch (wanted.kind) {
		case 'add-service':
		case 'edit-service': {
			const key = matchKey(wanted.service.match);
			const present = model.get(key);
			if ((present === undefined) !== (wanted.kind === 'add-service')) {
				return present === undefined ? 3 : 17;
			}
			const refusal = serviceRefusal(wanted.service);
			if (refusal === 0) {
				model.set(key, {
					service: wanted.service,
					destinations: present?.destinations ?? new Map<string, Destination>(),
				});
			}
			return refusal;
		}
		case 'delete-service':
			return model.delete(matchKey(wanted.match)) ? 0 : 3;
		case 'add-destination':
		case 'edit-destination': {
			const destinations = model.get(matchKey(wanted.match))?.destinations;
			if (destinations === undefined) {
				return 3;
			}
			const refusal = destinationRefusal(wanted.match, wanted.destination);
			if (refusal !== 0) {
				return refusal;
			}
			const key = destinationKey(wanted.destination.address, wanted.destination.port);
			if (destinations.has(key) !== (wanted.kind === 'edit-destination')) {
				return destinations.has(key) ? 17 : 2;
			}
			destinations.set(key, wanted.destination);
			return 0;
		}
		case 'delete-destination': {
			const destinations = model.get(matchKey(wanted.match))?.destinations;
			if (destinations === undefined) {
				return 3;
			}
			return destinations.delete(destinationKey(wanted.address, wanted.port)) ? 0 : 2;
		}
		case 'flush':
			model.clear();
			return 0;
		case 'zero':
			return wanted.match === undefined || model.has(matchKey(wanted.match)) ? 0 : 3;
		default:
			throw new Error(`the model does not know ${wanted.kind}`);
	}
};

const send = (engine: Engine, wanted: Change): number => {
	const socket = createSocket(engine);
	const writer = createWriter();
	writeChange(writer, wanted, {
		familyId: 28,
		sequence: 1,
		flags: messageFlag.request | messageFlag.ack,
	});
	socket.send(written(writer));
	const [answer] = drain(socket);
	return 0 - viewOf(answer ?? new Uint8Array(20)).getInt32(16, littleEndian);
};

/** What was read back, in the model's form: destinations are newest first in the kernel's lists. */
const modelOf = ({services, destinations, firstDestination}: Table): Model => {
	const model: Model = new Map();
	for (let row = 0; row < services.count; row += 1) {
		const present = new Map<string, Destination>();
		for (let at = firstDestination[row + 1]! - 1; at >= firstDestination[row]!; at -= 1) {
			const one = destinationAt(destinations, at);
			present.set(destinationKey(one.address, one.port), one);
		}
		const read = serviceAt(services, row);
		model.set(matchKey(matchAt(services, row)), {
			service: {...read, flags: read.flags & ~serviceFlag.hashed},
			destinations: present,
		});
	}
	return model;
};

const plain = (model: Model) =>
	[...model]
		.map(([key, {service: one, destinations}]) => ({key, one, list: [...destinations]}))
		.toSorted((left, right) => left.key.localeCompare(right.key));

test('after any changes the table reads as a simple model of it', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(change, {maxLength: 60}), async changes => {
			const engine = quiet();
			const model: Model = new Map();
			for (const wanted of changes) {
				expect(send(engine, wanted)).toBe(apply(model, wanted));
			}
			const read = await openClient(openEmbedded(engine)).table('dump');
			expect(read.ok && plain(modelOf(read.value))).toEqual(plain(model));
			const {mixedDestinations, trash} = engine.director;
			expect(mixedDestinations).toBe(
				[...model.values()]
					.flatMap(({service: one, destinations}) =>
						[...destinations.values()].map(
							({address}) => (address.family === 'ipv6') !== isWide(one.match),
						),
					)
					.filter(Boolean).length,
			);
			expect(Number.isFinite(trash.due)).toBe(trash.entries.size > 0);
		}),
		{numRuns: 300},
	);
});

test('changed bytes of good requests do no harm either', () => {
	const engine = quiet();
	fc.assert(
		fc.property(
			change,
			fc.array(fc.tuple(fc.nat({max: 300}), fc.nat({max: 255})), {maxLength: 4}),
			(wanted, damages) => {
				const writer = createWriter();
				writeChange(writer, wanted, {familyId: 28, sequence: 1, flags: 5});
				const bytes = written(writer).slice();
				for (const [at, value] of damages) {
					bytes[at % bytes.length] = value;
				}
				const socket = createSocket(engine);
				socket.send(bytes);
				wellFormed(drain(socket));
				for (const piece of engine.read('/proc/net/ip_vs') ?? []) {
					expect(piece.endsWith('\n')).toBe(true);
				}
			},
		),
		{numRuns: 2000},
	);
});
