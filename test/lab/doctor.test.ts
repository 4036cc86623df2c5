import {afterAll, beforeAll, expect, test} from 'vitest';
import type {JsonReport} from '../../source/doctor/report-json.ts';
import type {Guest} from './guest.ts';
import {addresses, buildNetwork, networkFunctions, type Network} from './network.ts';
import {describeLab, labGuest} from './shared.ts';

const {vip, servers} = addresses;
const [first, second] = servers;

const masquerading = `-A -t ${vip}:80 -s wlc
-a -t ${vip}:80 -r ${first}:80 -m
-a -t ${vip}:80 -r ${second}:80 -m
`;
const direct = masquerading.replaceAll('-m\n', '-g\n');

type Broken = {
	/** What is wrong. */
	readonly title: string;
	/** The table. @default masquerading, in order */
	readonly rules?: string;
	/** Breaks the director, in its namespace. */
	readonly breaks?: string;
	/** Makes it whole again. */
	readonly mends?: string;
	/** What the client does when all is broken, whether or not it gets an answer. */
	readonly client?: string;
	/** @default doctor */
	readonly words?: string;
	/** What must be said before everything else. */
	readonly first: object;
	/** The commands that come with it are all that it takes. @default false */
	readonly isMendable?: boolean;
};

const broken: readonly Broken[] = [
	{
		title: 'no forwarding',
		breaks: 'sysctl -qw net.ipv4.ip_forward=0',
		mends: 'sysctl -qw net.ipv4.ip_forward=1',
		isMendable: true,
		first: {check: 'ip-forward', severity: 'fail', subject: 'net.ipv4.ip_forward'},
	},
	{
		title: 'a packet filter that forwards nothing',
		breaks: 'iptables -P FORWARD DROP',
		mends: 'iptables -P FORWARD ACCEPT; iptables -F FORWARD',
		isMendable: true,
		first: {
			check: 'packet-filter',
			severity: 'fail',
			evidence: 'its answers: dropped in FORWARD by -P FORWARD DROP',
		},
	},
	{
		title: 'a packet filter that lets nobody in',
		breaks: `iptables -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
			iptables -A INPUT -i lo -j ACCEPT
			iptables -A INPUT -j REJECT`,
		mends: 'iptables -F INPUT',
		isMendable: true,
		first: {check: 'packet-filter', severity: 'fail', subject: `tcp ${vip}:80`},
	},
	{
		title: 'the interface of the real servers is down',
		breaks: 'ip link set back down',
		mends: 'ip link set back up; ip address add fd00:2::1/64 dev back nodad',
		isMendable: true,
		first: {check: 'links', severity: 'fail', subject: 'back'},
	},
	{
		title: 'a strict reverse path filter with direct routing, and answers that leave elsewhere',
		rules: direct,
		breaks: 'ip route add default via 10.0.2.254; sysctl -qw net.ipv4.conf.front.rp_filter=1',
		mends: 'ip route del default; sysctl -qw net.ipv4.conf.front.rp_filter=0',
		client: `ip address add 198.51.100.10/32 dev lo
			curl --silent --max-time 1 --interface 198.51.100.10 http://${vip}/
			ip address del 198.51.100.10/32 dev lo`,
		isMendable: true,
		first: {check: 'rp-filter', severity: 'fail', subject: 'net.ipv4.conf.front.rp_filter'},
	},
	{
		title: 'the virtual address is nowhere',
		breaks: `ip address del ${vip}/32 dev front`,
		mends: `ip link del ipvs0; ip address add ${vip}/32 dev front`,
		isMendable: true,
		first: {check: 'vip-local', severity: 'fail', subject: vip},
	},
	{
		title: 'a policy rule that decides before the table of local addresses',
		breaks: `ip route add default via ${first} table 77; ip rule add priority 100 lookup local
			ip rule del priority 0; ip rule add priority 10 to ${vip} lookup 77`,
		mends: `ip rule add priority 0 lookup local; ip rule del priority 9; ip rule del priority 10
			ip rule del priority 100; ip route flush table 77`,
		isMendable: true,
		first: {
			check: 'vip-local',
			severity: 'fail',
			subject: vip,
			evidence: expect.stringContaining(`"10: from all to ${vip} lookup 77"`),
		},
	},
	{
		title: 'source NAT beside a rule that keeps its packets from being tracked',
		breaks: `sysctl -qw net.ipv4.vs.conntrack=1; iptables -t nat -A POSTROUTING -m ipvs --ipvs -j MASQUERADE
			iptables -t raw -A PREROUTING -d ${vip} -j CT --notrack`,
		mends: 'iptables -t raw -F; iptables -t nat -F POSTROUTING; sysctl -qw net.ipv4.vs.conntrack=0',
		isMendable: true,
		first: {check: 'untracked', severity: 'fail', subject: `tcp ${vip}:80`},
	},
	{
		title: 'a real server that is not there',
		rules: masquerading.replace(second, '10.0.2.99'),
		first: {check: 'server-answers', severity: 'fail', subject: '10.0.2.99:80'},
	},
	{
		title: 'a real server that does not listen',
		rules: masquerading.replace(`${second}:80`, `${second}:81`),
		first: {
			check: 'server-answers',
			severity: 'fail',
			subject: `${second}:81`,
			evidence: expect.stringContaining('refuses TCP connections'),
		},
	},
	{
		title: 'another port with direct routing, which ipvsadm does not keep',
		rules: `-A -t ${vip}:81\n-a -t ${vip}:81 -r ${first}:8080 -g\n`,
		first: {
			check: 'server-answers',
			severity: 'warn',
			subject: `${first}:81`,
			why: expect.stringContaining('cannot change the port'),
		},
	},
	{
		title: 'the same in a file, before it is applied',
		words: `doctor --for - <<<'-A -t ${vip}:81
-a -t ${vip}:81 -r ${first}:8080 -g'`,
		first: {check: 'file', severity: 'fail', subject: 'line 2'},
	},
	{
		title: 'a scheduler that this kernel has not, in a file',
		words: `doctor --for - <<<'-A -t ${vip}:80 -s twos
-a -t ${vip}:80 -r ${first}:80 -m'`,
		first: {check: 'schedulers', severity: 'fail', subject: 'twos'},
	},
	{
		title: 'weight 0 only',
		rules: masquerading.replaceAll('-m\n', '-m -w 0\n'),
		first: {check: 'empty-service', severity: 'fail', subject: `tcp ${vip}:80`},
	},
	{
		title: 'source NAT without vs.conntrack',
		breaks: `iptables -t nat -A POSTROUTING -m ipvs --vaddr ${vip} --vport 80 -j MASQUERADE`,
		mends: 'sysctl -qw net.ipv4.vs.conntrack=0; iptables -t nat -F POSTROUTING',
		isMendable: true,
		first: {check: 'vs-conntrack', severity: 'fail', subject: 'net.ipv4.vs.conntrack'},
	},
	{
		title: 'a rule that comes before that for balanced packets',
		breaks: `sysctl -qw net.ipv4.vs.conntrack=1
			iptables -t nat -A POSTROUTING -j ACCEPT
			iptables -t nat -A POSTROUTING -m ipvs --ipvs -j MASQUERADE`,
		mends: 'sysctl -qw net.ipv4.vs.conntrack=0; iptables -t nat -F POSTROUTING',
		isMendable: true,
		first: {
			check: 'rule-order',
			severity: 'warn',
			evidence: 'comes behind: -A POSTROUTING -j ACCEPT',
		},
	},
	{
		title: 'thresholds that are reached',
		rules: masquerading.replaceAll('-m\n', '-m -x 1\n'),
		client: `curl --silent 'http://${vip}/?[1-2]'`,
		first: {check: 'thresholds', severity: 'fail', subject: `tcp ${vip}:80`},
	},
	{
		title: 'clients of UDP that would hang on a removed server',
		rules: `-A -u ${vip}:53\n-a -u ${vip}:53 -r ${first}:53 -g\n-a -u ${vip}:53 -r ${second}:53 -g\n`,
		first: {check: 'expire-nodest', severity: 'warn', subject: 'net.ipv4.vs.expire_nodest_conn'},
	},
];

