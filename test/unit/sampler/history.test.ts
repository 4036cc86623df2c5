import {expect, test} from 'vitest';
import {createHistory, readingsKept} from '../../../source/sampler/history.ts';
import {rate} from '../../../source/sampler/rates.ts';
import {sampleOf, type Sample} from '../../../source/sampler/sample.ts';
import {tableOf, type ServiceSpec} from '../../tui/table-of.ts';

const service = 'tcp 192.0.2.1:80';
const server = `${service} > 10.0.0.1:80`;

/** Readings two seconds apart; the kernel's averages are the rates of first readings. */
const readings = () => {
	let time = 0;
	return (connections: number, servers: readonly string[] = ['10.0.0.1:80']): Sample => {
		const counters = [0, 0, 0, 0, 0, connections, 0, 0, 0, 0];
		const spec: ServiceSpec = {service, counters, servers: servers.map(at => ({at, counters}))};
		const sample = sampleOf(
			{takenAt: time, table: tableOf([spec]), info: undefined, limitation: undefined},
			undefined,
		);
		time += 2000;
		return sample;
	};
};

const connectionsOf = (values: readonly Float32Array[] = []): readonly number[] => [
	...(values[rate.connections] ?? []),
];

test('keeps the rates of services, servers and everything together', () => {
	const history = createHistory();
	const read = readings();
	for (const value of [5, 7, 9]) {
		history.note(read(value), [value * 10, 0, 0, 0, 0]);
	}
	expect(connectionsOf(history.courseOf(service)?.rates)).toEqual([5, 7, 9]);
	expect(connectionsOf(history.courseOf(server)?.rates)).toEqual([5, 7, 9]);
	expect(connectionsOf(history.courseOf('total')?.rates)).toEqual([50, 70, 90]);
	expect([...(history.courseOf(service)?.times ?? [])]).toEqual([0, 2000, 4000]);
	expect(history.courseOf('tcp 192.0.2.1:81')).toBeUndefined();
});

test('ten minutes and not more; the oldest is written over', () => {
	const history = createHistory();
	const read = readings();
	for (let value = 1; value <= readingsKept + 20; value += 1) {
		history.note(read(value), [0, 0, 0, 0, 0]);
	}
	const course = history.courseOf(server);
	const values = connectionsOf(course?.rates);
	expect(values).toHaveLength(300);
	expect([values[0], values.at(-1)]).toEqual([21, 320]);
	expect([course?.times[0], course?.times.at(-1)]).toEqual([40_000, 638_000]);
});

test('readings without the server are unknown, and after ten minutes it is forgotten', () => {
	const history = createHistory();
	const read = readings();
	history.note(read(1), [0, 0, 0, 0, 0]);
	history.note(read(2, []), [0, 0, 0, 0, 0]);
	expect(connectionsOf(history.courseOf(server)?.rates)).toEqual([1, Number.NaN]);
	history.note(read(3), [0, 0, 0, 0, 0]);
	expect(connectionsOf(history.courseOf(server)?.rates)).toEqual([1, Number.NaN, 3]);
	for (let value = 0; value < readingsKept; value += 1) {
		history.note(read(value, []), [0, 0, 0, 0, 0]);
	}
	expect(history.courseOf(server)).toBeUndefined();
});

test('a server that comes late has no past, not even in cells that were used before', () => {
	const history = createHistory();
	const read = readings();
	for (let value = 0; value < readingsKept + 5; value += 1) {
		history.note(read(value), [0, 0, 0, 0, 0]);
	}
	history.note(read(42, ['10.0.0.1:80', '10.0.0.2:80']), [0, 0, 0, 0, 0]);
	const values = connectionsOf(history.courseOf(`${service} > 10.0.0.2:80`)?.rates);
	expect(values.slice(0, -1).every(value => Number.isNaN(value))).toBe(true);
	expect(values.at(-1)).toBe(42);
});
