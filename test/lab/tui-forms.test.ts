import {afterAll, beforeAll, expect, test} from 'vitest';
import {bytesOf, createTerminal} from '../tui/terminal.ts';
import type {Guest} from './guest.ts';
import {addresses, buildNetwork, type Network} from './network.ts';
import {describeLab, labGuest} from './shared.ts';

const {
	vip,
	servers: [first, second],
} = addresses;
const patience = {seconds: 90};

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
		const screen = createTerminal(80, 24);
		const terminal = await guest.terminal('exec ip netns exec formed-director ipvs-tui', {
			columns: 80,
			rows: 24,
			onData: screen.feed,
		});
		screen.onAnswer(data => terminal.write(data));
		const press = (...keys: readonly string[]): void =>
			keys.forEach(key => terminal.write(bytesOf(key)));
		await screen.see(`${first}:80`, patience);

		press('a', second);
		await screen.see(`-a -t ${vip}:80 -r ${second}:80 -m -w 0 -x 500 -y 400`, patience);
		// At its weight at once, without a ramp.
		press('Tab', 'Tab', 'Tab', '^u', '3');
		await screen.see(`-r ${second}:80 -m -w 3`, patience);
		press('Enter');
		await screen.see(`added ${second}:80`, patience);
		expect(await on('ipvsadm -Sn')).toContain(`-a -t ${vip}:80 -r ${second}:80 -m -w 3\n`);
		expect(await on('ipvsadm -Ln --thresholds')).toMatch(
			new RegExp(`${second}:80 +500 +400 `.replaceAll('.', '\\.')),
		);
		expect(Object.keys(await network.get(20))).toHaveLength(2);

		press(':', 'save /tmp/formed.rules', 'Enter');
		await screen.see('saved 4 rules to /tmp/formed.rules', patience);
		const before = await on('ipvsadm -Sn; ipvsadm -Ln --thresholds');
		await on(`ipvsadm -d -t ${vip}:80 -r ${second}; ipvsadm -A -u ${vip}:53 -s rr`);
		press(':', 'apply', 'Enter');
		await screen.see('+1 -1 ~0', patience);
		press('Enter');
		await screen.see('type 1 to show that you mean to remove it', patience);
		press('1', 'Enter');
		await screen.see('2 steps done', patience);
		expect(await on('ipvsadm -Sn; ipvsadm -Ln --thresholds')).toBe(before);

		press('6', 'm', '^u', 'lo', 'Tab', '^u', '9');
		await screen.see('--start-daemon master --mcast-interface lo --syncid 9', patience);
		press('Enter');
		await screen.see(/master +lo {2}syncid 9/, patience);
		expect(await on('ipvsadm -L --daemon')).toContain('master sync daemon (mcast=lo, syncid=9');
		await screen.see('sync_threshold 3/50', patience);
		press('S');
		await screen.see('lost for good: synchronisation', patience);
		press('y');
		await screen.see('nothing is synchronised', patience);
		expect(await on('ipvsadm -L --daemon')).toBe('');

		press('e', '^u', '600', 'Enter');
		await screen.see('TIMEOUTS  --set 600 120 300', patience);
		expect(await on('ipvsadm -L --timeout')).toBe('Timeout (tcp tcpfin udp): 600 120 300\n');
		press('^c');
		expect(await terminal.exited).toBe(0);
	});
});
