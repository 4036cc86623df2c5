import {expect, test} from 'vitest';
import type {Outcome} from '../../../../source/care/check.ts';
import {startChecks} from '../../../../source/cli/care/schedule.ts';
import {manualClock} from '../../../tui/manual-clock.ts';

const passed: Outcome = {kind: 'passed'};

/** Lets promises that are settled go on. */
const breathe = async (): Promise<void> => {
	await new Promise(resolve => {
		setImmediate(resolve);
	});
};

test('a server that hangs delays no other, and is asked again when its answer has come', async () => {
	const clock = manualClock();
	const asked: string[] = [];
	let answer: ((outcome: Outcome) => void) | undefined;
	const check = (name: string, probe: () => Promise<Outcome>) => ({
		probe: async () => {
			asked.push(name);
			return probe();
		},
		interval: 1000,
		jitter: 0,
		onResult: () => {},
	});
	const hanging = async (): Promise<Outcome> =>
		new Promise(resolve => {
			answer = resolve;
		});
	const stop = startChecks(
		[
			check('hangs', hanging),
			check('quick', async () => passed),
			check('other', async () => passed),
		],
		{clock, random: () => 0},
	);
	for (let time = 0; time < 3; time += 1) {
		clock.advance(1000);
		// oxlint-disable-next-line no-await-in-loop -- time goes step by step
		await breathe();
	}
	expect(asked.filter(name => name === 'hangs')).toHaveLength(1);
	expect(asked.filter(name => name === 'quick').length).toBeGreaterThanOrEqual(3);
	answer?.(passed);
	await breathe();
	clock.advance(1000);
	expect(asked.filter(name => name === 'hangs')).toHaveLength(2);
	stop();
	clock.advance(9000);
	expect(asked.filter(name => name === 'hangs')).toHaveLength(2);
});

test('checks keep their rhythm: jitter moves one, not those after it', async () => {
	const clock = manualClock();
	const times: number[] = [];
	const begin = clock.now();
	let turn = 0;
	const stop = startChecks(
		[
			{
				probe: async () => {
					times.push(clock.now() - begin);
					return passed;
				},
				interval: 1000,
				jitter: 0.1,
				onResult: () => {},
			},
		],
		// Late, early, late, …; the first is for where it begins.
		{clock, random: () => ((turn += 1) === 1 ? 0 : turn % 2 === 0 ? 1 : 0)},
	);
	for (let time = 0; time < 50; time += 1) {
		clock.advance(100);
		// oxlint-disable-next-line no-await-in-loop -- time goes step by step
		await breathe();
	}
	stop();
	expect(times).toEqual([100, 900, 2100, 2900, 4100, 4900]);
});
