import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import type {JsonReport} from '../../source/doctor/report-json.ts';
import type {Guest} from './guest.ts';
import {addresses, buildNetwork, networkFunctions, type Network} from './network.ts';
import {describeLab, labGuest, longTest} from './shared.ts';

const {vip, vip6, servers, servers6} = addresses;
const [first, second] = servers;

const masquerading = `-A -t ${vip}:80 -s rr
-a -t ${vip}:80 -r ${first}:80 -m
-a -t ${vip}:80 -r ${second}:80 -m
`;

/** Everything that setup can touch. What it says that it leaves loaded is not looked at. */
const state = `for program in iptables ip6tables; do "$program-save" | grep -v '^#' | sed 's/ \\[[0-9:]*\\]$//'; done
	ip address | grep -v valid_lft; ip route show table all; ip -6 route show table all; ip rule; ipset list -name; ipvsadm -Sn
	cut -d' ' -f1 /proc/modules | grep -vxE 'dummy|x_tables|ip6?_tables|ip6?table_.*' | sort
	sysctl -a 2>/dev/null | grep -v -e conntrack_count -e random. -e file-nr -e inode -e dentry -e fs.quota -e ns_last_pid
	find /etc/sysctl.d /etc/modules-load.d /var/lib/ipvs-tui -type f | sort`;

