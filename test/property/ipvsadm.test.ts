import fc, {type Arbitrary} from 'fast-check';
import {expect, test} from 'vitest';
import {emptyNameBook} from '../../source/ipvsadm/names.ts';
import {leadingNumber, wholeNumber} from '../../source/ipvsadm/number.ts';
import {options} from '../../source/ipvsadm/options.ts';
import {commands} from '../../source/ipvsadm/commands.ts';
import {sortedDestinations} from '../../source/ipvsadm/order.ts';
import {parse} from '../../source/ipvsadm/parse.ts';
import {readArguments} from '../../source/ipvsadm/popt.ts';
import {wordsOf} from '../../source/ipvsadm/rules-line.ts';
import {changeArguments, changeLine} from '../../source/ipvsadm/unparse.ts';
import type {Address} from '../../source/model/address.ts';
import type {Change} from '../../source/model/change.ts';
import {forwarding, plainTunnel, type Destination} from '../../source/model/destination.ts';
import {
	familyOfMatch,
	protocols,
	serviceFlag,
	type Match,
	type Service,
} from '../../source/model/service.ts';
import {tableOf} from '../tui/table-of.ts';

const parseWords = (argv: readonly string[]) =>
	parse(argv, {program: 'ipvsadm', names: emptyNameBook, source: 'restore'});

test('a change as a command line is the same change again', () => {
	fc.assert(
		fc.property(change(), value => {
			expect(parseWords(changeArguments(value))).toEqual({kind: 'change', change: value});
			expect(parseWords(wordsOf(changeLine(value)))).toEqual({kind: 'change', change: value});
		}),
	);
});

test('any words come to an end', () => {
	fc.assert(
		fc.property(words(), argv => {
			const found = readArguments(argv);
			let steps = 0;
			while (typeof found.next() !== 'string') {
				steps += 1;
			}
			expect(steps).toBeLessThanOrEqual(argv.join(' ').length);
			expect(found.positionals.length).toBeLessThanOrEqual(argv.length);
		}),
	);
});

test('any words are a command, a question or a refusal with one exit code', () => {
	fc.assert(
		fc.property(words(), argv => {
			const parsed = parseWords(argv);
			if (parsed.kind === 'refused') {
				expect([2, 255]).toContain(parsed.exit);
				expect(parsed.stderr.endsWith('\n')).toBe(true);
			}
		}),
	);
});

test('words of a line hold no blanks and are short enough', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary-ascii', maxLength: 200}), line => {
			for (const word of wordsOf(line)) {
				expect(word).not.toMatch(/[ \t\r\0]/);
				expect(word).not.toBe('ipvsadm');
			}
		}),
	);
});

test('numbers', () => {
	fc.assert(
		fc.property(fc.integer(), value => {
			expect(wholeNumber(String(value))).toBe(value);
			expect(leadingNumber(`${value}x`)).toBe(value);
		}),
	);
});

test('sorting keeps every row, and orders what lies close together', () => {
	fc.assert(
		fc.property(fc.uniqueArray(fc.integer({min: 0, max: 255}), {maxLength: 40}), bytes => {
			const servers = bytes.map(byte => ({at: `192.0.2.${byte}:80`}));
			const table = tableOf([{service: 'fwmark 7', servers}]);
			const rows = Array.from(sortedDestinations(table, 0));
			expect(rows.map(row => bytes[row])).toEqual(bytes.toSorted((left, right) => left - right));
		}),
	);
});

/** Words that look like a command line, and words that do not. */
const words = (): Arbitrary<readonly string[]> =>
	fc.array(
		fc.oneof(
			fc.constantFrom(...Object.values(commands).map(({long}) => `--${long}`)),
			fc.constantFrom(...Object.keys(options).map(option => `--${option}`)),
			fc.string({maxLength: 4}).map(text => `-${text}`),
			fc.constantFrom('10.0.0.1:80', '[2001:db8::1]:80', '7', '--', '-', '', '0x'),
			fc.string({maxLength: 20}),
		),
		{maxLength: 12},
	);

