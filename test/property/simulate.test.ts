import fc from 'fast-check';
import {expect, test} from 'vitest';
import {schedulerNames} from '../../source/model/scheduler-names.ts';
import {outcomeOf, rateOf, serviceAfter, web} from '../unit/simulate/site.ts';

const anyServer = fc.record({
	weight: fc.constantFrom(0, 1, 2, 7),
	active: fc.integer({min: 0, max: 30}),
	inactive: fc.integer({min: 0, max: 60}),
	persistent: fc.integer({min: 0, max: 20}),
	limit: fc.constantFrom(0, 0, 40),
});

const anySpec = fc
	.record({
		scheduler: fc.constantFrom(...schedulerNames),
		rate: fc.constantFrom(0, 1, 8),
		persistent: fc.constantFrom(0, 60),
		servers: fc.array(anyServer, {minLength: 1, maxLength: 5}),
	})
	.map(({scheduler, rate, persistent, servers}) => ({
		service: web,
		scheduler,
		counters: rateOf(rate),
		...(persistent === 0 ? {} : {persistent}),
		servers: servers.map((server, index) => ({
			...server,
			at: `10.0.0.${index + 1}:80`,
			persistent: persistent === 0 ? 0 : server.persistent,
		})),
	}));

const anyChanges = fc.array(
	fc.constantFrom(
		'-e -t 192.0.2.10:80 -r 10.0.0.1:80 -m -w 0',
		'-e -t 192.0.2.10:80 -r 10.0.0.1:80 -g -w 9 -x 20',
		'-E -t 192.0.2.10:80 -s wlc',
		'-E -t 192.0.2.10:80 -s rr -p 30',
		'--set 60 20 20',
	),
	{maxLength: 3},
);

const options = {seeds: 2, seconds: 20, patience: 60} as const;

test('shares add up to all or nothing, and nothing new goes to a weight of 0', () => {
	fc.assert(
		fc.property(anySpec, anyChanges, (spec, changes) => {
			const service = serviceAfter(spec, {changes, ...options});
			for (const [shares, refused] of [
				[service.servers.map(({shareNow}) => shareNow.expected), service.refusedNow],
				[service.servers.map(({shareThen}) => shareThen.expected), service.refusedThen],
			] as const) {
				const sum = shares.reduce((total, share) => total + share, 0);
				// Of two runs none, one or both had somebody who came.
				expect(sum * 2).toBeCloseTo(Math.round(sum * 2), 9);
				expect(sum).toBeLessThan(1 + 1e-9);
				expect(refused.high).toBeLessThanOrEqual(1);
			}
			for (const server of service.servers) {
				const {weightThen, shareThen, connectionsThen, emptying} = server;
				if (weightThen === 0 && service.persistenceThen === null) {
					expect(shareThen.high).toBe(0);
				}
				expect(connectionsThen.low).toBeGreaterThanOrEqual(0);
				expect(emptying === null).toBe(weightThen !== 0);
			}
		}),
		{numRuns: 60},
	);
});

test('the same arguments give the same result, another seed another one', () => {
	fc.assert(
		fc.property(anySpec, anyChanges, fc.integer({min: 1, max: 99}), (spec, changes, firstSeed) => {
			const once = () => outcomeOf([spec], {changes, ...options, firstSeed});
			expect(once()).toEqual(once());
		}),
		{numRuns: 30},
	);
	const spec = {
		service: web,
		scheduler: 'wlc',
		counters: rateOf(8),
		servers: [{at: '10.0.0.1:80'}],
	};
	expect(outcomeOf([spec], {...options, firstSeed: 1})).not.toEqual(
		outcomeOf([spec], {...options, firstSeed: 50}),
	);
});
