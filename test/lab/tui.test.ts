import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Guest} from './guest.ts';
import {addresses, buildNetwork, networkFunctions, type Network} from './network.ts';
import {inDirector, startOnTerminal, type OnTerminal, type Size} from './on-terminal.ts';
import {describeLab, labGuest, ownGuest} from './shared.ts';

const {vip, servers} = addresses;

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

	const start = async (command?: string, size?: Size): Promise<OnTerminal> =>
		startOnTerminal(guest, inDirector('seen', command), size);
	const wide = {columns: 140, rows: 45};

	test('shows services and servers, and counters that move with the traffic', async () => {
		const tui = await start();
		await tui.see(`TCP ${vip}:80`);
		await tui.see(`${servers[0]}:80`);
		await tui.see(`UDP ${vip}:53`);
		expect(tui.isAlternate()).toBe(true);
		expect(tui.text()).not.toContain('demo');
		// Inactive connections are live, rates follow within two readings, which are further apart where the machine is slow.
		const traffic = guest.run(`source '${networkFunctions}'; traffic seen 250 10`, {
			timeout: 300_000,
		});
		const busy = /10\.0\.2\.11:80 +NAT +1 +\d+ +[1-9]\d* +0 +[1-9]/;
		await tui.see(busy);
		await tui.leave();
		await guest.run('pkill --full traffic.py');
		await traffic;
	});

	test('follows what somebody else changes, and keeps the cursor on its row', async () => {
		const tui = await start();
		await tui.see(`${servers[1]}:80`);
		tui.press('G');
		await tui.see(/›.*10\.0\.2\.12:80/);
		await network.on(
			'director',
			`ipvsadm -A -t 10.0.0.1:80; ipvsadm -e -t ${vip}:80 -r ${servers[1]} -m -w 77`,
		);
		await tui.see('TCP 10.0.0.1:80');
		await tui.see(/›.*10\.0\.2\.12:80 +NAT +77/);
		await network.on(
			'director',
			`ipvsadm -D -t 10.0.0.1:80; ipvsadm -e -t ${vip}:80 -r ${servers[1]} -m -w 1`,
		);
		await tui.leave();
	});

	test('shows a user without rights what everybody may see, changes nothing and says why', async () => {
		const before = (await network.on('director', 'ipvsadm -Sn')).stdout;
		const tui = await start('setpriv --reuid 65534 --clear-groups ipvs-tui');
		await tui.see('read-only, no counters: reading them needs CAP_NET_ADMIN; run with sudo');
		await tui.see('READ-ONLY: c conns');
		// Connections are counted in what everybody may read, rates are not.
		await network.get(4);
		await tui.see(/10\.0\.2\.11:80 +NAT +1 +0 +[1-9]\d* +- +- /);
		tui.press('G');
		await tui.see(/›.*10\.0\.2\.12:80/);
		for (const key of ['d', 'a', 'A', 'e', 'x', 'w']) {
			tui.press(key);
			// oxlint-disable-next-line no-await-in-loop -- one key after the other
			await tui.see('read-only: changing the table needs CAP_NET_ADMIN; run with sudo');
			// oxlint-disable-next-line no-await-in-loop
			tui.press('&');
			// oxlint-disable-next-line no-await-in-loop
			await tui.see('& does nothing here');
		}
		tui.press(':', `-d -t ${vip}:80 -r ${servers[1]}:80`, 'Enter');
		await tui.see(/! .*CAP_NET_ADMIN/);
		tui.press('Esc');
		await tui.see(lines => !lines.some(line => line.includes('╭')));
		tui.press('W');
		await tui.see('without CAP_NET_ADMIN not all of it can be read; run with sudo');

		tui.press('2');
		await tui.see('counters need CAP_NET_ADMIN');
		tui.press(']]]');
		await tui.see(/upper threshold +not read/);
		tui.press('3');
		await tui.see(/^ \d+ rows /m);
		await tui.see(/10\.0\.1\.10 +\d/);
		tui.press('4');
		await tui.see(/Doctor: \d+ fail, \d+ warn/);
		tui.press('5');
		await tui.see(/CAP_NET_ADMIN is needed to read/);
		tui.press('6');
		await tui.see(/CAP_NET_ADMIN +is +needed +to +read +the +synchronisation/);
		await tui.see('sync_threshold 3/50');
		tui.press('7');
		await tui.see('nothing was changed since the start');
		await tui.leave('^c');
		expect((await network.on('director', 'ipvsadm -Sn')).stdout).toBe(before);
	});

	test('tells of one service in full: rates, shares, clients, settings, and what others change', async () => {
		const traffic = guest.run(`source '${networkFunctions}'; traffic seen 250 10`, {
			timeout: 300_000,
		});
		const tui = await start('ipvs-tui', wide);
		await tui.see(/›.*UDP/);
		tui.press('j', '2');
		await tui.see(`TCP ${vip}:80  rr  2 of 2 servers take new connections`);
		// Two readings after each other make a rate, and a bar of it.
		await tui.see(/connections\/s +[1-9][^\n]* peak [1-9]/);
		await tui.see(/│[^\n]*[▁▂▃▄▅▆▇█]/);
		await tui.see(/share\/fair % +\.11 \d+\/50 .*\.12 \d+\/50/);
		tui.press(']');
		await tui.see(/10\.0\.2\.11:80 +NAT +1 +\d+ +\d+\/50 +[1-9]/);
		tui.press(']');
		await tui.see(/1 client, \d+ rows/);
		await tui.see(/10\.0\.1\.10 +\d+ /);
		tui.press(']');
		await tui.see(`ipvsadm -a -t ${vip}:80 -r ${servers[1]}:80 -m -w 1`);
		await network.on('director', `ipvsadm -e -t ${vip}:80 -r ${servers[1]} -m -w 9`);
		await tui.see(`-r ${servers[1]}:80 -m -w 9`);
		tui.press(']');
		await tui.see(/someone else .*10\.0\.2\.12:80.*weight 1 > 9/);
		await network.on('director', `ipvsadm -e -t ${vip}:80 -r ${servers[1]} -m -w 1`);
		await tui.see(/weight 9 > 1/);
		await tui.leave('^c');
		await guest.run('pkill --full traffic.py');
		await traffic;
	});

	test('examines the director and its host, and again when something was mended', async () => {
		await network.on('director', 'sysctl -qw net.ipv4.ip_forward=0');
		const tui = await start('ipvs-tui', wide);
		await tui.see(`TCP ${vip}:80`);
		tui.press('!');
		await tui.see(/Doctor: \d+ fail, \d+ warn/);
		// What is seen is this director's: its services, its addresses, its settings.
		await tui.see(/FAIL +has servers +udp \S+:53 +has no real server/);
		await tui.see(/FAIL +IP forwarding +net\.ipv4\.ip_forward/);
		await tui.see(/ok +VIP is local/);
		tui.press('g', 'Enter');
		await tui.see('sysctl -w net.ipv4.ip_forward=1');
		await network.on('director', 'sysctl -w net.ipv4.ip_forward=1');
		tui.press('^r');
		await tui.see(/ok +IP forwarding +net\.ipv4\.ip_forward/);
		tui.press('q');
		await tui.see(`TCP ${vip}:80`);
		await tui.leave();
	});

	test('examines another namespace from outside', async () => {
		const tui = await startOnTerminal(guest, 'ipvs-tui --netns seen-director', wide);
		await tui.see(`TCP ${vip}:80`);
		tui.press('!');
		await tui.see(/FAIL +has servers +udp \S+:53 +has no real server/);
		await tui.see(/ok +VIP is local/);
		await tui.see(/ok +IP forwarding +net\.ipv4\.ip_forward/);
		await tui.leave('^c');
	});

	test('is ended by a signal with the terminal as it was', async () => {
		const tui = await start();
		await tui.see(`TCP ${vip}:80`);
		await guest.run('pkill --signal TERM --exact --full ipvs-tui');
		expect(await tui.exited).toBe(143);
		expect(tui.isAlternate()).toBe(false);
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
		const tui = await startOnTerminal(guest, 'ipvs-tui');
		await tui.see(`TCP ${vip}:80`);
		const {stdout} = await guest.run(
			`source '${networkFunctions}'; ipvsadm -C
			unload() { rmmod $(lsmod | awk '/^ip_vs_/ {print $1}') ip_vs; }
			wait_for 30 unload && echo 'install ip_vs /bin/false' > /etc/modprobe.d/no-ipvs.conf; lsmod | grep ^ip_vs || echo gone`,
		);
		expect(stdout).toBe('gone\n');
		await tui.see(/ip_vs is not loaded/);
		await guest.run(
			`rm /etc/modprobe.d/no-ipvs.conf; modprobe ip_vs; ipvsadm -A -t ${vip}:8080 -s rr`,
		);
		await tui.see(`TCP ${vip}:8080`);
		await tui.leave();
	});
});
