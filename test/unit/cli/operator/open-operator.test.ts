import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openQuiescentSwitch} from '../../../../source/cli/operator/quiescent.ts';
import {openOperator} from '../../../../source/cli/operator/open-operator.ts';
import {createSampler} from '../../../../source/sampler/sampler.ts';
import {eventually} from '../../../eventually.ts';
import {manualClock} from '../../../tui/manual-clock.ts';
import {director} from '../../client/director.ts';
import {runWord} from '../words/running.ts';

let home: string;
beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'ipvs-tui-'));
});
afterEach(async () => rm(home, {recursive: true}));

const server = {service: 'tcp 192.0.2.1:80', destination: '10.0.0.1:80'};
const drain = {kind: 'drain', servers: [server], firmness: 'gentle'} as const;

const demo = async () => {
	const {client, ready} = director(
		'-A -t 192.0.2.1:80 -s rr',
		'-a -t 192.0.2.1:80 -r 10.0.0.1:80 -w 7',
	);
	await ready;
	const clock = manualClock();
	const wanted = {kind: 'demo', scenario: 'empty'} as const;
	const environment = {HOME: home};
	const sampler = createSampler({client, clock, interval: 2000});
	const access = {kind: 'read-write'} as const;
	const operator = openOperator({wanted, client, sampler, access, clock, environment});
	const line = async (text: string) =>
		runWord(text, {open: () => ({...client, close: () => {}}), wanted, environment});
	return {operator, clock, line, rules: async () => (await line('save')).stdout};
};

test('a demo reverts what nobody confirms, inside this process', async () => {
	const {operator, clock, rules} = await demo();
	const before = await rules();
	const plan = await operator.prepare(drain);
	if (plan.kind !== 'plan') {
		throw new Error(plan.why);
	}
	expect(await operator.perform(plan, {revertAfter: 60_000})).toMatchObject({kind: 'done'});
	expect(await rules()).toContain('-w 0');
	clock.advance(60_000);
	await eventually(async () => expect(await rules()).toBe(before));
	await eventually(async () => {
		const log = await readFile(join(home, '.local/state/ipvs-tui/log.jsonl'), 'utf8');
		const actors = log
			.trim()
			.split('\n')
			.map(line => (JSON.parse(line) as {actor: string}).actor);
		expect(actors).toEqual(['you', 'scheduled']);
	});
});

test('a server that was drained here is returned by the word, and the other way round', async () => {
	const {operator, line, rules} = await demo();
	const before = await rules();
	await operator.doNow(drain);
	expect(await line('return -t 192.0.2.1:80 -r 10.0.0.1')).toMatchObject({exit: 0, stderr: ''});
	expect(await rules()).toBe(before);
	await line('drain -t 192.0.2.1:80 -r 10.0.0.1');
	expect(await operator.doNow({kind: 'return', servers: [server]})).toMatchObject({kind: 'done'});
	expect(await rules()).toBe(before);
});

test('the switch for firm drains is that of the demo', async () => {
	const {client, ready} = director('-A -t 192.0.2.1:80 -s rr');
	await ready;
	const quiescent = openQuiescentSwitch({kind: 'demo', scenario: 'empty'}, client);
	expect([await quiescent.read(), await quiescent.write(1), await quiescent.read()]).toEqual([
		0,
		undefined,
		1,
	]);
	expect(await client.settings?.read('expire_quiescent_template')).toEqual({
		ok: true,
		value: '1',
	});
});
