import {describe, expect, test} from 'vitest';
import type {Change} from '../../../source/model/change.ts';
import type {Destination} from '../../../source/model/destination.ts';
import {failed, type Result} from '../../../source/model/failure.ts';
import {change} from '../client/director.ts';
import {openSite, server, type SiteOptions} from './site.ts';

const changes = (...lines: readonly string[]): readonly Change[] => lines.map(change);

/** A kernel that has no memory for some changes. */
const refusing =
	(
		kind: Change['kind'],
		isMeant: (destination: Destination) => boolean = () => true,
	): NonNullable<SiteOptions['client']> =>
	client => ({
		change: async sent => {
			const results: Result<undefined>[] = [];
			for (let at = 0; at < sent.length; at += 1) {
				const one = sent.at(at);
				const isRefused =
					one?.kind === kind && (!('destination' in one) || isMeant(one.destination));
				const [answer] = isRefused || one === undefined ? [] : await client.change([one]);
				results.push(answer ?? failed({kind: 'kernel', errno: 12, doing: 'x'}));
			}
			return results;
		},
	});

describe('after a refusal, what comes later', () => {
	test('in a chain is not sent, also where nobody could foresee the refusal', async () => {
		const site = await openSite({client: refusing('add-destination')});
		const before = await site.saved();
		const performed = await site.operator.doNow({
			kind: 'change',
			changes: changes(
				'-a -t 192.0.2.10:443 -r 10.0.0.14:443 -g -w 100',
				'-d -t 192.0.2.10:443 -r 10.0.0.11:443',
			),
		});
		expect(performed).toMatchObject({
			kind: 'partly',
			items: [
				{result: {kind: 'refused', why: 'Memory allocation problem'}},
				{result: {kind: 'not sent'}},
			],
		});
		expect(await site.saved()).toEqual(before);
	});

	test('in a long chain is not sent, but for what went in the same exchange', async () => {
		const site = await openSite();
		const performed = await site.operator.doNow({
			kind: 'change',
			changes: [
				...changes(...Array.from({length: 300}, (_, at) => `-A -t 192.0.2.60:${at + 1} -s rr`)),
				...changes('-A -t 192.0.2.61:1 -s nosuch', '-D -t 192.0.2.60:1'),
			],
		});
		expect(performed.kind === 'partly' && performed.items.map(({result}) => result.kind)).toEqual([
			...Array.from({length: 300}, () => 'done'),
			'refused',
			'not sent',
		]);
	});

	test('is not sent where it needs that: servers of a service', async () => {
		const site = await openSite({client: refusing('add-service')});
		await site.foreign('-D -f 7', '-e -t 192.0.2.10:443 -r 10.0.0.12:443 -g -w 1');
		await site.read();
		expect(await site.operator.doNow({kind: 'put-back'})).toMatchObject({
			kind: 'partly',
			items: [
				{step: {change: {kind: 'add-service'}}, result: {kind: 'refused'}},
				{
					step: {change: {kind: 'add-destination'}},
					result: {kind: 'not sent', why: 'it needs what was refused'},
				},
				{step: {change: {kind: 'edit-destination'}}, result: {kind: 'done'}},
			],
		});
		expect(await site.weightOf(server(12))).toBe(100);
	});

	test('never takes servers out when the one for their load was refused', async () => {
		const site = await openSite({
			client: refusing('edit-destination', ({weight}) => weight === 900),
		});
		const before = await site.saved();
		const performed = await site.operator.doNow({
			kind: 'weigh',
			what: 'all to one',
			weights: [
				{...server(11), weight: 900},
				{...server(12), weight: 0},
				{...server(13), weight: 0},
				{service: 'fwmark 7', destination: '10.0.0.13:0', weight: 8},
			],
		});
		expect(performed).toMatchObject({
			items: [
				{result: {kind: 'refused'}},
				{result: {kind: 'not sent'}},
				{result: {kind: 'not sent'}},
				{result: {kind: 'done'}},
			],
		});
		expect((await site.saved()).filter(line => !line.includes('-f 7'))).toEqual(
			before.filter(line => !line.includes('-f 7')),
		);
		expect(site.weights.size).toBe(0);
	});
});