const said = ({findings}: JsonReport): readonly string[] =>
	findings.map(({check, severity}) => `${check} ${severity}`);

describeLab('doctor on a real host', {timeout: 200_000}, () => {
	let guest: Guest;
	let network: Network;
	beforeAll(async () => {
		guest = await labGuest();
		network = await buildNetwork(guest, 'doctor');
		// iptables makes the tables that it is asked about; then they do not count as a change.
		await network.on('director', 'iptables -t nat -S >/dev/null');
	});
	afterAll(async () => network?.remove());

	const onDirector = async (script: string, stdin = '') => network.on('director', script, {stdin});

	const reportOf = async (words: string): Promise<JsonReport> => {
		const {stdout, stderr} = await onDirector(
			`ipvs-tui ${words.replace('doctor', 'doctor --json')}`,
		);
		expect(stderr).toBe('');
		return JSON.parse(stdout);
	};

	/** What is said after these commands. */
	const mended = async (fix: readonly string[]): Promise<readonly string[]> => {
		const {stderr, code} = await onDirector(fix.join('\n'));
		expect({stderr, code}).toEqual({stderr: '', code: 0});
		return said(await reportOf('doctor'));
	};

	/** Waits until the counters of every server tell of the traffic: the kernel renews them every two seconds. */
	const counted = async (direction: 'in' | 'out'): Promise<void> => {
		const column = direction === 'in' ? 4 : 5;
		const {code} = await onDirector(
			`source '${networkFunctions}'
			all() { ipvsadm -Ln --stats | awk '$1 == "->" && $2 != "RemoteAddress:Port" && $${column} == 0 {exit 1}'; }
			wait_for 20 all`,
		);
		expect(code).toBe(0);
	};

	test('a director in order: nothing is wrong, and nothing is different afterwards', async () => {
		await onDirector('ipvsadm -C; ipvsadm -R', masquerading);
		await network.get(4);
		await counted('out');
		const state = `iptables-legacy-save | grep -v '^[#:]'; ip -4 address; ip -4 route show table all; ip rule; ipvsadm -Sn; cut -d' ' -f1 /proc/modules
			sysctl -a 2>/dev/null | grep -v -e conntrack_count -e random. -e file-nr -e inode -e dentry -e fs.quota -e ns_last_pid`;
		const before = await onDirector(state);
		const {stdout, stderr, code} = await onDirector('ipvs-tui doctor');
		expect({stderr, code}, stdout).toEqual({stderr: '', code: 0});
		expect(stdout).toMatch(/^ok +servers answer +2 real servers +2 answer on TCP$/m);
		expect(stdout).toMatch(/^ok +return path/m);
		expect(await onDirector(state)).toEqual(before);
	});

	test('another namespace, and an ordinary user', async () => {
		const inside = await reportOf('doctor');
		const fromOutside = await guest.run('ipvs-tui --netns doctor-director doctor --json');
		const outside: JsonReport = JSON.parse(fromOutside.stdout);
		expect(said(outside)).toEqual(said(inside));

		const user = 'setpriv --reuid 65534 --clear-groups ipvs-tui';
		const {stdout, code} = await onDirector(`${user} doctor --json`);
		expect(code).toBe(0);
		const seen: JsonReport = JSON.parse(stdout);
		expect(seen.findings).toContainEqual(
			expect.objectContaining({check: 'vip-local', severity: 'ok', subject: vip}),
		);
		expect(seen.findings).toContainEqual(
			expect.objectContaining({check: 'permission', severity: 'unknown'}),
		);
	});

	test('answers that go around the director', async () => {
		await onDirector('ipvsadm -C; ipvsadm -R', masquerading.replace(/.*10\.0\.2\.12.*\n/, ''));
		await network.on('rs1', 'ip route replace default via 10.0.2.254');
		await network.on(
			'client',
			`for n in {1..12}; do curl --silent --max-time 1 http://${vip}/ & done; wait`,
		);
		await counted('in');
		const {findings} = await reportOf('doctor');
		await network.on('rs1', 'ip route replace default via 10.0.2.1');
		expect(findings[0]).toMatchObject({
			check: 'return-path',
			severity: 'fail',
			subject: `${first}:80`,
			fix: expect.arrayContaining(['# on the real servers: ip route replace default via 10.0.2.1']),
		});
	});

	test.each(broken)(
		'$title: said first',
		async ({rules, breaks, mends, client, words, isMendable = false, first: expected}) => {
			await onDirector(`ipvsadm -C; ipvsadm -R; ${breaks ?? ''}`, rules ?? masquerading);
			if (client !== undefined) {
				await network.on('client', client);
			}
			const {findings} = await reportOf(words ?? 'doctor');
			const after = isMendable ? await mended(findings[0]?.fix ?? []) : [];
			await onDirector(mends ?? '');
			expect(findings[0]).toMatchObject(expected);
			expect(
				after.filter(finding => finding === `${findings[0]?.check} ${findings[0]?.severity}`),
			).toEqual([]);
		},
	);

	test.each([
		['direct routing', direct],
		['tunneling', direct.replaceAll('-g\n', '-i\n')],
	])('%s: the commands for the real servers are all that these need', async (method, rules) => {
		await onDirector('ipvsadm -C; ipvsadm -R', rules);
		await onDirector(`ipvsadm -d -t ${vip}:80 -r ${second}`);
		await network.on('rs1', bareServer);
		const {realServers} = await reportOf('doctor --no-probe');
		expect(realServers.map(({servers: names}) => names)).toEqual([[first]]);
		const {stderr, code} = await network.on('rs1', realServers[0]?.commands.join('\n') ?? '');
		expect({stderr, code}, method).toEqual({stderr: '', code: 0});
		expect(await network.get(2)).toEqual({rs1: 2});
	});
});

/** Takes away what the network has prepared its servers with. */
const bareServer = `ip address del ${vip}/32 dev lo
	ip link set tunl0 down
	sysctl -qw net.ipv4.conf.{all,tunl0}.rp_filter=1 net.ipv4.conf.all.arp_ignore=0 net.ipv4.conf.all.arp_announce=0`;
