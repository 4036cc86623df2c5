import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import type {Guest} from './guest.ts';
import {addresses, buildNetwork, networkFunctions, type Network} from './network.ts';
import {describeLab, labGuest} from './shared.ts';

const {vip, servers} = addresses;
const [first, second] = servers;

const web = `-A -t ${vip}:80 -s wlc
-a -t ${vip}:80 -r ${first}:80 -m -w 3 -x 100 -y 50
-a -t ${vip}:80 -r ${second}:8080 -m -w 2
`;

/** Our own words beside Debian's ipvsadm, which tells what they have done to a real table. */
describeLab('our own words on a real kernel', () => {
	let guest: Guest;
	let network: Network;
	beforeAll(async () => {
		guest = await labGuest();
		network = await buildNetwork(guest, 'words');
	});
	afterAll(async () => network?.remove());
	beforeEach(async () => {
		await network.on('director', 'ipvsadm -C; ipvsadm -R', {stdin: web});
	});

	const onDirector = async (script: string, stdin = '') => network.on('director', script, {stdin});
	const table = async (): Promise<string> =>
		(await onDirector('ipvsadm -Sn; ipvsadm -Ln --thresholds')).stdout;

	test('save --full is what ipvsadm -S says and what it loses; ipvsadm restores it', async () => {
		const {stdout} = await onDirector('ipvs-tui save --full');
		expect(stdout).toBe(
			`--set 900 120 300\n${web.replace(' -x 100 -y 50', '').replaceAll(/(-w 3)\n/g, '$1 -x 100 -y 50\n')}`,
		);
		const before = await table();
		const {stderr, code} = await onDirector('ipvsadm -C; ipvsadm -R', stdout);
		expect({stderr, code}).toEqual({stderr: '', code: 0});
		expect(await table()).toBe(before);
	});

	test('diff and apply go to what a file says, and no further', async () => {
		const wanted = `-A -t ${vip}:80 -s wrr
-a -t ${vip}:80 -r ${first}:80 -m -w 3 -x 100 -y 50
-a -t ${vip}:80 -r ${first}:8080 -m -w 1
-A -f 7 -6 -s rr -p 60
-a -f 7 -6 -r [fd00:2::11]:0 -g -w 1
`;
		const steps = `+ -a -t ${vip}:80 -r ${first}:8080 -m -w 1
+ -A -f 7 -6 -s rr -p 60
+ -a -f 7 -6 -r [fd00:2::11]:0 -g -w 1
~ -E -t ${vip}:80 -s wrr
- -d -t ${vip}:80 -r ${second}:8080
`;
		expect(await onDirector('ipvs-tui diff -', wanted)).toEqual({
			stdout: steps,
			stderr: '',
			code: 1,
		});
		await network.get(6);
		// The kernel renews its counters every two seconds.
		const counted = `[[ $(ipvsadm -Ln --stats | awk '$2 == "${first}:80" {print $3}') -gt 0 ]]`;
		const isCounted = `source '${networkFunctions}'; counted() { ${counted}; }; wait_for 20 counted`;
		expect(await onDirector(isCounted)).toEqual({stdout: '', stderr: '', code: 0});
		expect(await onDirector('ipvs-tui apply -', wanted)).toEqual({stdout: '', stderr: '', code: 0});
		expect(await onDirector('ipvs-tui diff -', wanted)).toEqual({stdout: '', stderr: '', code: 0});
		expect((await onDirector('ipvsadm -Sn')).stdout).toBe(wanted.replace(' -x 100 -y 50', ''));
		// What did not differ has kept its counters.
		expect((await onDirector(counted)).code).toBe(0);
	});

	test('restore --rollback leaves no trace of a file that the kernel refuses', async () => {
		const before = await table();
		const rules = `-E -t ${vip}:80 -s rr
-d -t ${vip}:80 -r ${second}:8080
-e -t ${vip}:80 -r ${first}:80 -g -w 0
-A -f 1 -s sh -b sh-port
-a -f 1 -r ${first} -i
-A -f 3 -s nosuch
-A -f 2
`;
		const {stderr, code} = await onDirector('ipvs-tui restore --rollback', rules);
		expect(code).toBe(1);
		expect(stderr).toContain(
			'line 6: -A -f 3 -s nosuch: Scheduler or persistence engine not found',
		);
		expect(stderr).toContain('5 applied (lines 1 to 5), 1 refused, 1 not sent (line 7)');
		expect(stderr).toContain('5 commands undone: services and servers are as they were before');
		expect(await table()).toBe(before);

		const plain = await onDirector('ipvs-tui restore', rules);
		expect(plain.stderr).toContain('5 applied (lines 1 to 5), 1 refused, 1 not sent (line 7)');
		expect((await onDirector('ipvsadm -Sn')).stdout).toContain('-A -f 1 -s sh -b sh-port\n');
	});

	test('restore --dry-run needs no rights', async () => {
		const {stdout, stderr, code} = await onDirector(
			'setpriv --reuid 65534 --clear-groups ipvs-tui restore --dry-run',
			web,
		);
		expect({stdout, stderr, code}).toEqual({
			stdout: '3 commands, no problem found; nothing was changed\n',
			stderr: '',
			code: 0,
		});
	});

	test('drain --wait waits for a real connection and its template; return brings all back', async () => {
		// Another port than before: a server that comes back to its service finds its old connections again.
		await onDirector(
			'ipvsadm -C; ipvsadm -R',
			web.replaceAll(':80', ':8080').replace('wlc', 'wlc -p 25'),
		);
		await onDirector(`ipvsadm -d -t ${vip}:8080 -r ${second}:8080`);
		const before = await table();
		expect((await network.on('client', holdOpen)).code).toBe(0);
		const server = `-t ${vip}:8080 -r ${first}`;

		const early = await onDirector(`ipvs-tui drain ${server} --wait --timeout 1`);
		expect(early).toEqual({
			stdout: '',
			stderr: `ipvs-tui: ${first}:8080 is not empty yet: 1 active, 0 inactive, 1 persistent\n`,
			code: 1,
		});
		expect((await onDirector('ipvsadm -Sn')).stdout).toContain(`-r ${first}:8080 -m -w 0\n`);

		// The connection breaks off. Its entry stays for ten seconds, and its template for as long as persistence
		// lasts; a template that would have gone earlier than its connection stays for a minute more.
		await network.on('client', 'echo >/run/words.over');
		const late = await network.on('director', `ipvs-tui drain ${server} --wait --timeout 150`, {
			timeout: 200_000,
		});
		expect(late).toEqual({stdout: '', stderr: '', code: 0});
		expect((await onDirector('ipvsadm -Lnc')).stdout).not.toContain(`${first}:8080`);

		expect(await onDirector(`ipvs-tui return ${server}`)).toEqual({
			stdout: '',
			stderr: '',
			code: 0,
		});
		expect(await table()).toBe(before);
	});
});

/** Opens a connection through the director and returns; it stays open until somebody writes to /run/words.over. */
const holdOpen = `
	rm -f /run/words.*
	mkfifo /run/words.over
	python3 -ES - >/dev/null 2>&1 <<-END &
		import socket, struct
		connection = socket.create_connection(('${vip}', 8080))
		open('/run/words.open', 'w').close()
		open('/run/words.over').read()
		connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
		connection.close()
	END
	source '${networkFunctions}'
	wait_for 20 test -e /run/words.open
`;
