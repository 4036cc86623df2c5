import fc from 'fast-check';
import type {Address, Family} from '../../source/model/address.ts';
import type {Change} from '../../source/model/change.ts';
import type {Destination} from '../../source/model/destination.ts';
import {familyOfMatch, type Match, type Service} from '../../source/model/service.ts';

/** Random values of the model, everything that the kernel's formats can hold. */
const u16 = fc.nat(0xffff);
const u32 = fc.nat(0xff_ff_ff_ff);
const familyName = fc.constantFrom<Family>('ipv4', 'ipv6');

export const anyAddress: fc.Arbitrary<Address> = familyName.chain(family =>
	fc
		.uint8Array({minLength: family === 'ipv4' ? 4 : 16, maxLength: family === 'ipv4' ? 4 : 16})
		.map(bytes => ({family, bytes})),
);

export const anyMatch: fc.Arbitrary<Match> = fc.oneof(
	fc.record({
		kind: fc.constant('address' as const),
		protocol: fc.constantFrom(6, 17, 132),
		address: anyAddress,
		port: u16,
	}),
	fc.record({
		kind: fc.constant('mark' as const),
		mark: fc.integer({min: 1, max: 0xff_ff_ff_ff}),
		family: familyName,
	}),
);

export const anyService: fc.Arbitrary<Service> = fc
	.record({
		match: anyMatch,
		scheduler: fc.constantFrom('rr', 'wlc', 'mh', 'sh', 'none'),
		flags: fc.nat(0x3f),
		timeout: u32,
		prefix: fc.integer({min: 1, max: 128}),
		mask: u32,
		persistenceEngine: fc.constantFrom('', 'sip'),
	})
	.map(({prefix, mask, ...service}) => ({
		...service,
		netmask: familyOfMatch(service.match) === 'ipv6' ? prefix : mask,
	}));

export const anyDestination: fc.Arbitrary<Destination> = fc.record({
	address: anyAddress,
	port: u16,
	method: fc.nat(4),
	weight: fc.nat(0x7f_ff_ff_ff),
	upperThreshold: u32,
	lowerThreshold: u32,
	tunnel: fc.record({type: fc.nat(2), port: u16, flags: fc.nat(2)}),
});

export const anyChange: fc.Arbitrary<Change> = fc.oneof(
	fc.record({
		kind: fc.constantFrom('add-service' as const, 'edit-service' as const),
		service: anyService,
	}),
	fc.record({kind: fc.constant('delete-service' as const), match: anyMatch}),
	fc.record({
		kind: fc.constantFrom('add-destination' as const, 'edit-destination' as const),
		match: anyMatch,
		destination: anyDestination,
	}),
	fc
		.record({match: anyMatch, address: anyAddress, port: u16})
		.map(fields => ({kind: 'delete-destination' as const, ...fields})),
	fc.constant({kind: 'flush' as const}),
	fc.record({kind: fc.constant('zero' as const), match: fc.option(anyMatch, {nil: undefined})}),
	fc.record({
		kind: fc.constant('set-timeouts' as const),
		timeouts: fc.record({tcp: u32, tcpFin: u32, udp: u32}),
	}),
);
