import {expect, test} from 'vitest';
import {runWord} from '../words/running.ts';
import {full, rules, setup, stateFile} from './setting-up.ts';
import {simulateHost} from './simulated-host.ts';

test('on a bare host: says each thing that it makes, and a second run finds nothing to do', async () => {
	const host = simulateHost();
	const {stdout, stderr, exit} = await setup(host, full);
	expect({stderr, exit}).toEqual({stderr: '', exit: 0});
	expect(stdout).toBe(`+ module ip_vs
+ module ip_vs_wlc
+ net.ipv4.ip_forward
+ net.ipv4.vs.conntrack
+ interface ipvs0
+ 192.0.2.10 on ipvs0
+ service on mark 666
+ ipset ipvs-tui-addresses-4
+ ipset ipvs-tui-services-4
+ chain IPVS-TUI-CATCH of iptables
+ chain IPVS-TUI-SNAT of iptables
+ /etc/modules-load.d/ipvs-tui.conf
+ /etc/sysctl.d/90-ipvs-tui.conf
`);
	expect(host.state.settings.get('net/ipv4/ip_forward')).toBe('1');
	host.commands.length = 0;
	const again = await setup(host, full.replace('--catch-all 666 ', ''));
	expect(again.stdout).toContain('- chain IPVS-TUI-CATCH of iptables\n');
	host.commands.length = 0;
	const third = await setup(host, full.replace('--catch-all 666 ', ''));
	expect(third).toEqual({
		stdout: 'nothing to do: this host is as it should be\n',
		stderr: '',
		exit: 0,
	});
	expect(host.commands).toEqual([]);
});

test.for([
	['iptables', full],
	['iptables', '--from - --link lo --snat 192.0.2.10:80=198.51.100.1-198.51.100.2'],
	['nft', full],
	['iptables', '--from - --link-mode'],
] as const)(
	'with %s, setup %s: --clean leaves the host as it was, also twice',
	async ([program, options]) => {
		const host = simulateHost({
			programs: [program],
			settings: {'net/ipv4/conf/all/accept_redirects': '1'},
			files: {'/etc/sysctl.d/90-ipvs-tui.conf': 'mine\n'},
			...(program === 'nft' ? {} : {rules: '*nat\n-A POSTROUTING -o eth0 -j MASQUERADE\nCOMMIT\n'}),
		});
		const before = await host.snapshot();
		expect(await setup(host, options)).toMatchObject({stderr: '', exit: 0});
		expect(await host.snapshot()).not.toEqual(before);
		expect(await setup(host, '--clean')).toMatchObject({stderr: '', exit: 0});
		expect(await host.snapshot()).toEqual(before);
		expect(await setup(host, '--clean')).toEqual({
			stdout: 'nothing to do: setup has left nothing on this host\n',
			stderr: '',
			exit: 0,
		});
	},
);

test('what is there already is not made, and stays', async () => {
	const host = simulateHost({
		settings: {'net/ipv4/ip_forward': '1'},
		addresses: ['192.0.2.10/32'],
		modules: ['ip_vs', 'ip_vs_wlc'],
	});
	const before = await host.snapshot();
	const {stdout} = await setup(host, '--from -');
	expect(stdout).toBe('nothing to do: this host is as it should be\n');
	await setup(host, '--clean');
	expect(await host.snapshot()).toEqual(before);
});

test('--dry-run prints the commands and does nothing', async () => {
	const host = simulateHost();
	const before = await host.snapshot();
	const {stdout, exit} = await setup(host, '--from - --dry-run');
	expect(exit).toBe(0);
	expect(stdout).toBe(`modprobe ip_vs
modprobe ip_vs_wlc
sysctl -w net.ipv4.ip_forward=1
ip link add ipvs0 type dummy
ip link set ipvs0 up
ip address add 192.0.2.10/32 dev ipvs0
`);
	expect(await host.snapshot()).toEqual(before);
	await setup(host, '--from -');
	const {stdout: back} = await setup(host, '--clean --dry-run');
	expect(back).toBe(`ip address del 192.0.2.10/32 dev ipvs0
ip link del ipvs0
sysctl -w net.ipv4.ip_forward=0
sysctl -w net.ipv4.conf.default.forwarding=0
sysctl -w net.ipv4.conf.lo.forwarding=0
sysctl -w net.ipv4.conf.eth0.forwarding=1
sysctl -w net.ipv4.conf.all.accept_redirects=0
rmmod ip_vs_wlc
rmmod ip_vs
`);
});

