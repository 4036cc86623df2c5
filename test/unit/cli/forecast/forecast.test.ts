import {expect, test} from 'vitest';
import {openForecast} from '../../../../source/cli/forecast/open-forecast.ts';
import {change, director} from '../../client/director.ts';

const rules = [
	'-A -t 192.0.2.1:80 -s wrr',
	'-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 1',
	'-a -t 192.0.2.1:80 -r 10.0.0.2:80 -m -w 1 -x 5',
];

const forecastFor = async (...lines: readonly string[]) => {
	const {client, ready} = director(...rules);
	await ready;
	const forecast = openForecast({client, quiescent: {read: async () => 0}});
	return async (signal: AbortSignal) => forecast(lines.map(change), signal);
};

test('a thread of its own says what a drain would do, and the table stays as it is', async () => {
	const forecast = await forecastFor('-e -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 0');
	const found = await forecast(new AbortController().signal);
	expect(found).toMatchObject({
		notes: expect.arrayContaining([
			expect.stringMatching(/^10\.0\.0\.2:80 is at its upper threshold of 5 connections/),
			expect.stringMatching(/of the new connections find no server/),
		]),
		text: expect.stringMatching(/10\.0\.0\.1:80 +1 +0 +\S+% +0%/),
	});
});

test('it can be called off', async () => {
	const forecast = await forecastFor('-e -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 0');
	const controller = new AbortController();
	const found = forecast(controller.signal);
	controller.abort();
	expect(await found).toBe('it was called off');
});

test('what cannot be done cannot be simulated', async () => {
	const forecast = await forecastFor('-d -t 192.0.2.1:80 -r 10.0.0.9:80');
	expect(await forecast(new AbortController().signal)).toBe('this cannot be simulated');
});
