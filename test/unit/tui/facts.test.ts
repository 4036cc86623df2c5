import {expect, test} from 'vitest';
import {sampleOf, type Sample} from '../../../source/sampler/sample.ts';
import {factsOf} from '../../../source/tui/view/facts.ts';
import {destinationStateAt} from '../../../source/tui/view/states.ts';
import {tableOf} from '../../tui/table-of.ts';

type Server = {
	readonly weight?: number;
	/** Connections that it has, and those that it had in all. */
	readonly holds: number;
	readonly had: number;
};

/** Readings two seconds apart, and the states of the servers in each. */
const statesIn = (readings: readonly (readonly Server[])[], scheduler = 'rr') => {
	let sample: Sample | undefined;
	return readings.map((servers, reading) => {
		sample = sampleOf(
			{
				takenAt: reading * 2000,
				table: tableOf([
					{
						service: 'tcp 192.0.2.10:80',
						scheduler,
						servers: servers.map(({weight = 100, holds, had}, index) => ({
							at: `10.0.0.${11 + index}:80`,
							weight,
							active: holds,
							counters: [had],
						})),
					},
				]),
				info: undefined,
				limitation: undefined,
			},
			sample,
		);
		const facts = factsOf(sample);
		return servers.map((_, row) => destinationStateAt(facts, row).text).join(' ');
	});
};

/** The second server is out, and the first one got everything meanwhile. */
const out = [
	{holds: 300, had: 1000},
	{weight: 0, holds: 2, had: 700},
];

/** The second server is back, and each of the two has got so many more. */
const back = (first: number, second: number) => [
	{holds: 300 + first, had: 1000 + first},
	{holds: 2 + second, had: 700 + second},
];

test('a server is not hot by what it got while another one was out', () => {
	expect(statesIn([out, back(0, 0), back(0, 0), back(10, 10), back(40, 40)])).toEqual([
		'+ drain',
		'+ +',
		'+ +',
		'+ +',
		'+ +',
	]);
});

test('nor by what comes to it until it has as many as the others', () => {
	expect(statesIn([out, back(0, 0), back(0, 40), back(0, 80)], 'wlc').slice(1)).toEqual([
		'+ +',
		'+ +',
		'+ +',
	]);
});

test('but it is when it has more than its share, and of what came since too', () => {
	expect(statesIn([out, back(0, 0), back(0, 0), back(60, 0)]).at(-1)).toBe('hot +');
});

test('once three times as many came as there are, what is there tells all again', () => {
	const even = [
		{holds: 40, had: 1200},
		{holds: 40, had: 900},
	];
	const uneven = [
		{holds: 120, had: 1230},
		{holds: 10, had: 910},
	];
	const fewer = [
		{holds: 60, had: 1000},
		{holds: 2, had: 700},
	];
	expect(statesIn([out, fewer, fewer, even, uneven]).slice(1)).toEqual([
		'+ +',
		'+ +',
		'+ +',
		'hot +',
	]);
});

test('without a change, what the servers have tells it from the first reading on', () => {
	expect(
		statesIn([
			[
				{holds: 90, had: 1000},
				{holds: 10, had: 1000},
			],
		]),
	).toEqual(['hot +']);
});