const change = (): Arbitrary<Change> =>
	fc.oneof(
		service().map((value): Change => ({kind: 'add-service', service: value})),
		service().map((value): Change => ({kind: 'edit-service', service: value})),
		match().map((value): Change => ({kind: 'delete-service', match: value})),
		fc
			.tuple(match(), destination(), fc.constantFrom('add-destination', 'edit-destination'))
			.map(([value, server, kind]): Change => ({
				kind,
				match: value,
				destination: fitting(value, server),
			})),
		fc.tuple(match(), address(), port()).map(([value, server, number]): Change => ({
			kind: 'delete-destination',
			match: value,
			address: server,
			port: number,
		})),
		fc.constantFrom<Change>({kind: 'flush'}, {kind: 'zero'}),
		match()
			.filter(value => value.kind === 'mark' || value.port !== 0)
			.map((value): Change => ({kind: 'zero', match: value})),
		fc
			.record({tcp: timeout(0), tcpFin: timeout(0), udp: timeout(0)})
			.map((timeouts): Change => ({kind: 'set-timeouts', timeouts})),
	);

const timeout = (min: number) => fc.integer({min, max: 2_678_400});
const port = () => fc.integer({min: 0, max: 65_535});

const address = (): Arbitrary<Address> =>
	fc.oneof(
		fc
			.uint8Array({minLength: 4, maxLength: 4})
			.map((bytes): Address => ({family: 'ipv4', bytes: Uint8Array.from(bytes)})),
		fc
			.array(fc.oneof(fc.constant(0), fc.integer({min: 0, max: 255})), {
				minLength: 16,
				maxLength: 16,
			})
			.map((bytes): Address => ({family: 'ipv6', bytes: Uint8Array.from(bytes)})),
	);

const match = (): Arbitrary<Match> =>
	fc.oneof(
		fc.record({
			kind: fc.constant('address' as const),
			protocol: fc.constantFrom(...Object.values(protocols)),
			address: address(),
			port: port(),
		}),
		fc.record({
			kind: fc.constant('mark' as const),
			mark: fc.integer({min: 1, max: 0xff_ff_ff_ff}),
			family: fc.constantFrom('ipv4' as const, 'ipv6' as const),
		}),
	);

/** Only what ipvsadm can say: no port 0 without persistence, no one-packet scheduling for TCP. */
const service = (): Arbitrary<Service> =>
	match().chain(value =>
		fc
			.record({
				scheduler: fc.constantFrom('rr', 'wlc', 'sh', 'mh', 'none'),
				bits: fc.subarray([serviceFlag.scheduler1, serviceFlag.scheduler2, serviceFlag.scheduler3]),
				isPersistent: fc.boolean(),
				timeout: timeout(1),
				netmask: fc.integer(
					familyOfMatch(value) === 'ipv4' ? {min: 0, max: 0xff_ff_ff_ff} : {min: 1, max: 128},
				),
				engine: fc.constantFrom('', 'sip'),
				isOnePacket: fc.boolean(),
			})
			.map((draft): Service => {
				const isPersistent = draft.isPersistent || (value.kind === 'address' && value.port === 0);
				const isOnePacket =
					draft.isOnePacket && (value.kind === 'mark' || value.protocol === protocols.udp);
				return {
					match: value,
					scheduler: draft.scheduler,
					flags:
						draft.bits.reduce((sum, bit) => sum | bit, 0) |
						(isPersistent ? serviceFlag.persistent : 0) |
						(isOnePacket ? serviceFlag.onePacket : 0),
					timeout: isPersistent ? draft.timeout : 0,
					netmask: draft.netmask,
					persistenceEngine: draft.engine,
				};
			}),
	);

const destination = (): Arbitrary<Destination> =>
	fc.record({
		address: address(),
		port: port(),
		method: fc.constantFrom(
			forwarding.masquerading,
			forwarding.tunneling,
			forwarding.directRouting,
		),
		weight: fc.integer({min: 0, max: 2_147_483_647}),
		upperThreshold: fc.integer({min: 0, max: 2_147_483_647}),
		lowerThreshold: fc.integer({min: 0, max: 2_147_483_647}),
		tunnel: fc.oneof(
			fc.constant(plainTunnel),
			fc.record({
				type: fc.constant(1),
				port: fc.integer({min: 1, max: 65_535}),
				flags: fc.integer({min: 0, max: 2}),
			}),
			fc.record({type: fc.constant(2), port: fc.constant(0), flags: fc.integer({min: 0, max: 1})}),
		),
	});

/** Only what ipvsadm can say: another family needs a tunnel, another port masquerading or a mark. */
const fitting = (value: Match, server: Destination): Destination => {
	const method =
		server.address.family === familyOfMatch(value) ? server.method : forwarding.tunneling;
	return {
		...server,
		method,
		port: value.kind === 'address' && method !== forwarding.masquerading ? value.port : server.port,
		tunnel: method === forwarding.tunneling ? server.tunnel : plainTunnel,
	};
};