test('a flushed chain is mended by the next run', async () => {
	const host = simulateHost();
	await setup(host, '--from - --snat masquerade');
	host.state.tables.get('ip nat')?.set('IPVS-TUI-SNAT', {rules: []});
	host.state.tables.get('ip nat')?.set('POSTROUTING', {rules: []});
	const {stdout} = await setup(host, '--from - --snat masquerade');
	expect(stdout).toBe('~ chain IPVS-TUI-SNAT of iptables\n');
	expect(host.state.tables.get('ip nat')?.get('POSTROUTING')?.rules).toEqual([
		'-m comment --comment ipvs-tui -j IPVS-TUI-SNAT',
	]);
});

test('the table has changed: another run adds to the sets and takes from them, and nothing else', async () => {
	const host = simulateHost();
	const options = '--from - --catch-all 666';
	await setup(host, options);
	host.commands.length = 0;
	const {stdout} = await setup(host, options, rules.replaceAll(':80', ':443'));
	expect(stdout).toBe('~ ipset ipvs-tui-services-4\n');
	expect([...(host.state.sets.get('ipvs-tui-services-4') ?? [])]).toEqual(['192.0.2.10,tcp:443']);
	expect(host.commands).toEqual(['ipset restore']);
});

test('an address that somebody else put on our interface keeps it', async () => {
	const host = simulateHost();
	await setup(host, '--from -');
	host.state.links.get('ipvs0')?.addresses.push('203.0.113.7/32');
	const {stderr} = await setup(host, '--clean');
	expect(stderr).toBe('ipvs-tui: interface ipvs0 stays: somebody else has put 203.0.113.7 on it\n');
	expect(host.state.links.get('ipvs0')?.addresses).toEqual(['203.0.113.7/32']);
});

test('a setting that somebody has changed since is left as it is', async () => {
	const host = simulateHost({settings: {'net/ipv4/ip_forward': '2'}});
	await setup(host, '--from -');
	host.state.settings.set('net/ipv4/ip_forward', '0');
	const {stderr} = await setup(host, '--clean');
	expect(stderr).toBe(
		'ipvs-tui: net.ipv4.ip_forward is 0 now, which was not set here; left as it is\n',
	);
});

test('--update does what was asked for the last time', async () => {
	const host = simulateHost({modules: ['ip_vs']});
	await setup(host, '--from - --snat masquerade --persist');
	host.state.files.delete('/etc/sysctl.d/90-ipvs-tui.conf');
	const {stdout} = await setup(host, '--update --from -');
	expect(stdout).toBe('~ /etc/sysctl.d/90-ipvs-tui.conf\n');
});

test('doctor says first what somebody has taken away, and with what it comes back', async () => {
	const host = simulateHost({modules: ['ip_vs']});
	await setup(host, '--from - --snat masquerade');
	const doctor = async () => {
		const call = {...host.director, reach: host.machine, machine: host.machine};
		const {stdout} = await runWord('doctor --json', call);
		return JSON.parse(stdout).findings.filter(({check}: {check: string}) => check === 'setup');
	};
	expect(await doctor()).toMatchObject([{severity: 'ok'}]);
	host.state.tables.get('ip nat')?.set('POSTROUTING', {rules: []});
	expect(await doctor()).toMatchObject([
		{
			severity: 'fail',
			subject: 'chain IPVS-TUI-SNAT of iptables',
			fix: ['ipvs-tui setup --update'],
		},
	]);
	await setup(host, '--clean');
	expect(await doctor()).toEqual([]);
});

test('where real servers need something, too, it is said where to find it', async () => {
	const {stdout} = await setup(simulateHost(), '--from -', rules.replace('-m', '-g'));
	expect(stdout.trim().split('\n').at(-1)).toBe(
		'the real servers of direct routing and tunneling need commands of their own: ipvs-tui doctor prints them',
	);
});

test('after another start of the kernel a setting of somebody else is not put back', async () => {
	const host = simulateHost({modules: ['ip_vs']});
	await setup(host, '--from -');
	const state = host.state.files.get(stateFile) ?? '';
	host.state.files.set(stateFile, state.replace('the first', 'the one before'));
	await setup(host, '--clean');
	expect(host.state.settings.get('net/ipv4/ip_forward')).toBe('1');
	expect(host.state.modules.has('ip_vs_wlc')).toBe(true);
	expect(host.state.links.has('ipvs0')).toBe(false);
});
