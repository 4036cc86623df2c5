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

/** A client that holds a connection to a persistent service, and others that each send datagrams from many ports. */
const wanted = '10.0.1.21';
const others = Array.from({length: 6}, (_, at) => `10.0.1.${31 + at}`);
const portsEach = 500;
const entries = others.length * portsEach;

/** Each datagram makes an entry of its own, and nobody waits for an answer. */
const manyDatagrams = `
import socket
for client in ${JSON.stringify(others)}:
    for port in range(20000, 20000 + ${portsEach}):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.bind((client, port))
            sender.sendto(b'x', ('${vip}', 53))
`;

const rules = `-A -t ${vip}:80 -s rr -p 3000
-a -t ${vip}:80 -r ${first}:80 -m
-a -t ${vip}:80 -r ${second}:80 -m
-A -u ${vip}:53 -s rr
-a -u ${vip}:53 -r ${first}:53 -m
-a -u ${vip}:53 -r ${second}:53 -m
`;

describeLab('connections of a real kernel in the terminal UI', () => {
	let guest: Guest;
	let network: Network;
	/** The server that the client sticks to, as ipvsadm says. */
	let server = '';
	beforeAll(async () => {
		guest = await labGuest();
		network = await buildNetwork(guest, 'traced');
		// What is looked at must not expire before, however slow the machine is.
		await network.on('director', 'ipvsadm -R; ipvsadm --set 3000 0 3000', {stdin: rules});
		const clients = [wanted, ...others].map(client => `address add ${client}/32 dev front\n`);
		await network.on('client', 'ip -batch -', {stdin: clients.join('')});
		// Both stay for as long as they are looked at; the first one is closed with the network.
		await network.on(
			'client',
			`curl --silent --no-buffer --interface ${wanted} http://${vip}/hold >/dev/null & python3 -ESc ${quote(manyDatagrams)}`,
		);
		const {stdout, code} = await network.on(
			'director',
			`source '${networkFunctions}'
			held() { ipvsadm -Lnc | grep -q 'ESTABLISHED ${wanted}:'; }
			sent() { (($(grep -c '^UDP' /proc/net/ip_vs_conn) >= ${entries})); }
			wait_for 60 held && wait_for 60 sent && ipvsadm -Lnc | awk '/ESTABLISHED ${wanted}:/ {print $6}'`,
		);
		expect(code).toBe(0);
		server = stdout.trim();
	});
	afterAll(async () => {
		await network?.remove();
		await guest?.run('ip netns del traced-standby');
	});

	test('a client is found by its address: what it sticks to, its connection, the server, and for how long', async () => {
		const tui = await startOnTerminal(guest, inDirector('traced'), {columns: 140, rows: 45});
		await tui.see(`TCP ${vip}:80`);
		tui.press(':', wanted, 'Enter');
		await tui.see(/2 of [\d,]+ rows/);
		const [sticky, held] = [
			`^ +sticky +→ ${server} +← TCP ${vip}:80 +LOCAL +[3-5]\\d:\\d\\d`,
			`:\\d+ +ESTABLISHED +→ ${server} +← TCP ${vip}:80 +LOCAL +[3-5]\\d:\\d\\d`,
		].map(text => text.replaceAll('.', '\\.'));
		// The template comes first.
		await tui.see(new RegExp(`${sticky}[^\\n]*\\n[^\\n]*${held}`, 'm'));
		await tui.leave('^c');
	});

	test('thousands of entries in groups, filtered, and from a row of the services', async () => {
		const tui = await startOnTerminal(guest, inDirector('traced'));
		await tui.see(`UDP ${vip}:53`);
		tui.press('3');
		await tui.see(/^ 3,\d{3} rows {2}/m);
		await tui.see(new RegExp(`${others[0]} +${portsEach} +0 +${portsEach} -`));

		tui.press('/', `client=${wanted}`, 'Enter');
		await tui.see(`/client=${wanted}  2 of 3,`);
		tui.press('/', '^u', 'client=10.0.1.32/30 proto=udp', 'Enter');
		await tui.see(/udp {2}2,000 o/);
		tui.press('t');
		// rr gives each of the two servers every other datagram.
		await tui.see(/10\.0\.2\.11:53 +1,000 .*\n.*10\.0\.2\.12:53 +1,000 /);
		tui.press('t', 't');
		await tui.see(/UDP +2,000/);
		tui.press('t');
		await tui.see(/10\.0\.1\.32:20000 +UDP /);
		tui.press('G');
		await tui.see(/›.*10\.0\.1\.35:20499 +UDP /);
		tui.press('Esc', 't');
		await tui.see(/^ 3,\d{3} rows {2}/m);

		// The connections of a server are those of one of its services.
		tui.press('1', 'g', '/', server, 'Enter', 'j', 'c');
		await tui.see(`/vip=${vip}:80 rs=${server}`);
		await tui.see(new RegExp(`${wanted} +1 +1 +0 +1 `));
		tui.press('q');
		await tui.see(new RegExp(`›.*${server}`));
		await tui.leave('^c');
	});

	test('two directors: one sends, the other receives, and both say what a failover keeps', async () => {
		const {stderr, code} = await guest.run(
			`ip netns add traced-standby
			ip -n traced-director link add sync type veth peer name sync netns traced-standby
			for place in 'director 1' 'standby 2'; do
				ip -n traced-\${place% *} -batch - <<-END
					address add 10.9.0.\${place#* }/24 dev sync
					link set lo up
					link set sync up
					route add 224.0.0.0/4 dev sync
				END
			done; ip netns exec traced-standby ipvsadm -R`,
			{stdin: rules},
		);
		expect({stderr, code}).toEqual({stderr: '', code: 0});
		const [standby, director] = await Promise.all([
			startOnTerminal(guest, 'ip netns exec traced-standby ipvs-tui', {columns: 140, rows: 45}),
			startOnTerminal(guest, inDirector('traced')),
		]);
		await standby.see(`TCP ${vip}:80`);
		standby.press('6', 'b', '^u', 'sync', 'Tab', '^u', '7');
		await standby.see('--start-daemon backup --mcast-interface sync --syncid 7');
		standby.press('Enter');
		await standby.see(/backup +sync {2}syncid 7/);
		await standby.see('a backup listens and nothing came');

		await director.see(`TCP ${vip}:80`);
		director.press('6', 'm', '^u', 'sync', 'Tab', '^u', '7');
		await director.see('--start-daemon master --mcast-interface sync --syncid 7');
		director.press('Enter');
		await director.see(/master +sync {2}syncid 7/);
		await director.see(/LOCAL 3,\d{3} {3}SYNC 0/);

		expect(await network.get(6)).toEqual({[server.startsWith(first) ? 'rs2' : 'rs1']: 6});
		// The master sends what it has about once a second.
		const told = await guest.run(
			`source '${networkFunctions}'
			told() { (($(ip netns exec traced-standby grep -c SYNC /proc/net/ip_vs_conn_sync) >= 7)); }
			wait_for 60 told`,
		);
		expect(told).toMatchObject({stderr: '', code: 0});
		standby.press('c');
		await standby.see(/LOCAL 0 {3}SYNC [7-9]/);
		await standby.see(/[7-9] entries came from another director: a failover keeps them/);
		standby.press('3');
		// Six connections and the template of their client.
		await standby.see(/10\.0\.1\.10 +6 +\d +\d 1 \d\d:\d\d/);
		await standby.see(/SYNC +[7-9] /);
		standby.press('/', 'origin=local', 'Enter');
		await standby.see('no connection matches the filter');

		for (const tui of [standby, director]) {
			tui.press('Esc', '6', 'S');
			// oxlint-disable-next-line no-await-in-loop -- one after the other
			await tui.see('lost for good: synchronisation');
			tui.press('y');
			// oxlint-disable-next-line no-await-in-loop
			await tui.see('nothing is synchronised');
			// oxlint-disable-next-line no-await-in-loop
			await tui.leave('^c');
		}
		const daemons = 'ipvsadm -L --daemon; ip netns exec traced-standby ipvsadm -L --daemon';
		expect((await network.on('director', daemons)).stdout).toBe('');
	});
});
