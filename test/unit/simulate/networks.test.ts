import {expect, test} from 'vitest';
import type {Population} from '../../../source/engine/population.ts';
import {parseIpv4, parseIpv6} from '../../../source/model/address.ts';
import {networksOf} from '../../../source/simulate/networks.ts';

const populationsOf = (...ranges: readonly (readonly [first: string, clients: number])[]) =>
	ranges.map(
		([first, clients]) =>
			({firstClient: parseIpv4(first) ?? parseIpv6(first), clients}) as Population,
	);

test.each([
	['one by one', 0xff_ff_ff_ff, [['198.51.100.1', 500]], 500],
	['by networks, which need not be whole', 0xff_ff_ff_00, [['198.51.100.250', 500]], 3],
	['a mask with holes', 0xff_ff_00_ff, [['198.51.100.0', 512]], 256],
	['all in one', 0, [['198.51.100.1', 500]], 1],
	[
		'a network that two populations share counts once',
		0xff_ff_ff_00,
		[
			['198.51.100.1', 9],
			['198.51.100.99', 9],
		],
		1,
	],
	['IPv6, each', 128, [['2001:db8::ffff', 20]], 20],
	['IPv6, by a prefix within the last 32 bits', 112, [['2001:db8::fff0', 20]], 2],
	[
		'IPv6, by a shorter one',
		64,
		[
			['2001:db8::1', 20],
			['2001:db8:0:1::1', 20],
		],
		2,
	],
	[
		'IPv6, by half of that',
		32,
		[
			['2001:db8::1', 20],
			['2001:db8:0:1::1', 20],
		],
		1,
	],
] as const)('%s', (_, netmask, ranges, count) => {
	expect(networksOf(populationsOf(...ranges), netmask)).toBe(count);
});
