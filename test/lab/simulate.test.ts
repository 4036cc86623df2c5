import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Simulation} from '../../source/simulate/result.ts';
import type {Guest} from './guest.ts';
import {addresses, buildNetwork, type Network} from './network.ts';
import {describeLab, labGuest} from './shared.ts';

const {vip, servers} = addresses;
const [first, second] = servers;

describeLab('what simulate foretells of a real kernel', () => {
	let guest: Guest;
	let network: Network;
	beforeAll(async () => {
		guest = await labGuest();
		network = await buildNetwork(guest, 'simulate');
	});
	afterAll(async () => network?.remove());

	const onDirector = async (script: string, stdin = '') => {
		const {stdout, stderr, code} = await network.on('director', script, {stdin});
		expect({stderr, code}).toEqual({stderr: '', code: 0});
		return stdout;
	};
	const foretold = async (change: string) => {
		const text = await onDirector(
			`ipvs-tui simulate --json --seeds 1 --for 30 --rate ${vip}:80=20 --change '${change}'`,
		);
		const {services}: Simulation = JSON.parse(text);
		return services[0]!.servers.map(({server, shareNow, shareThen, connections}) => ({
			server,
			before: shareNow.expected,
			after: shareThen.expected,
			connections,
		}));
	};

	test.each([
		['wrr', 3, 1, 1],
		['rr', 2, 2, 0],
	])(
		'shares of %s before and after a change of weights, and the table stays as it is',
		async (scheduler, one, other, later) => {
			const rules = (weight: number) => `-A -t ${vip}:80 -s ${scheduler}
-a -t ${vip}:80 -r ${first}:80 -m -w ${weight}
-a -t ${vip}:80 -r ${second}:80 -m -w ${other}
`;
			const change = `-e -t ${vip}:80 -r ${first}:80 -m -w ${later}`;
			await onDirector('ipvsadm -C; ipvsadm -R', rules(one));
			const shares = await foretold(change);
			expect(await onDirector('ipvsadm -Sn')).toBe(rules(one));

			const total = 16;
			const now = await network.get(total);
			for (const {server, before: share} of shares) {
				const answers = now[server.startsWith(`${first}:`) ? 'rs1' : 'rs2'] ?? 0;
				// A connection more or less is how far a round has come.
				expect(Math.abs(answers - share * total)).toBeLessThanOrEqual(2);
			}
			const counts = (await foretold(change)).map(({connections}) => connections);
			// Those of servers of an earlier table come back with them.
			expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(total);
			await onDirector(`ipvsadm ${change}`);
			const then = await network.get(total);
			for (const {server, after: share} of shares) {
				const answers = then[server.startsWith(`${first}:`) ? 'rs1' : 'rs2'] ?? 0;
				expect(Math.abs(answers - share * total)).toBeLessThanOrEqual(2);
			}
		},
	);
});
