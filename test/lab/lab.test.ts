import {access, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Guest} from './guest.ts';
import {addresses, buildNetwork, type Network} from './network.ts';
import {describeLab, labGuest} from './shared.ts';
import {projectFolder} from './root-folder.ts';

/** The guest is slow and the machine may be busy. */
const patience = {timeout: 60_000};

describeLab('the guest', () => {
	let guest: Guest;
	beforeAll(async () => {
		guest = await labGuest();
	});

	test('runs a script and brings back what it wrote and its exit code', async () => {
		const script = 'read -r line; echo "$line $WHO"; echo oops >&2; exit 3';
		const result = await guest.run(script, {stdin: 'hello\n', env: {WHO: "the guest's"}});
		expect(result).toEqual({stdout: "hello the guest's\n", stderr: 'oops\n', code: 3});
	});

	test('runs scripts at the same time', async () => {
		const pipe = '/tmp/same-time';
		await guest.run(`mkfifo ${pipe}`);
		const [reader] = await Promise.all([
			guest.run(`cat ${pipe}`),
			guest.run(`echo through > ${pipe}`),
		]);
		expect(reader.stdout).toBe('through\n');
	});

	test('brings back the output of a script that leaves a server running', async () => {
		const {stdout} = await guest.run('echo before; sleep 1000 & echo after');
		expect(stdout).toBe('before\nafter\n');
	});

	test('ends a script that takes too long and says what it had printed', async () => {
		const run = guest.run('echo so far; sleep 1000', {timeout: 3000});
		await expect(run).rejects.toThrow(/not done after 3000 ms(.|\n)*so far/);
		const {stdout} = await guest.run('pgrep --count --exact --full "sleep 1000" || :');
		expect(Number(stdout)).toBeLessThan(2);
	});

	test('sees the project where it is on the host', async () => {
		const {stdout} = await guest.run('cat package.json', {cwd: projectFolder});
		expect(stdout).toBe(await readFile(join(projectFolder, 'package.json'), 'utf8'));
	});

	test('starts the Node that runs the tests', async () => {
		const {stdout} = await guest.run('node --version');
		expect(stdout.trim()).toBe(process.version);
	});

	test('may write everywhere, and the host sees nothing of it', async () => {
		const paths = ['/etc', '/usr/bin', '/tmp', '/root', projectFolder].map(folder =>
			join(folder, 'written-by-the-guest'),
		);
		const {stderr, code} = await guest.run(
			paths.map(path => `echo x > '${path}' && cat '${path}'`).join(' && '),
		);
		expect({stderr, code}).toEqual({stderr: '', code: 0});
		for (const path of paths) {
			// oxlint-disable-next-line no-await-in-loop -- one by one, to see which
			await expect(access(path)).rejects.toThrow('ENOENT');
		}
	});

	test('shares the exchange folder with the host', async () => {
		const {exchange} = guest;
		await writeFile(join(exchange.host, 'to-guest'), 'down');
		await guest.run('cat to-guest > to-host; echo -n " and up" >> to-host', {cwd: exchange.guest});
		expect(await readFile(join(exchange.host, 'to-host'), 'utf8')).toBe('down and up');
	});

	test('has pseudo-terminals', async () => {
		const {stdout} = await guest.run(`script --quiet --command tty /dev/null </dev/null`);
		expect(stdout.trim()).toMatch(/^\/dev\/pts\/\d+$/);
	});

	test('has a terminal that a test can type on, read and resize', async () => {
		let screen = '';
		const terminal = await guest.terminal(
			'trap "stty size" WINCH; stty size; until read -r line && [[ $line == end ]]; do :; done; exit 5',
			{columns: 100, rows: 30, onData: bytes => (screen += Buffer.from(bytes).toString())},
		);
		await expect.poll(() => screen, patience).toContain('30 100');
		await terminal.resize(120, 40);
		await expect.poll(() => (terminal.write('x\r'), screen), patience).toContain('40 120');
		terminal.write('end\r');
		expect(await terminal.exited).toBe(5);
	});

	test('shows all that was drawn before the program ended', async () => {
		let length = 0;
		const terminal = await guest.terminal('printf "%0300000d" 0', {
			columns: 80,
			rows: 24,
			onData: bytes => (length += bytes.length),
		});
		expect(await terminal.exited).toBe(0);
		expect(length).toBe(300_000);
	});

	test('ends a program that its terminal is taken from', async () => {
		let screen = '';
		const terminal = await guest.terminal('echo here; exec sleep 1000', {
			columns: 80,
			rows: 24,
			onData: bytes => (screen += Buffer.from(bytes).toString()),
		});
		await expect.poll(() => screen, patience).toContain('here');
		terminal.kill();
		expect(await terminal.exited).toBe(137);
	});
});

