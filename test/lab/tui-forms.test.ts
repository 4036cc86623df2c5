import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Guest} from './guest.ts';
import {addresses, buildNetwork, type Network} from './network.ts';
import {inDirector, startOnTerminal} from './on-terminal.ts';
import {describeLab, labGuest} from './shared.ts';

const {
	vip,
	servers: [first, second],
} = addresses;

describeLab('forms, rules and synchronisation on a real kernel', () => {
	let guest: Guest;
	let network: Network;
	beforeAll(async () => {
		guest = await labGuest();
		network = await buildNetwork(guest, 'formed');
		await network.on('director', 'ipvsadm -R', {
			stdin: `-A -t ${vip}:80 -s wlc\n-a -t ${vip}:80 -r ${first}:80 -m -w 7 -x 500 -y 400\n`,
		});
	});
	afterAll(async () => network?.remove());

	const on = async (script: string) => (await network.on('director', script)).stdout;

	test('a server is added by its address, saved, taken away and put back; a daemon and timeouts are set', async () => {
		const {see, press, exited} = await startOnTerminal(guest, inDirector('formed'));
		await see(`${first}:80`);

		press('a', second);
		await see(`-a -t ${vip}:80 -r ${second}:80 -m -w 0 -x 500 -y 400`);
		// At its weight at once, without a ramp.
		press('Tab', 'Tab', 'Tab', '^u', '3');
		await see(`-r ${second}:80 -m -w 3`);
		press('Enter');
		await see(`added ${second}:80`);
		expect(await on('ipvsadm -Sn')).toContain(`-a -t ${vip}:80 -r ${second}:80 -m -w 3\n`);
		expect(await on('ipvsadm -Ln --thresholds')).toMatch(
			new RegExp(`${second}:80 +500 +400 `.replaceAll('.', '\\.')),
		);
		expect(Object.keys(await network.get(20))).toHaveLength(2);

		press(':', 'save /tmp/formed.rules', 'Enter');
		await see('saved 4 rules to /tmp/formed.rules');
		const before = await on('ipvsadm -Sn; ipvsadm -Ln --thresholds');
		await on(`ipvsadm -d -t ${vip}:80 -r ${second}; ipvsadm -A -u ${vip}:53 -s rr`);
		press(':', 'apply', 'Enter');
		await see('+1 -1 ~0');
		press('Enter');
		await see('type 1 to show that you mean to remove it');
		press('1', 'Enter');
		await see('2 steps done');
		expect(await on('ipvsadm -Sn; ipvsadm -Ln --thresholds')).toBe(before);

		press('6', 'm', '^u', 'lo', 'Tab', '^u', '9');
		await see('--start-daemon master --mcast-interface lo --syncid 9');
		press('Enter');
		await see(/master +lo {2}syncid 9/);
		expect(await on('ipvsadm -L --daemon')).toContain('master sync daemon (mcast=lo, syncid=9');
		await see('sync_threshold 3/50');
		press('S');
		await see('lost for good: synchronisation');
		press('y');
		await see('nothing is synchronised');
		expect(await on('ipvsadm -L --daemon')).toBe('');

		press('e', '^u', '600', 'Enter');
		await see('TIMEOUTS  --set 600 120 300');
		expect(await on('ipvsadm -L --timeout')).toBe('Timeout (tcp tcpfin udp): 600 120 300\n');
		press('^c');
		expect(await exited).toBe(0);
	});
});
