import {expect, test} from 'vitest';
import {createEngine} from '../../../../source/engine/engine.ts';
import {
	createTargetMemory,
	type Known,
} from '../../../../source/engine/schedulers/target-memory.ts';
import {listServices} from '../../../../source/engine/table.ts';
import {command} from '../director.ts';

const minute = 60_000;

/** A memory with so many addresses, all of them used at 0 milliseconds. */
const memoryWith = (count: number, expiration: number) => {
	const engine = createEngine({now: () => 0});
	command(engine, '-A -f 1 -s lblc');
	const {director} = engine;
	const memory = createTargetMemory<Known>(
		listServices(director)[0]!,
		director.time,
		() => expiration,
	);
	for (let number = 0; number < count; number += 1) {
		memory.remember({target: [number, 0, 0, 0], lastUse: 0});
	}
	const recall = (number: number, time: number): boolean => {
		director.time = time;
		const words = [number, 0, 0, 0];
		const flow = {family: 2, client: words, clientPort: 0, target: words, targetPort: 0};
		return memory.recall(flow, director) !== undefined;
	};
	return {recall, size: memory.size};
};

test('every half hour goes what was not used for as long as the expiration says', () => {
	const {recall, size} = memoryWith(3, 10 * minute);
	expect(recall(1, 25 * minute)).toBe(true);
	expect(recall(9, 30 * minute - 1)).toBe(false);
	expect(size()).toBe(3);
	expect(recall(0, 30 * minute)).toBe(false);
	expect(recall(1, 30 * minute)).toBe(true);
	expect(size()).toBe(1);
	// Unused for an hour in which nobody asked, it is gone, too: two more half hours have passed.
	expect(recall(1, 90 * minute)).toBe(false);
	expect(size()).toBe(0);
});

test('what is used stays for ever', () => {
	const {recall} = memoryWith(1, 10 * minute);
	for (let time = 0; time < 600 * minute; time += 9 * minute) {
		expect(recall(0, time)).toBe(true);
	}
});

test('of more than 16 384 addresses those go that were not used for six minutes, but not many more than are too many', () => {
	const {recall, size} = memoryWith(16_384 + 300, 1000 * minute);
	recall(0, 5 * minute);
	expect(size()).toBe(16_384 + 300);
	recall(0, 6 * minute);
	// Four thirds of what is too many, and what else is in the last bucket looked at.
	expect(size()).toBeLessThanOrEqual(16_384 + 300 - 400);
	expect(size()).toBeGreaterThan(16_384 + 300 - 400 - 100);
	const rest = size();
	recall(0, 20 * minute);
	expect(size()).toBe(rest);
});