describeLab('the kernel in the guest', () => {
	let guest: Guest;
	beforeAll(async () => {
		guest = await labGuest();
	});

	test('has IPVS, and its table is empty', async () => {
		const {stdout} = await guest.run('ipvsadm -Ln');
		expect(stdout.split('\n')).toEqual([
			expect.stringMatching(/^IP Virtual Server version 1\.2\.1 \(size=\d+\)$/),
			'Prot LocalAddress:Port Scheduler Flags',
			'  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn',
			'',
		]);
	});

	test('loads each scheduler when a service asks for it', async () => {
		const schedulers = 'rr wrr lc wlc fo ovf lblc lblcr dh sh mh sed nq'.split(' ');
		const {stdout, stderr} = await guest.run(
			`port=1; for one in ${schedulers.join(' ')}; do
				ipvsadm -A -t 10.9.9.9:$((port++)) -s $one
			done; ipvsadm -Sn; ipvsadm -C`,
		);
		const services = schedulers.map((name, index) => `-A -t 10.9.9.9:${index + 1} -s ${name}\n`);
		expect({stdout, stderr}).toEqual({stdout: services.join(''), stderr: ''});
	});

	test('has iptables that match IPVS traffic', async () => {
		const rule = 'POSTROUTING -m ipvs --vaddr 10.9.9.9/32 --vport 80 -j MASQUERADE';
		const {stdout, stderr} = await guest.run(
			`iptables -t nat -A ${rule} && iptables -t nat -S POSTROUTING; iptables -t nat -F`,
		);
		expect(stdout + stderr).toContain('--vaddr 10.9.9.9 --vport 80');
	});
});

describeLab('a network in the guest', () => {
	const {vip, vip6, servers, servers6} = addresses;
	let network: Network;
	beforeAll(async () => {
		network = await buildNetwork(await labGuest(), 'trial');
	});
	afterAll(async () => network?.remove());

	/** Debian's ipvsadm makes one service with both servers. */
	const balance = async (service: string, destinations: readonly string[], method: string) => {
		const rules = [
			`-A ${service} -s rr`,
			...destinations.map(destination => `-a ${service} -r ${destination} ${method}`),
		];
		const {stderr} = await network.on('director', 'ipvsadm -C; ipvsadm -R', {
			stdin: `${rules.join('\n')}\n`,
		});
		expect(stderr).toBe('');
	};

	test.each([
		['NAT', '-m'],
		['direct routing', '-g'],
		['tunnelling', '-i'],
	])('carries HTTP by %s', async (_, method) => {
		await balance(
			`-t ${vip}:80`,
			servers.map(server => `${server}:80`),
			method,
		);
		expect(await network.get(10)).toEqual({rs1: 5, rs2: 5});
	});

	test.each([
		['NAT', '-m'],
		['direct routing', '-g'],
		['tunnelling', '-i'],
	])('carries HTTP over IPv6 by %s', async (_, method) => {
		await balance(
			`-t [${vip6}]:80`,
			servers6.map(server => `[${server}]:80`),
			method,
		);
		expect(await network.get(10, `http://[${vip6}]/`)).toEqual({rs1: 5, rs2: 5});
	});

	test('carries UDP', async () => {
		await balance(
			`-u ${vip}:53`,
			servers.map(server => `${server}:53`),
			'-m',
		);
		expect(await network.ask(10)).toEqual({rs1: 5, rs2: 5});
	});

	test('maps ports with NAT', async () => {
		await balance(
			`-t ${vip}:443`,
			servers.map(server => `${server}:8080`),
			'-m',
		);
		expect(await network.get(4, `http://${vip}:443/`)).toEqual({rs1: 2, rs2: 2});
	});
});