describeLab('setup on a bare director', () => {
	let guest: Guest;
	let network: Network;
	beforeAll(async () => {
		guest = await labGuest();
		network = await buildNetwork(guest, 'setup');
		// iptables makes the tables that it is asked about, for good.
		await onDirector(`ip address del ${vip}/32 dev front; ip address del ${vip6}/128 dev front
			sysctl -qw net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0
			for program in iptables ip6tables; do "$program" -t nat -S; "$program" -t mangle -S; done
			iptables -t nat -A POSTROUTING -s 203.0.113.0/24 -j MASQUERADE`);
	});
	afterAll(async () => network?.remove());
	beforeEach(async () => {
		await onDirector('ipvsadm -C');
	});

	const onDirector = async (script: string, stdin = '') => network.on('director', script, {stdin});
	const quietly = async (script: string, stdin = ''): Promise<string> => {
		const {stdout, stderr, code} = await onDirector(script, stdin);
		expect({stderr, code}, stdout).toEqual({stderr: '', code: 0});
		return stdout;
	};
	const snapshot = async (): Promise<string> => (await onDirector(state)).stdout;

	const getOn8080 = async () =>
		network.on('client', `curl --silent --max-time 5 http://${vip}:8080/`);

	/** A server on the director itself, on ports 80 and 8080; returns its process. */
	const listen = async (name: string): Promise<string> =>
		quietly(`source '${networkFunctions}'
			setsid python3 -ES "$lab_topology/server.py" ${name} 127.0.0.1 </dev/null >/dev/null 2>&1 &
			echo $!
			wait_for 20 curl --silent --output /dev/null http://127.0.0.1:8080/`);

	/** Sets the host up for a table, looks at the traffic, and takes all away again. */
	const whileSetUp = async (
		rules: string,
		options: string,
		look: () => Promise<void>,
	): Promise<void> => {
		await quietly('ipvsadm -C; ipvsadm -R', rules);
		const before = await snapshot();
		await quietly(`ipvs-tui setup ${options}`);
		try {
			await look();
			expect(await quietly(`ipvs-tui setup ${options}`)).toMatch(/^nothing to do/);
		} finally {
			await quietly('ipvs-tui setup --clean');
		}
		expect(await snapshot()).toBe(before);
	};

	test('masquerading with source NAT: servers without a way back answer', async () => {
		await network.on('rs1', 'ip route del default; ip -6 route del default');
		await network.on('rs2', 'ip route del default; ip -6 route del default');
		const wide = masquerading
			.replaceAll(vip, `[${vip6}]`)
			.replace(first, `[${servers6[0]}]`)
			.replace(second, `[${servers6[1]}]`);
		await whileSetUp(masquerading + wide, '--snat masquerade --persist', async () => {
			expect(await network.get(4)).toEqual({rs1: 2, rs2: 2});
			expect(await network.get(4, `http://[${vip6}]/`)).toEqual({rs1: 2, rs2: 2});
			const {stdout} = await onDirector('ipvs-tui doctor --json');
			const {findings} = JSON.parse(stdout) as JsonReport;
			expect(findings.filter(({severity}) => severity === 'fail' || severity === 'warn')).toEqual(
				[],
			);
		});
		expect(await quietly('ipvs-tui setup --clean')).toMatch(/^nothing to do/);
	});

	test('the condition of the rules for nftables selects the same packets', async () => {
		// This kernel has no nftables for NAT; iptables can ask for the same.
		await quietly('modprobe xt_conntrack');
		const rule = `POSTROUTING -p tcp -m conntrack --ctorigdst ${vip} --ctorigdstport 80 ! -d ${vip} -j MASQUERADE`;
		await whileSetUp(masquerading, '', async () => {
			await quietly(`sysctl -qw net.ipv4.vs.conntrack=1; iptables -t nat -A ${rule}`);
			expect(await network.get(4)).toEqual({rs1: 2, rs2: 2});
			await quietly(`sysctl -qw net.ipv4.vs.conntrack=0; iptables -t nat -D ${rule}`);
		});
	});

	longTest(
		'a pool of addresses is spread over the clients, each of which keeps its own',
		async () => {
			const clients = Array.from({length: 8}, (_, at) => `10.0.1.${20 + at}`);
			const counted = ['10.0.2.101', '10.0.2.102'];
			await network.on(
				'client',
				clients.map(each => `ip address add ${each}/32 dev front`).join('\n'),
			);
			for (const server of ['rs1', 'rs2'] as const) {
				// oxlint-disable-next-line no-await-in-loop -- two
				await network.on(
					server,
					counted.map(each => `iptables -A INPUT -p tcp --syn -s ${each}`).join('\n'),
				);
			}
			await whileSetUp(masquerading, `--snat ${vip}:80=${counted.join('-')}`, async () => {
				const {stdout} = await network.on(
					'client',
					clients
						.map(each => `curl --silent --max-time 5 --interface ${each} 'http://${vip}/?[1-2]'`)
						.join('\n'),
				);
				expect(stdout.trim().split('\n')).toHaveLength(16);
				const syns = await Promise.all(
					(['rs1', 'rs2'] as const).map(async server =>
						(await network.on(server, "iptables -nvxL INPUT | awk 'NR > 2 {print $1}'")).stdout
							.trim()
							.split('\n')
							.map(Number),
					),
				);
				const [one = 0, other = 0] = [0, 1].map(at =>
					syns.reduce((sum, counts) => sum + (counts[at] ?? 0), 0),
				);
				expect(one + other).toBe(16);
				expect(Math.min(one, other)).toBeGreaterThan(0);
				// Two requests of each client come from the same address.
				expect(one % 2).toBe(0);
			});
		},
	);

	test.each([
		['direct routing', '-g', ''],
		['tunneling, by local routes', '-i', '--link lo'],
	])('%s', async (_, method, options) => {
		await whileSetUp(masquerading.replaceAll('-m\n', `${method}\n`), options, async () => {
			expect(await network.get(4)).toEqual({rs1: 2, rs2: 2});
		});
	});

	longTest(
		'everything but the services is refused, and new services are let through by --update',
		async () => {
			const listener = await listen('director');
			await quietly('ipvsadm -C; ipvsadm -R', masquerading);
			const before = await snapshot();
			await quietly('ipvs-tui setup --snat masquerade');
			expect(await getOn8080()).toMatchObject({stdout: 'director\n'});

			await quietly('ipvs-tui setup --snat masquerade --catch-all 666');
			expect(await network.get(4)).toEqual({rs1: 2, rs2: 2});
			expect(await getOn8080()).toMatchObject({stdout: '', code: 7});

			await quietly(`ipvsadm -A -t ${vip}:8080 -s rr; ipvsadm -a -t ${vip}:8080 -r ${first}:80 -m`);
			expect(await quietly('ipvs-tui setup --update')).toBe('~ ipset ipvs-tui-services-4\n');
			expect(await getOn8080()).toMatchObject({stdout: 'rs1\n', code: 0});

			await quietly(`ipvsadm -D -t ${vip}:8080; ipvs-tui setup --clean`);
			expect(await snapshot()).toBe(before);
			await onDirector(`kill ${listener}`);
		},
	);

	test('link mode: clients and real servers on the director itself', async () => {
		const listener = await listen('here');
		const rules = `-A -t 10.99.0.1:80 -s rr
-a -t 10.99.0.1:80 -r 127.0.0.1:8080 -m
-a -t 10.99.0.1:80 -r ${first}:80 -m
`;
		await whileSetUp(rules, '--link-mode', async () => {
			const {stdout} = await onDirector(`curl --silent --max-time 5 'http://10.99.0.1/?[1-4]'`);
			expect(stdout.trim().split('\n').toSorted()).toEqual(['here', 'here', 'rs1', 'rs1']);
		});
		await onDirector(`kill ${listener}`);
	});

	test('killed in the middle: doctor says so, a run mends it, --clean takes all away', async () => {
		await quietly('ipvsadm -R', masquerading);
		const before = await snapshot();
		const deadly = `mkdir -p /tmp/deadly; cat >/tmp/deadly/iptables-restore <<'END'
#!/bin/sh
[ "$1" = --version ] && exit 0
iptables-legacy-restore "$@"
kill -KILL $PPID
END
chmod +x /tmp/deadly/iptables-restore`;
		await quietly(deadly);
		const killed = async () =>
			onDirector('PATH=/tmp/deadly:$PATH ipvs-tui setup --snat masquerade');
		expect((await killed()).code).toBe(137);
		await quietly('ipvs-tui setup --clean');
		expect(await snapshot()).toBe(before);

		expect((await killed()).code).toBe(137);
		await onDirector('iptables -t nat -F IPVS-TUI-SNAT');
		const {stdout} = await onDirector('ipvs-tui doctor --json');
		expect(JSON.parse(stdout).findings[0]).toMatchObject({
			check: 'setup',
			severity: 'fail',
			subject: 'chain IPVS-TUI-SNAT of iptables',
		});
		expect(await quietly('ipvs-tui setup --snat masquerade')).toBe(
			'~ chain IPVS-TUI-SNAT of iptables\n',
		);
		expect(await network.get(2)).toEqual({rs1: 1, rs2: 1});
		await quietly('ipvs-tui setup --clean');
		expect(await snapshot()).toBe(before);
	});
});
