import {expect, test} from 'vitest';
import type {Engine} from '../../../source/engine/engine.ts';
import {loadScenario} from '../../../source/scenario/load.ts';
import {runShipped, runText, scenarioOf, serverIn, tableOf} from './running.ts';

const text = (engine: Engine): string =>
	['ip_vs', 'ip_vs_conn', 'ip_vs_stats']
		.map(file => [...(engine.read(`/proc/net/${file}`) ?? [])].join(''))
		.join('');

const service = '-A -t 192.0.2.1:80 -s rr\n-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 1\n';
const clients = `clients -t 192.0.2.1:80
	rate 10/s
	from 198.51.100.1 200
	stay exactly 5s
`;

test('the same seed shows the same, another one something else', () => {
	const first = text(runShipped('web', {seed: 5}));
	expect(text(runShipped('web', {seed: 5, now: () => 1e12}))).toBe(first);
	expect(text(runShipped('web', {seed: 6}))).not.toBe(first);
});

test('how often one looks changes nothing, and neither does the past in slices', () => {
	const scenario = scenarioOf(`running 20s\n${service}${clients}`);
	let now = 0;
	const often = loadScenario(scenario, {seed: 1, now: () => now});
	const seldom = loadScenario(scenario, {seed: 1, now: () => now});
	if (often.kind === 'problems' || seldom.kind === 'problems') {
		throw new Error('refused');
	}
	let count = 0;
	for (const _ of often.slices()) {
		count += 1;
	}
	expect(count).toBe(200);
	while (now < 30_000) {
		now += 700;
		often.engine.catchUp();
	}
	expect(text(often.engine)).toBe(text(seldom.engine));
});

test('the past comes to an end although the present goes on', () => {
	let now = 0;
	const loading = loadScenario(scenarioOf(`running 20s\n${service}`), {
		seed: 1,
		now: () => (now += 0.001),
	});
	const slices = loading.kind === 'loaded' ? [...loading.slices()] : [];
	expect(slices.length).toBeLessThan(202);
});

test('it goes on with the clock, but not through a night of sleep', () => {
	let now = 0;
	const engine = runShipped('web', {now: () => now});
	const before = text(engine);
	now += 10_000;
	expect(text(engine)).not.toBe(before);
	const {time} = engine.director;
	now += 8 * 3_600_000;
	engine.catchUp();
	expect(engine.director.time).toBe(time);
});

test('at ten times the speed an hour passes in six minutes', () => {
	let now = 0;
	const engine = runText(service, {now: () => now, speed: 10});
	for (; now < 360_000; now += 60_000) {
		engine.catchUp();
	}
	engine.catchUp();
	expect(engine.director.time).toBe(3_600_000);
});

test('what happens, happens at its time and as often as it says', async () => {
	let now = 0;
	const engine = runText(
		`running 1m
${service}every 30s from 10s until 3m -e -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 0
every 30s from 20s -e -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 7
at 2m30s -a -t 192.0.2.1:80 -r 10.0.0.2:80 -m -w 9
`,
		{now: () => now},
	);
	const weights: number[] = [];
	for (; now <= 150_000; now += 5000) {
		weights.push(serverIn(await tableOf(engine), '10.0.0.1').weight);
	}
	// From 60 s to 210 s: 0 from :10 to :20 and from :40 to :50, for the last time at 160 s.
	expect(weights.join('')).toBe('7700777700777700777700777777777');
	expect(serverIn(await tableOf(engine), '10.0.0.2').weight).toBe(9);
});

test('a server that is down lets nobody in, and is well again afterwards', async () => {
	let now = 0;
	const engine = runText(
		`${service}${clients}	half-open 0%\nat 10s server 10.0.0.1:80 down for 10s\n`,
		{now: () => now},
	);
	const active = async (seconds: number): Promise<number> => {
		now = seconds * 1000;
		return serverIn(await tableOf(engine), '10.0.0.1').active;
	};
	expect(await active(9)).toBeGreaterThan(30);
	// Nothing is established any more, but SYNs that nobody answers are waited for.
	const states = (): readonly string[] =>
		[...(engine.read('/proc/net/ip_vs_conn') ?? [])].join('').match(/SYN_RECV|ESTABLISHED/g) ?? [];
	await active(19.5);
	expect(new Set(states())).toEqual(new Set(['SYN_RECV']));
	await active(28);
	expect(states()).toContain('ESTABLISHED');
});

test('a command that makes no sense any more harms nobody', async () => {
	let now = 0;
	const engine = runText(`${service}every 1s -d -t 192.0.2.1:80 -r 10.0.0.1:80\n`, {
		now: () => now,
	});
	now = 10_000;
	expect((await tableOf(engine)).destinations.count).toBe(0);
});

test('rules that the director refuses are told with their lines', () => {
	const scenario = scenarioOf(`${service}-A -t 192.0.2.1:80
-a -t 192.0.2.9:80 -r 10.0.0.1 -m
-A -t 192.0.2.2:80 -s nosuch
`);
	expect(loadScenario(scenario, {seed: 1, now: () => 0})).toEqual({
		kind: 'problems',
		problems: [
			{line: 3, says: 'refused: Service already exists'},
			{line: 4, says: 'refused: Service not defined'},
			{line: 5, says: 'refused: Scheduler or persistence engine not found'},
		],
	});
});

test('settings change when the scenario says so', () => {
	const engine = runText(`running 1m\n${service}at 30s sysctl sync_threshold 5 60\n`);
	const read = (name: string): string =>
		[...(engine.read(`/proc/sys/net/ipv4/vs/${name}`) ?? [])].join('');
	expect([read('sync_threshold'), read('expire_nodest_conn')]).toEqual(['5\t60\n', '0\n']);
});
