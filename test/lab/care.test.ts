import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Guest} from './guest.ts';
import {addresses, buildNetwork, networkFunctions, type Network} from './network.ts';
import {inDirector, startOnTerminal} from './on-terminal.ts';
import {describeLab, labGuest} from './shared.ts';

const {vip, servers} = addresses;
const [first, second] = servers;

const configuration = `interval 1s
timeout 900ms
rise 2
fall 2
service -t ${vip}:80 -s rr
	server ${first}:80 -m -w 5
	server ${second}:80 -m -w 5
	check http path /healthz
`;

describeLab('care of real servers', () => {
	let guest: Guest;
	let network: Network;
	beforeAll(async () => {
		guest = await labGuest();
		network = await buildNetwork(guest, 'care');
		await quietly('cat >/tmp/care.conf', configuration);
	});
	afterAll(async () => network?.remove());

	const quietly = async (script: string, stdin = ''): Promise<string> => {
		const {stdout, stderr, code} = await network.on('director', script, {stdin});
		expect({stderr, code}, stdout).toEqual({stderr: '', code: 0});
		return stdout;
	};

	const start = async (words: string): Promise<void> => {
		await quietly(
			`setsid ipvs-tui care ${words} >>/tmp/care.log 2>&1 </dev/null & echo $! >/tmp/care.pid`,
		);
	};
	const end = async (signal: string): Promise<void> => {
		await quietly(`source '${networkFunctions}'
			pid=$(cat /tmp/care.pid); kill -${signal} "$pid"; gone() { ! kill -0 "$pid" 2>/dev/null; }; wait_for 20 gone`);
	};

	/** Waits until the servers of a service have these weights, undefined for one that is not there. */
	const become = async (weights: readonly (number | undefined)[], port = 80): Promise<void> => {
		const wanted = servers
			.flatMap((server, index) => {
				const weight = weights[index];
				return weight === undefined ? [] : [`${server}:${port} ${weight}`];
			})
			.join(' ');
		const {code, stdout} = await network.on(
			'director',
			`source '${networkFunctions}'
			weights() { ipvsadm -Ln -t ${vip}:${port} 2>/dev/null | awk '$1 == "->" && $2 ~ /^[0-9]/ {print $2, $4}' | sort | tr '\\n' ' '; }
			same() { [ "$(weights)" = "${wanted} " ]; }
			wait_for 30 same; code=$?; weights; cat /tmp/care.log; exit $code`,
		);
		expect({code}, `${wanted} was wanted: ${stdout}`).toEqual({code: 0});
	};

	/** The server refuses new connections; those that are there go on. */
	const fail = async (name: 'rs1' | 'rs2', port = 80) =>
		network.on(
			name,
			`iptables -I INPUT -p tcp --dport ${port} --syn -j REJECT --reject-with tcp-reset`,
		);
	const mend = async (name: 'rs1' | 'rs2') => network.on(name, 'iptables -F INPUT');

	test('a server that fails gets no new connections and keeps those it has; it comes back with its weight', async () => {
		await start('/tmp/care.conf');
		await become([5, 5]);
		const size = 6_000_000;
		const downloads = network.on(
			'client',
			`for n in 1 2; do curl --silent --limit-rate 600k --output /dev/null --write-out '%{size_download} ' http://${vip}/bytes/${size} & done; wait`,
		);
		await quietly(
			`source '${networkFunctions}'; both() { [ "$(ipvsadm -Lnc | grep -c ESTABLISHED)" -ge 2 ]; }; wait_for 20 both`,
		);
		await fail('rs1');
		await become([0, 5]);
		expect(await network.get(6)).toEqual({rs2: 6});
		expect((await downloads).stdout).toBe(`${size} ${size} `);
		const user = 'setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/nonexistent';
		const alone = `unshare --mount sh -c 'mount -t proc -o hidepid=invisible proc /proc && exec "$@"' - ${user}`;
		for (const who of ['', user, alone]) {
			const said = await quietly(`${who} ipvs-tui care status`);
			expect(said).toMatch(/10\.0\.2\.11:80 +down for .* weight 0 of 5 .*connection refused/);
			expect(said).toMatch(/in care of process \d+/);
		}
		const {stdout} = await network.on('director', `${alone} ipvs-tui doctor`);
		expect(stdout).toMatch(/runs \(process \d+\) and manages 1 service/);
		expect(stdout).toContain('not seen: /proc hides the processes of others');
		expect(
			await network.on('director', `${user} ipvs-tui care pin -t ${vip}:80 -r ${first}:80 down`),
		).toMatchObject({code: 2, stderr: expect.stringContaining('EACCES; run with sudo')});
		await mend('rs1');
		await become([5, 5]);
		expect(await network.get(6)).toEqual({rs1: 3, rs2: 3});
	});

	test('a server that a person drained stays drained, and what was flushed is put back', async () => {
		await quietly(`ipvsadm -e -t ${vip}:80 -r ${second}:80 -m -w 0`);
		await fail('rs2');
		await quietly(
			`source '${networkFunctions}'; down() { grep -q '12:80 fails' /tmp/care.log; }; wait_for 30 down`,
		);
		await mend('rs2');
		await quietly(
			`source '${networkFunctions}'; up() { grep -q '12:80 is well again' /tmp/care.log; }; wait_for 30 up`,
		);
		await quietly('ipvsadm -C');
		await become([5, 0]);
		expect(await network.get(4)).toEqual({rs1: 4});
		await quietly(`ipvsadm -e -t ${vip}:80 -r ${second}:80 -m -w 5`);
		await become([5, 5]);
	});

	test('killed while a server is out, it puts the weight back when it is started again', async () => {
		await fail('rs1');
		await become([0, 5]);
		await end('KILL');
		await mend('rs1');
		expect(await network.get(4)).toEqual({rs2: 4});
		await start('/tmp/care.conf');
		await become([5, 5]);
		await end('TERM');
		await become([5, 5]);
		await quietly('ipvs-tui care /tmp/care.conf --clean');
		expect(await quietly('ipvsadm -Sn')).toBe('');
	});

	test('the terminal UI shows a server die; pinned there it stays out when it returns, until it is unpinned', async () => {
		await quietly(': >/tmp/care.log');
		await start('/tmp/care.conf');
		await become([5, 5]);
		const {see, press, exited} = await startOnTerminal(guest, inDirector('care'));
		await see('care manages 1 service');
		await see(/10\.0\.2\.11:80 .* up /);
		await fail('rs1');
		await become([0, 5]);
		await see(/10\.0\.2\.11:80 .* down \d/);
		press('g', 'j', 's');
		await see(/its checks fail for .*: connection refused/);
		press('Esc');
		await see(lines => !lines.some(line => line.includes('its checks fail')));
		press('d');
		await see('weight 0 whatever the checks say');
		press('Enter');
		await see('b background');
		press('Esc');
		await see(lines => !lines.some(line => line.includes('b background')));
		await see(/10\.0\.2\.11:80 .* pin down/);

		await mend('rs1');
		await quietly(
			`source '${networkFunctions}'; up() { grep -q '11:80 is well again' /tmp/care.log; }; wait_for 30 up`,
		);
		expect(await network.get(4)).toEqual({rs2: 4});
		press('C');
		await see('as its checks say: they pass');
		press('Enter');
		await become([5, 5]);
		await see(/10\.0\.2\.11:80 .* up /);
		expect(await network.get(4)).toEqual({rs1: 2, rs2: 2});
		press('^c');
		// What is still watched is asked about once.
		press('^c');
		await exited;
		await end('TERM');
		await quietly('ipvs-tui care /tmp/care.conf --clean');
	});

	test('from another network namespace: the checks come from there, and signals go to the one process', async () => {
		const {stdout: pid} = await guest.run(
			`setsid ipvs-tui --netns care-director care /tmp/care.conf >/tmp/care.log 2>&1 </dev/null & echo $! | tee /tmp/care.pid`,
		);
		await become([5, 5]);
		expect(await quietly(`readlink /proc/${pid.trim()}/ns/net`)).toBe(
			await quietly('readlink /proc/self/ns/net'),
		);
		await quietly(
			`source '${networkFunctions}'; well() { grep -q '11:80 is well' /tmp/care.log; }; wait_for 30 well`,
		);
		await end('TERM');
		expect(await quietly('cat /tmp/care.log')).toMatch(/ends; the table stays as it is\n$/);
		await quietly('ipvs-tui care /tmp/care.conf --clean');
	});

	test('the pictures of lvscare: weight 1, weight 0, gone, back', async () => {
		await start(
			`--vs ${vip}:8080 --rs ${first}:8080 --rs ${second}:8080 --interval 1 --health-schem http --health-path /`,
		);
		await become([1, 1], 8080);
		await fail('rs1', 8080);
		await become([undefined, 1], 8080);
		expect(await quietly('cat /tmp/care.log')).toMatch(
			/11:8080 weight 1 -> 0: it fails[^]*11:8080 is empty and taken away/,
		);
		await mend('rs1');
		await become([1, 1], 8080);
		await end('TERM');
	});
});
