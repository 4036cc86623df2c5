import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createEngine, type Engine} from '../../source/engine/engine.ts';
import type {DestinationEntry} from '../../source/engine/entries.ts';
import {pickDestination} from '../../source/engine/schedulers/pick.ts';
import {listDestinations, listServices} from '../../source/engine/table.ts';
import {command} from '../unit/engine/director.ts';

type Kind = {
	/** Always finds a usable destination when there is one. */
	readonly finds: boolean;
	/** Keeps to a destination that is full. */
	readonly overfills?: boolean;
};

const kinds: Readonly<Record<string, Kind>> = {
	rr: {finds: true},
	wrr: {finds: true},
	lc: {finds: true},
	wlc: {finds: true},
	sed: {finds: true},
	nq: {finds: true},
	fo: {finds: true},
	twos: {finds: true},
	lblc: {finds: true, overfills: true},
	lblcr: {finds: true},
	ovf: {finds: false},
	dh: {finds: false},
	sh: {finds: false},
	'sh -b sh-port,sh-fallback': {finds: false},
	mh: {finds: false},
	'mh -b mh-port,mh-fallback': {finds: false},
};

type Act =
	| {readonly kind: 'put'; readonly server: number; readonly weight: number}
	| {readonly kind: 'delete'; readonly server: number}
	| {readonly kind: 'fill'; readonly server: number; readonly isFull: boolean}
	| {readonly kind: 'close'; readonly server: number}
	| {readonly kind: 'connect'; readonly client: number; readonly target: number};

const anyServer = fc.integer({min: 1, max: 6});
const anyAct: fc.Arbitrary<Act> = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('put'),
			server: anyServer,
			weight: fc.oneof(fc.integer({min: 0, max: 12}), fc.constantFrom(0, 1, 65_535)),
		}),
	},
	fc.record({kind: fc.constant('delete'), server: anyServer}),
	fc.record({kind: fc.constant('fill'), server: anyServer, isFull: fc.boolean()}),
	fc.record({kind: fc.constant('close'), server: anyServer}),
	{
		weight: 8,
		arbitrary: fc.record({
			kind: fc.constant('connect'),
			client: fc.integer({min: 0, max: 0xff_ff_ff_ff}),
			target: fc.integer({min: 1, max: 4}),
		}),
	},
);

const service = '-f 1';

const begin = (scheduler: string): Engine => {
	const engine = createEngine({now: () => 0});
	command(engine, `-A ${service} -s ${scheduler}`);
	return engine;
};

const entryOf = (engine: Engine) => listServices(engine.director)[0]!;

const find = (engine: Engine, which: number): DestinationEntry | undefined =>
	listDestinations(entryOf(engine)).find(({address}) => address[3] === which);

/** The destination of a connection that was made, if one was. */
const play = (engine: Engine, act: Act): DestinationEntry | undefined => {
	if (act.kind === 'connect') {
		const chosen = pickDestination(engine.director, entryOf(engine), {
			family: 2,
			client: [act.client, 0, 0, 0],
			clientPort: act.client & 0xff_ff,
			target: [act.target, 0, 0, 0],
			targetPort: 80,
		});
		if (chosen !== undefined) {
			chosen.active += 1;
		}
		return chosen;
	}
	const known = find(engine, act.server);
	const address = `${service} -r 10.0.0.${act.server}`;
	if (act.kind === 'put') {
		command(engine, `${known === undefined ? '-a' : '-e'} ${address} -m -w ${act.weight}`);
	} else if (known !== undefined) {
		if (act.kind === 'delete') {
			command(engine, `-d ${address}`);
		} else if (act.kind === 'fill') {
			known.isOverloaded = act.isFull;
		} else if (known.active > 0) {
			known.active -= 1;
			known.inactive += 1;
		}
	}
	return undefined;
};

test.each(Object.entries(kinds))(
	'%s picks only who takes connections, and the same again',
	(scheduler, {finds, overfills = false}) => {
		fc.assert(
			fc.property(fc.array(anyAct, {maxLength: 60}), acts => {
				const one = begin(scheduler);
				const other = begin(scheduler);
				for (const act of acts) {
					const usable = listDestinations(entryOf(one)).filter(
						({weight, isOverloaded}) => weight > 0 && !isOverloaded,
					);
					const chosen = play(one, act);
					expect(play(other, act)?.key).toBe(chosen?.key);
					if (chosen !== undefined) {
						expect(find(one, chosen.address[3]!)).toBe(chosen);
						expect(chosen.weight).toBeGreaterThan(0);
						expect(overfills || !chosen.isOverloaded).toBe(true);
					} else if (act.kind === 'connect' && finds) {
						expect(usable).toEqual([]);
					}
				}
			}),
			{numRuns: 200},
		);
	},
);

test('by turns means by turns: rr gives everybody the same, wrr what the weights say', () => {
	const anyWeights = fc.array(fc.integer({min: 0, max: 9}), {minLength: 1, maxLength: 6});
	fc.assert(
		fc.property(fc.constantFrom('rr', 'wrr'), anyWeights, (scheduler, weights) => {
			// Added first and given its scheduler then, a service begins with a whole round.
			const engine = begin('lc');
			weights.forEach((weight, index) => play(engine, {kind: 'put', server: index + 1, weight}));
			command(engine, `-E ${service} -s ${scheduler}`);
			const round = weights.reduce(
				(sum, weight) => sum + (scheduler === 'wrr' ? weight : Math.min(weight, 1)),
				0,
			);
			const counts = weights.map(() => 0);
			for (let count = 0; count < round * 2; count += 1) {
				const chosen = play(engine, {kind: 'connect', client: count, target: 1});
				counts[chosen!.address[3]! - 1]! += 1;
			}
			expect(counts).toEqual(
				weights.map(weight => 2 * (scheduler === 'wrr' ? weight : Math.min(weight, 1))),
			);
		}),
	);
});
