import {expect, test} from 'vitest';
import {unseen} from '../../../source/doctor/evidence.ts';
import {lookUp} from '../../../source/host/look-up.ts';
import type {Ran, Reach} from '../../../source/host/reach.ts';

/** A host whose program `ip` knows these routes and neighbours; nothing else may be asked of it. */
const hostWith = (route: Partial<Ran & {kind: 'ran'}>, neighbours = '[]'): Reach => ({
	readFile: async () => unseen('nobody asked'),
	list: async () => unseen('nobody asked'),
	readLink: async () => undefined,
	connect: async () => {
		throw new Error('nothing is sent');
	},
	run: async (program, words, input) => {
		expect(program).toBe('ip');
		return words.includes('neigh')
			? {kind: 'ran', code: 0, stdout: neighbours, stderr: ''}
			: input?.startsWith('route get ') === true
				? {kind: 'ran', code: 0, stdout: '', stderr: '', ...route}
				: {kind: 'absent'};
	},
});

const onLink = '[{"dst":"10.0.0.14","dev":"eth1","prefsrc":"10.0.0.1","flags":[],"uid":0}]\n';
const routed =
	'[{"dst":"10.9.0.1","gateway":"10.0.0.254","dev":"eth1","prefsrc":"10.0.0.1","flags":[]}]\n';

test('on a link, with what is known of who is there', async () => {
	expect(
		await lookUp(
			hostWith(
				{stdout: onLink},
				'[{"dst":"10.0.0.14","lladdr":"02:00:00:00:00:0e","state":["STALE"]}]',
			),
			'10.0.0.14',
		),
	).toEqual({
		route: {kind: 'unicast', device: 'eth1', gateway: undefined, source: '10.0.0.1'},
		neighbour: 'STALE',
	});
	expect(await lookUp(hostWith({stdout: onLink}), '10.0.0.14')).toMatchObject({
		neighbour: undefined,
	});
});

test('behind a router, which is the neighbour then', async () => {
	expect(
		await lookUp(
			hostWith({stdout: routed}, '[{"dst":"10.0.0.254","state":["FAILED"]}]'),
			'10.9.0.1',
		),
	).toMatchObject({route: {gateway: '10.0.0.254'}, neighbour: 'FAILED'});
});

test('without a route, and without the program', async () => {
	expect(
		await lookUp(
			hostWith({
				code: 2,
				stderr: 'RTNETLINK answers: Network is unreachable\nCommand failed -:1\n',
			}),
			'10.9.0.1',
		),
	).toEqual({route: {kind: 'none', says: 'network is unreachable'}, neighbour: undefined});
	const without = {...hostWith({}), run: async (): Promise<Ran> => ({kind: 'absent'})};
	expect(await lookUp(without, '10.9.0.1')).toBeUndefined();
});
