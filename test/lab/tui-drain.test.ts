import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Guest} from './guest.ts';
import {addresses, buildNetwork, networkFunctions, type Network} from './network.ts';
import {inDirector, startOnTerminal} from './on-terminal.ts';
import {quote} from './quote.ts';
import {describeLab, labGuest} from './shared.ts';

const {
	vip,
	servers: [first, second],
} = addresses;
const rules = [
	`-A -t ${vip}:80 -s wlc`,
	`-a -t ${vip}:80 -r ${first}:80 -m -w 7 -x 500 -y 400`,
	`-a -t ${vip}:80 -r ${second}:80 -m -w 7`,
];

/** Says nothing through the service until a word comes, then resets the connection, so that little is left of it for long. */
const holdConnection = `
import socket, struct
held = socket.create_connection(('${vip}', 80))
open('/tmp/is-held', 'w').close()
open('/tmp/release').read()
held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
held.close()
`;

describeLab('a drain from the terminal UI on a real kernel', () => {
	let guest: Guest;
	let network: Network;
	beforeAll(async () => {
		guest = await labGuest();
		network = await buildNetwork(guest, 'drained');
	});
	afterAll(async () => network?.remove());

	/** The rules, and the thresholds, which ipvsadm does not save; without the counts of connections. */
	const saved = async () =>
		(
			await network.on(
				'director',
				'ipvsadm -Sn; ipvsadm -Ln --thresholds | awk \'$1 == "->" {print $2, $3, $4}\'',
			)
		).stdout;

	/** The program on a terminal of the director, with the cursor on the first server. */
	const start = async () => {
		const tui = await startOnTerminal(guest, inDirector('drained'));
		await tui.see(`${first}:80`);
		tui.press('j');
		await tui.see(lines => lines.some(line => line.startsWith('›') && line.includes(first)));
		return tui;
	};

	test('d Enter, its progress with who blocks, empty, x, undo twice: the server is as it was', async () => {
		// Only the first server takes connections while the one is opened that will be in the way.
		await network.on(
			'director',
			`ipvsadm -R; ipvsadm -e -t ${vip}:80 -r ${second}:80 -m -w 0; rm -f /tmp/is-held /tmp/release; mkfifo /tmp/release`,
			{stdin: `${rules.join('\n')}\n`},
		);
		const held = network.on('client', `python3 -c ${quote(holdConnection)}`);
		await network.on(
			'director',
			`until [[ -e /tmp/is-held ]]; do :; done; ipvsadm -e -t ${vip}:80 -r ${second}:80 -m -w 7`,
		);
		const before = await saved();

		const {see, press, exited} = await start();
		press('d', 'Enter');
		await see('1 draining');
		await see('active 1 > 1');
		await see(/blocked by 10\.0\.1\.10 x1/);
		const drained = await saved();
		expect(drained).toContain(`-r ${first}:80 -m -w 0`);
		expect(drained).toContain(`${first}:80 500 400`);

		// What comes now goes to the other server.
		expect(await network.get(4)).toEqual({rs2: 4});
		await guest.run('echo > /tmp/release');
		expect((await held).code).toBe(0);
		await see('empty since');
		await see('1 drained');
		press('x');
		await see('u undoes it: remove');
		expect(await saved()).not.toContain(first);

		press('u');
		await see('U does it again: remove');
		press('u');
		await see('U does it again: drain');
		expect(await saved()).toBe(before);
		press('q');
		expect(await exited).toBe(0);
	});

	test('a weight with a time reverts although the program was killed and nobody confirms', async () => {
		await network.on('director', 'ipvsadm -C; ipvsadm -R', {stdin: `${rules.join('\n')}\n`});
		const before = await saved();
		const {see, press, exited} = await start();
		press('w', '3', '!', 'Enter');
		await see('reverts in');
		expect(await saved()).toContain(`-r ${first}:80 -m -w 3`);
		await guest.run('pkill --signal KILL --exact --full ipvs-tui');
		expect(await exited).toBe(137);
		// Five minutes are over at once.
		const {stdout} = await network.on(
			'director',
			`sed -i 's/"deadline":[0-9]*/"deadline":1/' ~/.local/state/ipvs-tui/guards/*.json
			source '${networkFunctions}'
			is_back() { ipvsadm -Sn | grep -q -- '-r ${first}:80 -m -w 7'; }
			wait_for 100 is_back && echo back`,
		);
		expect(stdout).toBe('back\n');
		expect(await saved()).toBe(before);
	});
});
