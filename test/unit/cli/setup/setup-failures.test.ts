import {expect, test} from 'vitest';
import {full, setup, stateFile} from './setting-up.ts';
import {Crash, simulateHost} from './simulated-host.ts';

test('a failure half-way: what the run did is undone, and what an earlier run did stays', async () => {
	const host = simulateHost();
	await setup(host, '--from -');
	const before = await host.snapshot();
	host.disturbWith((when, what) =>
		when === 'before' && what.startsWith('iptables-restore') && what.includes('--noflush')
			? 'Permission denied'
			: undefined,
	);
	const {stderr, exit} = await setup(host, full);
	expect(exit).toBe(1);
	expect(stderr).toBe(
		'ipvs-tui: iptables-restore --noflush --wait 4 failed: Permission denied\nipvs-tui: what this run had done was undone\n',
	);
	host.disturbWith(() => undefined);
	expect(await host.snapshot()).toEqual(before);
});

test.for([1, 2])(
	'killed before a file gets its new text, %i times: --clean takes away the one that an earlier run gave it',
	async times => {
		const host = simulateHost();
		const before = await host.snapshot();
		const path = '/etc/sysctl.d/90-ipvs-tui.conf';
		await setup(host, '--from - --persist');
		const text = host.state.files.get(path);
		host.disturbWith((when, what) => {
			if (when === 'before' && what === `write ${path}`) {
				throw new Crash();
			}
			return undefined;
		});
		for (const options of [full, '--from - --link-mode --persist'].slice(0, times)) {
			// oxlint-disable-next-line no-await-in-loop -- one after the other
			await expect(setup(host, options)).rejects.toThrow(Crash);
		}
		host.disturbWith(() => undefined);
		expect(host.state.files.get(path)).toBe(text);
		expect(await setup(host, '--clean')).toMatchObject({stderr: '', exit: 0});
		expect(await host.snapshot()).toEqual(before);
	},
);

test('nothing is changed that could not be written down', async () => {
	const host = simulateHost();
	host.disturbWith((_, what) =>
		what === `write ${stateFile}` ? `cannot write ${stateFile}: the disk is full` : undefined,
	);
	const before = await host.snapshot();
	const {stderr, exit} = await setup(host, '--from -');
	expect(exit).toBe(1);
	expect(stderr).toContain(`cannot write ${stateFile}: the disk is full`);
	expect(await host.snapshot()).toEqual(before);
});

test.for([
	[
		'--snat nobody',
		'--snat takes masquerade, an address or FIRST-LAST, each perhaps behind SERVICE=, but got nobody',
	],
	['--from - --snat 192.0.2.10:81=masquerade', '--snat names 192.0.2.10:81, which is no service'],
	['--snat 198.51.0.0-198.51.100.0', '--snat takes pools of at most 256 addresses'],
	['--catch-all 0', '--catch-all takes a mark from 1 to 4294967295, but got 0'],
	['--backend ufw', '--backend takes iptables or nftables, but got ufw'],
	['--update', 'nothing was set up here yet; leave --update away'],
	[
		'/etc/ipvsadm.rules',
		'setup takes no arguments, but got /etc/ipvsadm.rules; a file of rules is named with --from: --from /etc/ipvsadm.rules',
	],
	['--from - --link nosuch', '--link: there is no interface nosuch here; there are lo, eth0'],
	['--clean --persist', '--clean takes everything away; leave --persist away'],
] as const)('setup %s is refused', async ([options, says]) => {
	const host = simulateHost();
	expect(await setup(host, options)).toEqual({stdout: '', stderr: `ipvs-tui: ${says}\n`, exit: 2});
	expect(host.commands).toEqual([]);
});

test('a state file that is no such file is not overwritten', async () => {
	const host = simulateHost({files: {[stateFile]: '{"version":9}'}});
	expect(await setup(host, '--clean')).toEqual({
		stdout: '',
		stderr: `ipvs-tui: ${stateFile} cannot be used: it is of version 9, and this program reads 1\n`,
		exit: 2,
	});
});

test('without services nothing is changed, also where something was set up before', async () => {
	const host = simulateHost();
	await setup(host, '--from -');
	const before = await host.snapshot();
	expect(await setup(host, '--from -', '# none\n')).toEqual({
		stdout: '',
		stderr:
			'ipvs-tui: there are no services to set up for: load them first, or give a file with --from; setup --clean takes away what was made\n',
		exit: 2,
	});
	expect(await host.snapshot()).toEqual(before);
});

test('a host without a packet filter is prepared when nothing is wanted of one', async () => {
	const {stdout, stderr, exit} = await setup(simulateHost({programs: []}), '--from -');
	expect({stderr, exit}).toEqual({stderr: '', exit: 0});
	expect(stdout).toContain('+ 192.0.2.10 on ipvs0\n');
});

test('a host without a packet filter is told so', async () => {
	const {stderr, exit} = await setup(simulateHost({programs: []}), '--from - --snat masquerade');
	expect({stderr, exit}).toEqual({
		stderr: 'ipvs-tui: neither nft nor iptables is here: install nftables\n',
		exit: 2,
	});
});

test('settings that are read-only: nothing stays behind', async () => {
	const host = simulateHost();
	const before = await host.snapshot();
	host.disturbWith((_, what) =>
		what.startsWith('write /proc/sys/')
			? 'cannot write /proc/sys/net/ipv4/ip_forward: it is read-only here'
			: undefined,
	);
	const {stderr, exit} = await setup(host, '--from -');
	expect({stderr, exit}).toEqual({
		stderr:
			'ipvs-tui: cannot write /proc/sys/net/ipv4/ip_forward: it is read-only here\nipvs-tui: what this run had done was undone\n',
		exit: 1,
	});
	expect(await host.snapshot()).toEqual(before);
});

test('an ordinary user is told what to do, and may look', async () => {
	const host = simulateHost({files: {'/proc/self/status': 'CapEff:\t0000000000000000\n'}});
	expect(await setup(host, '--from -')).toEqual({
		stdout: '',
		stderr: 'ipvs-tui: setup needs root: run with sudo, or see with --dry-run what it would do\n',
		exit: 2,
	});
	expect((await setup(host, '--from - --dry-run')).exit).toBe(0);
});

test('rules that cannot be seen are not taken for absent', async () => {
	const host = simulateHost();
	await setup(host, '--from - --snat masquerade');
	const {run} = host.machine;
	const blind = {
		...host,
		machine: {
			...host.machine,
			run: async (program: string, words: readonly string[], input?: string) =>
				program === 'iptables-save' ? ({kind: 'late'} as const) : run(program, words, input),
		},
	};
	const before = await host.snapshot();
	for (const options of ['--from - --snat masquerade', '--clean']) {
		// oxlint-disable-next-line no-await-in-loop -- two
		expect(await setup(blind, options)).toEqual({
			stdout: '',
			stderr: 'ipvs-tui: what is there cannot be seen: iptables-save did not end in time\n',
			exit: 2,
		});
	}
	expect(await host.snapshot()).toEqual(before);
});

test('two at a time: the second says who is at work', async () => {
	const host = simulateHost();
	host.state.isClaimed = true;
	expect(await setup(host, '--from -')).toEqual({
		stdout: '',
		stderr: 'ipvs-tui: another setup is at work (process 7)\n',
		exit: 2,
	});
	expect((await setup(host, '--from - --dry-run')).exit).toBe(0);
});
