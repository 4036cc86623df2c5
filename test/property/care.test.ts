import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createWorld, failed, passed, setWeight, type World} from '../unit/care/world.ts';

const weights = [10, 20, 30];
const servers = weights.map((_, index) => `10.0.0.${index + 1}:80`);
const text = (settings: string): string =>
	`${settings}\nservice -t 192.0.2.1:80\n${weights
		.map((weight, index) => `server ${servers[index]} -m -w ${weight}`)
		.join('\n')}\n`;

const settings = fc
	.record({
		rise: fc.integer({min: 1, max: 3}),
		fall: fc.integer({min: 1, max: 4}),
		'on-failure': fc.constantFrom('keep', 'remove'),
		'slow-start': fc.constantFrom('0', '5s'),
		start: fc.constantFrom('optimistic', 'pessimistic'),
		foreign: fc.constantFrom('respect', 'correct'),
	})
	.map(one => ({
		...one,
		text: Object.entries(one)
			.map(([name, value]) => `${name} ${value}`)
			.join('\n'),
	}));

const server = fc.constantFrom(...servers);

/** What the checks find, what time does, and everything that can befall the process and the table. */
const ordinary = fc.oneof(
	{weight: 6, arbitrary: fc.record({kind: fc.constant('probe'), server, isPass: fc.boolean()})},
	{weight: 3, arbitrary: fc.record({kind: fc.constant('settle')})},
	fc.record({kind: fc.constant('pass'), time: fc.integer({min: 1, max: 4000})}),
	fc.record({kind: fc.constant('flush')}),
	fc.record({kind: fc.constant('restart')}),
	fc.record({kind: fc.constant('die')}),
	fc.record({kind: fc.constant('connect'), server, count: fc.integer({min: 0, max: 1})}),
);
type Deed = {
	readonly kind: string;
	readonly server?: string;
	readonly isPass?: boolean;
	readonly time?: number;
	readonly count?: number;
};

const perform = (world: World, deed: Deed): void => {
	const {kind, server: name = '', isPass, time = 0, count = 0} = deed;
	switch (kind) {
		case 'probe':
			world.probe(name, isPass === true ? passed : failed);
			break;
		case 'settle':
			world.settle();
			break;
		case 'pass':
			world.pass(time);
			break;
		case 'flush':
			world.flush();
			break;
		case 'restart':
			world.restart();
			break;
		case 'die':
			world.settleAndDie();
			world.restart();
			break;
		default:
			world.connect(name, count);
	}
};

const cured = (world: World): void => {
	for (const name of servers) {
		world.probe(name, passed, 3);
	}
	world.settle();
	world.pass(10_000);
	world.settle();
};

const configured = {'10.0.0.1': 10, '10.0.0.2': 20, '10.0.0.3': 30};

test('whatever happened, when all are well again each has its weight, and nothing more is changed', () => {
	fc.assert(
		fc.property(settings, fc.array(ordinary, {maxLength: 60}), (said, deeds) => {
			const world = createWorld(text(said.text));
			for (const deed of deeds) {
				perform(world, deed);
			}
			cured(world);
			expect(world.weights()).toEqual(configured);
			expect(world.settle()).toEqual([]);
		}),
	);
});

test('as long as nobody takes servers out by hand, one of those that once took connections takes some', () => {
	fc.assert(
		fc.property(settings, fc.array(ordinary, {maxLength: 60}), (said, deeds) => {
			const world = createWorld(text(said.text));
			world.settle();
			cured(world);
			for (const deed of deeds) {
				perform(world, deed);
				if (deed.kind === 'settle') {
					expect(Math.max(...Object.values(world.weights()))).toBeGreaterThan(0);
				}
			}
		}),
	);
});

test('a server fails only after so many failures in a row, and is well only after so many passes', () => {
	fc.assert(
		fc.property(settings, fc.array(fc.boolean(), {maxLength: 80}), (said, results) => {
			const world = createWorld(text(said.text));
			const [name = ''] = servers;
			results.forEach((isPass, index) => {
				world.probe(name, isPass ? passed : failed);
				for (const {kind} of world.heard.splice(0)) {
					const length = kind === 'up' ? said.rise : said.fall;
					const row = results.slice(Math.max(0, index + 1 - length), index + 1);
					expect(row).toEqual(Array.from({length}, () => kind === 'up'));
				}
			});
		}),
	);
});

test('who is pinned stays where a person wants it, whatever the checks say and the table was', () => {
	fc.assert(
		fc.property(
			settings,
			fc.constantFrom('up' as const, 'down' as const),
			fc.array(ordinary, {maxLength: 60}),
			(said, mark, deeds) => {
				const world = createWorld(text(said.text));
				const [name = ''] = servers;
				world.mark({[name]: mark});
				for (const deed of deeds) {
					perform(world, deed);
					if (deed.kind === 'settle') {
						expect(world.weights()['10.0.0.1']).toBe(mark === 'up' ? 10 : 0);
					}
				}
				world.mark({});
				cured(world);
				expect(world.weights()).toEqual(configured);
			},
		),
	);
});

test('who is drained by somebody else stays so until that one gives it a weight', () => {
	fc.assert(
		fc.property(settings, fc.array(ordinary, {maxLength: 60}), (said, deeds) => {
			const world = createWorld(text(`${said.text.replace('correct', 'respect')}`));
			world.settle();
			cured(world);
			const [name = ''] = servers;
			setWeight(world, name, 0);
			world.settle();
			for (const deed of deeds) {
				perform(world, deed);
				expect(world.weights()['10.0.0.1'] ?? 0).toBe(0);
			}
			world.settle();
			setWeight(world, name, 10);
			world.settle();
			cured(world);
			expect(world.weights()).toEqual(configured);
		}),
	);
});
