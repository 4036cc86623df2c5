import fc, {type Arbitrary} from 'fast-check';
import {parseIpv4, parseIpv6, type Address, type Family} from '../../source/model/address.ts';
import {
	destinationKey,
	forwarding,
	plainTunnel,
	type Destination,
	type Tunnel,
} from '../../source/model/destination.ts';
import {familyOfMatch, matchKey, wholeNetmask, type Match} from '../../source/model/service.ts';
import type {Configuration, ServiceConfiguration} from '../../source/plan/configuration.ts';

/** Configurations that a kernel takes, from so few addresses and ports that two of them have much in common. */
export const anyConfiguration = (): Arbitrary<Configuration> =>
	fc
		.uniqueArray(anyService(), {
			maxLength: 5,
			selector: ({service}) => matchKey(service.match),
		})
		.map(services => ({
			services: new Map(services.map(service => [matchKey(service.service.match), service])),
		}));

const anyService = (): Arbitrary<ServiceConfiguration> =>
	anyMatch().chain(match =>
		fc
			.record({
				scheduler: fc.constantFrom('rr', 'wlc', 'sh'),
				flags: fc.constantFrom(0, 0x1, 0x8, 0x19),
				timeout: fc.constantFrom(300, 301),
				netmask: fc.constantFrom(wholeNetmask(familyOfMatch(match)), 64),
				persistenceEngine: fc.constantFrom('', 'sip'),
				destinations: fc.uniqueArray(anyDestination(match), {
					maxLength: 5,
					selector: ({address, port}) => destinationKey(address, port),
				}),
			})
			.map(({destinations, ...service}) => ({
				service: {...service, match},
				destinations: new Map(
					destinations.map(destination => [
						destinationKey(destination.address, destination.port),
						destination,
					]),
				),
			})),
	);

const family = fc.constantFrom<Family>('ipv4', 'ipv6');

const anyMatch = (): Arbitrary<Match> =>
	fc.oneof(
		fc.record({
			kind: fc.constant('address' as const),
			protocol: fc.constantFrom(6, 17),
			address: family.chain(host),
			port: fc.constantFrom(80, 443),
		}),
		fc.record({
			kind: fc.constant('mark' as const),
			mark: fc.constantFrom(1, 0xff_ff_ff_ff),
			family,
		}),
	);

const anyDestination = (match: Match): Arbitrary<Destination> =>
	fc
		.record({
			address: host(familyOfMatch(match)),
			port: fc.constantFrom(80, 8080),
			weight: fc.nat(3),
			upperThreshold: fc.constantFrom(0, 10, 20),
			isLimited: fc.boolean(),
			forwarded: anyForwarding,
		})
		.map(({forwarded, isLimited, upperThreshold, ...destination}) => ({
			...destination,
			...forwarded,
			upperThreshold,
			lowerThreshold: isLimited ? upperThreshold / 2 : 0,
		}));

const anyForwarding: Arbitrary<{method: number; tunnel: Tunnel}> = fc.oneof(
	fc.record({
		method: fc.constantFrom<number>(forwarding.masquerading, forwarding.directRouting),
		tunnel: fc.constant(plainTunnel),
	}),
	fc.record({
		method: fc.constant<number>(forwarding.tunneling),
		tunnel: fc.constantFrom<Tunnel>(
			plainTunnel,
			{type: 1, port: 6080, flags: 0},
			{type: 1, port: 6080, flags: 2},
			{type: 2, port: 0, flags: 1},
		),
	}),
);

const host = (wanted: Family): Arbitrary<Address> =>
	fc.integer({min: 1, max: 4}).map(number => {
		const address =
			wanted === 'ipv4' ? parseIpv4(`192.0.2.${number}`) : parseIpv6(`2001:db8::${number}`);
		if (address === undefined) {
			throw new Error('no address');
		}
		return address;
	});
