import {expect, test} from 'vitest';
import {
	addTo,
	claimRow,
	createStatistics,
	estimate,
	releaseRow,
	shown,
	stopEstimation,
	zeroRow,
} from '../../../source/engine/statistics.ts';
import {counter} from '../../../source/model/table.ts';

const {connections, inBytes, connectionRate, inByteRate} = counter;

test('a burst of 100 connections fades as in the kernel', () => {
	const statistics = createStatistics();
	const row = claimRow(statistics);
	addTo(statistics, row, {which: connections, amount: 100});
	const rates = Array.from({length: 8}, () => {
		estimate(statistics);
		return shown(statistics, row)[connectionRate];
	});
	expect(rates).toEqual([12, 9, 7, 5, 4, 3, 2, 2]);
});

test('rates come to rest at zero', () => {
	const statistics = createStatistics();
	const row = claimRow(statistics);
	addTo(statistics, row, {which: inBytes, amount: 1e9});
	for (let index = 0; index < 100; index += 1) {
		estimate(statistics);
	}
	expect(shown(statistics, row)[inByteRate]).toBe(0);
	expect(statistics.cells.slice(15, 20)).toEqual(new Float64Array(5));
});

test('counters are seen at estimations only', () => {
	const statistics = createStatistics();
	const row = claimRow(statistics);
	addTo(statistics, row, {which: connections, amount: 5});
	expect(shown(statistics, row)[connections]).toBe(0);
	estimate(statistics);
	expect(shown(statistics, row)[connections]).toBe(5);
});

test('zeroing subtracts what was seen, and what was not comes later', () => {
	const statistics = createStatistics();
	const row = claimRow(statistics);
	addTo(statistics, row, {which: connections, amount: 5});
	estimate(statistics);
	addTo(statistics, row, {which: connections, amount: 3});
	zeroRow(statistics, row);
	expect([...shown(statistics, row)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
	estimate(statistics);
	expect(shown(statistics, row)[connections]).toBe(3);
});

test('what is stopped stays as it is', () => {
	const statistics = createStatistics();
	const row = claimRow(statistics);
	addTo(statistics, row, {which: connections, amount: 100});
	estimate(statistics);
	stopEstimation(statistics, row);
	addTo(statistics, row, {which: connections, amount: 100});
	estimate(statistics);
	expect(shown(statistics, row)[connections]).toBe(100);
	expect(shown(statistics, row)[connectionRate]).toBe(12);
});

test('a released row comes back empty, and rows do not disturb each other', () => {
	const statistics = createStatistics();
	const rows = Array.from({length: 200}, () => claimRow(statistics));
	rows.forEach((row, index) => addTo(statistics, row, {which: connections, amount: index}));
	estimate(statistics);
	expect(rows.map(row => shown(statistics, row)[connections])).toEqual(rows.map((_, i) => i));
	releaseRow(statistics, rows[150]!);
	const again = claimRow(statistics);
	expect(again).toBe(rows[150]);
	expect(shown(statistics, again)[connections]).toBe(0);
});
