import {array, constantFrom, integer, oneof, tuple, type Arbitrary} from 'fast-check';
import type {OptionName} from '../../../source/ipvsadm/options.ts';

/** Values put together of parts, most of which somebody would try with this option. */
export const madeUpValue = (option: OptionName): Arbitrary<string> =>
	kinds[option] ?? decoratedNumber();

const endpoint = (): Arbitrary<string> =>
	oneof(
		tuple(constantFrom(...hosts), constantFrom(...ports)).map(parts => parts.join('')),
		tuple(constantFrom('[', '', '[['), constantFrom(...hosts), constantFrom(']', '', ']]')).chain(
			parts => constantFrom(...ports).map(port => `${parts.join('')}${port}`),
		),
	);

const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/);

const hosts = [
	...wordsOf(`
		10.0.0.1 10.0.0.2 10.0.0.80 192.168.0.1 10.1 0xa000001 167772161 012.1 0x0a.0.0.1 0XA.1 0 0.0.0.0 255.255.255.255
		256.0.0.1 1.2.3.4.5 10.0.0.1. 10..1 -1 08.1 0x 0.0 4294967295 4294967296 1.16777215 1.16777216
		2001:db8::1 2001:DB8::1 2001:db8:0::1 :: ::1 ::ffff:10.0.0.1 ::10.0.0.1 02001:db8::1 fe80::1%d0 2001:db8::1/64
		2001:db8::1:80 1:2:3:4:5:6:7:8:9 ::g web WEB two.example.net far.example.net web6.example.net localhost nowhere * web. _ é
	`),
	'',
	' ',
	' 10.0.0.1',
	'10.0.0.1 ',
	'10.0.0.1\t',
	'10.0.0.1\n',
	'\v10.0.0.1',
	"'10.0.0.1'",
];

const ports = [
	...wordsOf(`
		:80 :80 :80 : :0 :00 :080 :+80 :-0 :-1 :443 :65535 :65536 :0x50 :80-90 :80,443 :80/tcp :99999999999999999999
		:http :HTTP :www :domain :syslog :m3ua :nowhere ::80 :80:80 /80
	`),
	'',
	'',
	': 80',
	':80 ',
	':\t80',
	':80\n',
];

/** Numbers about every bound there is, and how they may be written. */
const decoratedNumber = (): Arbitrary<string> =>
	tuple(
		constantFrom('', '', '', '', '+', '-', ' ', '\t', '\v', '0', '0x', '++', '+ ', '0b'),
		constantFrom(...bounds).chain(bound =>
			integer({min: -1, max: 1}).map(by => String(bound + BigInt(by))),
		),
		constantFrom('', '', '', '', ' ', 's', 'K', '.', '.0', 'e1', '\n', ',', '-', '/32'),
	).map(parts => parts.join(''));

const bounds = [
	...[0, 1, 64, 128, 255, 1024, 65_507, 65_535, 2_678_400, 2 ** 31, 2 ** 32, 2 ** 32 + 7].map(
		BigInt,
	),
	...[63n, 64n, 90n].map(power => 2n ** power),
];

/** Long enough to be cut somewhere. */
const name = (...known: readonly string[]): Arbitrary<string> =>
	oneof(
		constantFrom(...known),
		tuple(
			constantFrom(...known),
			constantFrom(' ', '\n', ',', '\u0001', 'é', '\udcc3', '%', '"'),
		).map(parts => parts.join('')),
		tuple(integer({min: 12, max: 18}), constantFrom('', 'x', 'é', '\udcc3')).map(
			([length, end]) => 'n'.repeat(length) + end,
		),
	);

const flagNames = [
	...wordsOf(`
		flag-1 flag-2 flag-3 sh-port sh-fallback mh-port mh-fallback flag-4 FLAG-1 sh-por sh-port=1 1
	`),
	'',
	' ',
	'flag-1 ',
	'x'.repeat(120),
];

const kinds: Readonly<Partial<Record<OptionName, Arbitrary<string>>>> = {
	'tcp-service': endpoint(),
	'udp-service': endpoint(),
	'sctp-service': endpoint(),
	'real-server': endpoint(),
	netmask: oneof(
		decoratedNumber(),
		constantFrom(...hosts),
		constantFrom(
			'255.255.255.0',
			'255.0.255.0',
			'/24',
			'24',
			'0xffffff00',
			'classc',
			'64abc',
			'ffff::',
		),
	),
	scheduler: name('rr', 'wlc', 'sh', 'mh', 'RR', 'ip_vs_rr', 'fo', 'ovf', 'twos'),
	pe: name('sip', 'SIP', 'none'),
	'sched-flags': array(constantFrom(...flagNames), {minLength: 1, maxLength: 20}).map(some =>
		some.join(','),
	),
	'mcast-interface': name('d0', 'lo', 'eth0'),
	'mcast-group': constantFrom(
		'224.0.0.81',
		'224.1',
		'239.255.255.255',
		'240.0.0.0',
		'ff02::1',
		'ff02::1%d0',
		'[ff02::1]',
		'FF05::1',
		'web',
		'224.0.0.81 ',
		'',
	),
	'tun-type': name('ipip', 'gue', 'gre', 'IPIP'),
};
