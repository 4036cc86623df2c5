import {expect, test} from 'vitest';
import {createEngine} from '../../../../source/engine/engine.ts';
import type {DestinationEntry} from '../../../../source/engine/entries.ts';
import {pickDestination} from '../../../../source/engine/schedulers/pick.ts';
import {listDestinations, listServices} from '../../../../source/engine/table.ts';
import {command} from '../director.ts';

const draws = 40_000;

/** The share of picks that each destination gets, in the kernel's order, which is the reverse of the rules'. */
const sharesOf = (
	rules: string,
	prepare: (destination: DestinationEntry, index: number) => void = () => {},
): readonly number[] => {
	const engine = createEngine({now: () => 0});
	command(engine, rules);
	const service = listServices(engine.director)[0]!;
	const list = listDestinations(service);
	list.forEach(prepare);
	const counts = list.map(() => 0);
	const words = [0, 0, 0, 0];
	const flow = {family: 2, client: words, clientPort: 0, target: words, targetPort: 0};
	for (let draw = 0; draw < draws; draw += 1) {
		const chosen = pickDestination(engine.director, service, flow);
		if (chosen !== undefined) {
			counts[list.indexOf(chosen)]! += 1;
		}
	}
	return counts.map(count => count / draws);
};

const rules = (...weights: readonly (number | string)[]): string =>
	[
		'-A -t 192.0.2.1:80 -s twos',
		...weights.map((weight, index) => `-a -t 192.0.2.1:80 -r 10.0.0.${index + 1} -m -w ${weight}`),
	].join('\n');

/** Four standard deviations of a share of one half. */
const near = (expected: readonly number[], shares: readonly number[]): void => {
	expected.forEach((share, index) => {
		expect(Math.abs(share - shares[index]!)).toBeLessThan(0.01);
	});
};

test('among equally loaded ones the shares are the weights, and the first in the list has one more', () => {
	near([4 / 10, 4 / 10, 2 / 10], sharesOf(rules(2, 4, 3)));
	near([2 / 12, 10 / 12], sharesOf(rules(10, 1)));
});

test('the less loaded of two draws is taken: the other one only when it is drawn twice', () => {
	const shares = sharesOf(rules(50, 50), (destination, index) => {
		destination.active = index === 0 ? 10 : 0;
	});
	near([(51 / 101) ** 2, 1 - (51 / 101) ** 2], shares);
});

test('the load counts for the weight', () => {
	// 6 connections of weight 60 are less than 5 of weight 40: the first in the list, with 61 of 101, is the heavy one.
	const shares = sharesOf(rules(40, 60), (destination, index) => {
		destination.active = index === 0 ? 6 : 5;
	});
	near([1 - (40 / 101) ** 2, (40 / 101) ** 2], shares);
});

test('who is full or drained is not drawn', () => {
	expect(
		sharesOf(rules(1, 0, 5), (destination, index) => {
			destination.isOverloaded = index === 0;
		}),
	).toEqual([0, 0, 1]);
	expect(sharesOf(rules(0, 0))).toEqual([0, 0]);
});
