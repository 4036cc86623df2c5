import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {callers, exampleRules} from './callers/expressions.ts';
import {configuration, configurationOfMarks, findLdirectord} from './callers/ldirectord.ts';
import type {Guest} from './guest.ts';
import type {RunOptions, RunResult} from './job.ts';
import {addresses, buildNetwork, networkFunctions, type Network} from './network.ts';
import {describeLab, labGuest, longTest} from './shared.ts';
import {folders, install, prepareFolders, type Side} from './stand-in.ts';

const {vip, vip6, servers, servers6} = addresses;

/** Debian's program, whatever is installed: what the tests look with. */
const look = `${folders.theirs}/ipvsadm`;

describeLab('what calls ipvsadm, with ours in its place', {timeout: 300_000}, () => {
	let guest: Guest;
	let network: Network;

	/** On the director, where /sbin has the programs of one side. */
	const runWith = async (
		side: Side,
		script: string,
		{layer = '', ...options}: RunOptions & {readonly layer?: string} = {},
	): Promise<RunResult> => {
		const all = `${install(side, layer)}\n${look} -C\n${script}`;
		const {stdout, stderr, code} = await network.on('director', all, options);
		return {stdout, stderr, code};
	};

	const expectSame = async (script: string, options: RunOptions = {}): Promise<RunResult> => {
		const theirs = await runWith('theirs', script, options);
		expect(await runWith('ours', script, options)).toEqual(theirs);
		return theirs;
	};

	beforeAll(async () => {
		guest = await labGuest();
		await prepareFolders(guest);
		network = await buildNetwork(guest, 'calls');
	});
	afterAll(async () => network?.remove());

	test('is what runs', async () => {
		const {stdout} = await runWith('ours', 'readlink /sbin/ipvsadm');
		expect(stdout).toMatch(/\/(?:native\/build\/Release\/launcher|dist\/main\.js)$/m);
	});

	test("Debian's init script", async () => {
		const {stdout, stderr} = await expectSame(`
			mount -t tmpfs settings /etc/default
			printf 'AUTO="true"\\nDAEMON="master"\\nIFACE="front"\\nSYNCID="3"\\n' >/etc/default/ipvsadm
			printf '# ipvsadm.rules\\n-A -t ${vip}:80 -s wrr\\n-a -t ${vip}:80 -r ${servers[0]}:80 -m -w 3\\n' >/etc/ipvsadm.rules
			call() { echo "== $1"; /etc/init.d/ipvsadm "$1"; echo "exit $?"; }
			call start; ${look} -L --daemon
			call status; call rate
			ipvsadm -a -t ${vip}:80 -r ${servers[1]} -i
			call save; cat /etc/ipvsadm.rules
			${look} -C; call load; ${look} -Sn
			call reload; call stop; ${look} -Sn; ${look} -L --daemon
			call stop; call none
			rm /etc/ipvsadm.rules
		`);
		expect(stdout).toContain('master sync daemon (mcast=front, syncid=3');
		expect(stdout).toContain(`-a -t ${vip}:80 -r ${servers[1]}:80 -i -w 1 --tun-type ipip\n`);
		expect(stderr).toContain('No daemon is running\n');
	});

	test('save and restore scripts keep a table as it is', async () => {
		const {stdout} = await expectSame(
			`ipvsadm -R; ipvsadm-save -n >/tmp/saved; ${look} -C; ipvsadm-restore </tmp/saved; echo $?; ${look} -Sn | diff - /tmp/saved && cat /tmp/saved
			ipvsadm-save -n | ipvsadm-restore; ${look} -Sn | diff - /tmp/saved`,
			{stdin: exampleRules},
		);
		expect(stdout).toMatch(/^0\n-A -t 10\.0\.0\.1:80 -s wrr -p 300 -M 255\.255\.255\.0\n/);
	});

	test('PyBal, which keeps one ipvsadm -R running and names servers by host', async () => {
		const {stdout} = await expectSame(`
			wait_for() { until ${look} -Sn | grep -q -- "$1"; do :; done; }
			cp /etc/hosts /tmp/hosts; echo '${servers[0]} mw1.example mw1' >>/tmp/hosts; mount --bind /tmp/hosts /etc/hosts
			mkfifo /tmp/pybal; /sbin/ipvsadm -R </tmp/pybal & exec 3>/tmp/pybal
			echo -C >&3; echo '-A -t [${vip6}]:80 -s wrr' >&3; echo '-A -t ${vip}:80 -s wrr' >&3
			echo '-a -t ${vip}:80 -r mw1.example -w 10' >&3; wait_for 'w 10'
			echo '-e -t ${vip}:80 -r mw1.example -w 0' >&3; wait_for 'w 0'
			echo '-d -t ${vip}:80 -r mw1.example' >&3; echo '-D -t ${vip}:80' >&3; echo '-A -t ${vip}:81 -s wrr' >&3; wait_for :81
			exec 3>&-; wait; echo $?; rm /tmp/pybal; ${look} -Sn
		`);
		expect(stdout).toBe(`0\n-A -t ${vip}:81 -s wrr\n-A -t [${vip6}]:80 -s wrr\n`);
	});

	describe('expressions that read it', () => {
		const commands = [...new Set(Object.values(callers).map(({command}) => command))];
		let outputs: Readonly<Record<Side, readonly string[]>>;

		beforeAll(async () => {
			const script = `ipvsadm -R; ${commands.join("; printf '\\f'; ")}`;
			const print = async (side: Side) =>
				(await runWith(side, script, {stdin: exampleRules})).stdout.split('\f');
			outputs = {theirs: await print('theirs'), ours: await print('ours')};
		});

		test.each(Object.entries(callers))('%s', (_, {command, read, finds}) => {
			const at = commands.indexOf(command);
			expect(read(outputs.theirs[at] ?? '')).toEqual(finds);
			expect(read(outputs.ours[at] ?? '')).toEqual(finds);
			expect(outputs.ours[at]).toBe(outputs.theirs[at]);
		});
	});

	describe("the kernel's own test of IPVS", () => {
		// Its three scenarios: one service, round robin, and data that arrives whole by each way of forwarding.
		test.each([
			['direct routing', '-g', vip, servers],
			['tunnel', '-i', vip, servers],
			['NAT', '-m', vip, servers],
			['NAT of IPv6', '-m', `[${vip6}]`, servers6.map(server => `[${server}]`)],
		])('%s', async (_, method, address, behind) => {
			const {stderr, code} = await runWith(
				'ours',
				[
					`ipvsadm -A -t ${address}:80 -s rr`,
					...behind.map(server => `ipvsadm -a -t ${address}:80 -r ${server}:80 ${method}`),
				].join(' && '),
			);
			expect({stderr, code}).toEqual({stderr: '', code: 0});
			expect(await network.get(10, `'http://${address}/'`.replaceAll("'", ''))).toEqual({
				rs1: 5,
				rs2: 5,
			});
		});
	});

	/** Runs ldirectord with the programs of both sides, which must make no difference. Undefined where it cannot be had. */
	const expectSameLdirectord = async (
		stdin: string,
		steps: string,
	): Promise<RunResult | undefined> => {
		const found = await findLdirectord();
		if ('missing' in found) {
			expect(process.env['LAB'], found.missing).not.toBe('required');
			console.warn(`lab: ldirectord is not tried: ${found.missing}`);
			return undefined;
		}
		const options = {stdin, layer: found.layer, timeout: 400_000};
		const theirs = await runWith('theirs', ldirectordScript(steps), options);
		expect(await runWith('ours', ldirectordScript(steps), options)).toEqual(theirs);
		return theirs;
	};

	test('ldirectord, through the failure and return of a server', async context => {
		const steps = `
			up() { has '11:80 -m -w 2' '12:80 -m -w 1' '11:8080 -g -w 1' '12:8080 -g -w 3'; }
			down() { has '11:80 -m -w 0' '12:80 -m -w 1' '!11:8080' '12:8080 -g -w 3'; }
			server() { ip netns exec calls-rs1 iptables-legacy "$1" INPUT -p tcp -i back -j REJECT --reject-with tcp-reset; }
			wait_for 200 up; show up
			server -A; wait_for 100 down; show down
			server -D; wait_for 100 up; show up
		`;
		const theirs = await expectSameLdirectord(configuration, steps);
		if (theirs === undefined) {
			context.skip();
			return;
		}
		expect(theirs.stdout.match(/^== .*$/gm)).toEqual([
			'== up',
			'== down',
			'== up',
			'== stopped',
			'== calls',
		]);
		expect(theirs.stdout).toContain('/sbin/ipvsadm -d -t 10.0.1.100:8080 -r 10.0.2.11:8080');
	});

	longTest('ldirectord, with a firewall mark, limits and IPv6', async context => {
		const steps = `
			up() { has '11:80 -m -w 5' '12:80 -m -w 6' '::11]:80 -m -w 7' '::12]:80 -m -w 8'; }
			wait_for 200 up; show up; ${look} -Ln --thresholds
		`;
		const theirs = await expectSameLdirectord(configurationOfMarks, steps);
		if (theirs === undefined) {
			context.skip();
			return;
		}
		expect(theirs.stdout).toContain('-A -t [fd00:1::100]:80 -s wlc -p 90\n');
		expect(theirs.stdout).toMatch(/-> 10\.0\.2\.11:80 +9 +4 /);
	});
});

/** What ldirectord does from its start to its end, with the calls that it made and what it complained of. */
const ldirectordScript = (steps: string): string => `
	source '${networkFunctions}'
	show() { echo "== $1"; ${look} -Sn; }
	# has [!] TEXT...: whether the table has lines with these texts, or not.
	has() { local table=$(${look} -Sn) text; for text; do
		if [[ $text == !* ]]; then [[ $table != *"\${text:1}"* ]]; else [[ $table == *"$text"* ]]; fi || return
	done; }
	gone() { has '!-A'; }
	cat >/tmp/ldirectord.cf; : >/tmp/ldirectord.log
	# Its hashes decide the order in which it adds servers.
	export PERL_HASH_SEED=0
	ldirectord -d /tmp/ldirectord.cf start >/tmp/ldirectord.out 2>&1 & director=$!
	${steps}
	kill $director; wait $director; wait_for 20 gone; show stopped
	echo '== calls'; sed -n 's/^Running system(\\(.*\\))$/\\1/p' /tmp/ldirectord.out
	grep -v '^DEBUG' /tmp/ldirectord.out | grep -i 'error\\|warn\\|fail\\|uninitialized' | sort -u >&2
`;
