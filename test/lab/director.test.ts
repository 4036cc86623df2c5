import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Guest} from './guest.ts';
import {addresses, buildNetwork, type Network} from './network.ts';
import {describeLab, labGuest} from './shared.ts';

const {vip, servers} = addresses;

/** Commands of the built program in the director's namespace, each a process of its own. */
const commands = (...lines: readonly string[]): string =>
	['set -e', ...lines.map(line => `ipvs-tui ${line}`)].join('\n');

describeLab('a director that ipvs-tui has set up', () => {
	let guest: Guest;
	let network: Network;
	beforeAll(async () => {
		guest = await labGuest();
		network = await buildNetwork(guest, 'ours');
	});
	afterAll(async () => network?.remove());

	const onDirector = async (script: string, stdin = ''): Promise<string> => {
		const {code, stdout, stderr} = await network.on('director', script, {stdin});
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		return stdout;
	};

	test.each([
		['NAT', '-m'],
		['direct routing', '-g'],
		['tunnelling', '-i'],
	])('carries real HTTP by %s', async (_, method) => {
		await onDirector(
			commands(
				'-C',
				`-A -t ${vip}:80 -s rr`,
				...servers.map(server => `-a -t ${vip}:80 -r ${server} ${method}`),
			),
		);
		expect(await network.get(10)).toEqual({rs1: 5, rs2: 5});
	});

	test('drains a server: weight 0 takes no new connections, and -m keeps it what it is', async () => {
		const rules = [
			'-C',
			`-A -t ${vip}:80 -s rr`,
			...servers.map(server => `-a -t ${vip}:80 -r ${server}:8080 -m -w 1`),
			`-e -t ${vip}:80 -r ${servers[0]}:8080 -m -w 0`,
		];
		await onDirector('ipvs-tui -R', `${rules.join('\n')}\n`);
		expect(await network.get(6)).toEqual({rs2: 6});
		expect(await onDirector('ipvsadm -Ln')).toMatch(/-> 10\.0\.2\.11:8080 +Masq +0 /);
	});

	test('counts what passes, as ipvsadm counts it', async () => {
		await network.get(20);
		// The kernel renews its counters every two seconds; both look until they have seen the same.
		const same = `source "$FUNCTIONS"
			same() { [[ "$(ipvs-tui -Ln --stats)" == "$(ipvsadm -Ln --stats)" ]]; }
			wait_for 20 same && ipvsadm -Lnc | grep --count 10.0.2.12:8080`;
		const {stdout, code} = await network.on('director', same, {
			env: {FUNCTIONS: new URL('topology/network.sh', import.meta.url).pathname},
		});
		expect(code).toBe(0);
		expect(Number(stdout)).toBeGreaterThanOrEqual(20);
	});

	test('is saved and restored whole, and restore refuses a bad file whole', async () => {
		const before = await onDirector('ipvsadm -Ln');
		expect(before).toContain('10.0.2.12:8080');
		await onDirector('ipvs-tui save > /tmp/rules; ipvs-tui -C; ipvs-tui restore < /tmp/rules');
		expect((await onDirector('ipvsadm -S -n')).trim()).toBe(
			(await onDirector('cat /tmp/rules')).trim(),
		);

		const bad = await network.on('director', 'ipvs-tui restore', {
			stdin: `-A -t ${vip}:443 -s rr\n-a -t ${vip}:443 -r nowhere:x\n`,
		});
		expect(bad.code).not.toBe(0);
		expect(bad.stderr).toContain('line 2');
		expect(await onDirector('ipvsadm -Ln')).not.toContain(':443');
	});

	test('shows somebody without rights what the kernel shows to all', async () => {
		const {code, stderr} = await network.on(
			'director',
			'setpriv --reuid 65534 --clear-groups ipvs-tui -Ln',
		);
		expect({code, stderr}).toEqual({
			code: 2,
			stderr: expect.stringContaining('Permission denied (you must be root)'),
		});
	});
});
