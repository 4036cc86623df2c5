import {afterAll, beforeAll, expect, test} from 'vitest';
import {bytesOf, createTerminal, type Terminal} from '../tui/terminal.ts';
import type {Guest} from './guest.ts';
import {addresses, buildNetwork, networkFunctions, type Network} from './network.ts';
import {describeLab, labGuest, ownGuest} from './shared.ts';
import type {GuestTerminal} from './terminal.ts';

const {vip, servers} = addresses;
const patience = {seconds: 60};

type Running = {
	readonly screen: Terminal;
	readonly terminal: GuestTerminal;
	readonly press: (...keys: readonly string[]) => void;
};

const startIn = async (
	guest: Guest,
	command: string,
	{columns, rows} = {columns: 80, rows: 24},
): Promise<Running> => {
	const screen = createTerminal(columns, rows);
	const terminal = await guest.terminal(`exec ${command}`, {columns, rows, onData: screen.feed});
	screen.onAnswer(data => terminal.write(data));
	return {
		screen,
		terminal,
		press: (...keys) => keys.forEach(key => terminal.write(bytesOf(key))),
	};
};

const leave = async ({press, terminal, screen}: Running): Promise<void> => {
	press('q');
	expect(await terminal.exited).toBe(0);
	expect(screen.isAlternate()).toBe(false);
};

describeLab('the terminal UI on a real kernel', () => {
	let guest: Guest;
	let network: Network;
	beforeAll(async () => {
		guest = await labGuest();
		network = await buildNetwork(guest, 'seen');
		const rules = [
			`-A -t ${vip}:80 -s rr`,
			...servers.map(server => `-a -t ${vip}:80 -r ${server}:80 -m -w 1`),
			`-A -u ${vip}:53 -s wlc`,
		];
		await network.on('director', 'ipvsadm -R', {stdin: `${rules.join('\n')}\n`});
	});
	afterAll(async () => network?.remove());

	const start = (command = 'ipvs-tui', columns = 80, rows = 24): Promise<Running> =>
		startIn(guest, `ip netns exec seen-director ${command}`, {columns, rows});

	test('shows services and servers, and counters that move with the traffic', async () => {
		const running = await start();
		const {screen} = running;
		await screen.see(`TCP ${vip}:80`, patience);
		await screen.see(`${servers[0]}:80`, patience);
		await screen.see(`UDP ${vip}:53`, patience);
		expect(screen.isAlternate()).toBe(true);
		expect(screen.text()).not.toContain('demo');
		await network.get(30);
		// Inactive connections are live, rates follow within two readings.
		const busy = /10\.0\.2\.11:80 +NAT +1 +\d+ +[1-9]\d* +0 +[1-9]/;
		await screen.see(busy, patience);
		await leave(running);
	});

	test('follows what somebody else changes, and keeps the cursor on its row', async () => {
		const running = await start();
		const {screen, press} = running;
		await screen.see(`${servers[1]}:80`, patience);
		press('G');
		await screen.see(/›.*10\.0\.2\.12:80/, patience);
		await network.on(
			'director',
			`ipvsadm -A -t 10.0.0.1:80; ipvsadm -e -t ${vip}:80 -r ${servers[1]} -m -w 77`,
		);
		await screen.see('TCP 10.0.0.1:80', patience);
		await screen.see(/›.*10\.0\.2\.12:80 +NAT +77/, patience);
		await network.on(
			'director',
			`ipvsadm -D -t 10.0.0.1:80; ipvsadm -e -t ${vip}:80 -r ${servers[1]} -m -w 1`,
		);
		await leave(running);
	});

	test('shows a user without rights the table without counters, and says why', async () => {
		const running = await start('setpriv --reuid 65534 --clear-groups ipvs-tui', 140, 45);
		const {screen} = running;
		await screen.see(`TCP ${vip}:80`, patience);
		await screen.see(/CAP_NET_ADMIN/, patience);
		await leave(running);
	});

	test.each([
		['inside its network namespace', () => start('ipvs-tui', 140, 45)],
		[
			'from another one',
			() => startIn(guest, 'ipvs-tui --netns seen-director', {columns: 140, rows: 45}),
		],
	])('examines the director and its host, %s', async (_, begin) => {
		const running = await begin();
		const {screen, press} = running;
		await screen.see(`TCP ${vip}:80`, patience);
		press('!');
		await screen.see(/Doctor: \d+ fail, \d+ warn/, patience);
		// What is seen is this director's: its services, its addresses, its settings.
		await screen.see(/FAIL +has servers +udp \S+:53 +has no real server/, patience);
		await screen.see(/ok +VIP is local/, patience);
		await screen.see(/ok +IP forwarding +net\.ipv4\.ip_forward/, patience);
		press('q');
		await screen.see(`TCP ${vip}:80`, patience);
		await leave(running);
	});

	test('is ended by a signal with the terminal as it was', async () => {
		const {screen, terminal} = await start();
		await screen.see(`TCP ${vip}:80`, patience);
		await guest.run('pkill --signal TERM --exact --full ipvs-tui');
		expect(await terminal.exited).toBe(143);
		expect(screen.isAlternate()).toBe(false);
	});
});

describeLab('the terminal UI while the module goes and comes', () => {
	let guest: Guest;
	beforeAll(async () => {
		guest = await ownGuest();
	});
	afterAll(async () => guest?.stop());

	test('says that it is gone, and goes on when it is back', async () => {
		await guest.run(`ipvsadm -A -t ${vip}:80`);
		const running = await startIn(guest, 'ipvs-tui');
		const {screen} = running;
		await screen.see(`TCP ${vip}:80`, patience);
		const {stdout} = await guest.run(
			`source '${networkFunctions}'; ipvsadm -C
			unload() { rmmod $(lsmod | awk '/^ip_vs_/ {print $1}') ip_vs; }
			wait_for 30 unload && echo 'install ip_vs /bin/false' > /etc/modprobe.d/no-ipvs.conf; lsmod | grep ^ip_vs || echo gone`,
		);
		expect(stdout).toBe('gone\n');
		await screen.see(/ip_vs is not loaded/, patience);
		await guest.run(
			`rm /etc/modprobe.d/no-ipvs.conf; modprobe ip_vs; ipvsadm -A -t ${vip}:8080 -s rr`,
		);
		await screen.see(`TCP ${vip}:8080`, patience);
		await leave(running);
	});
});
