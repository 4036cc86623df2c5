import {addressText, type Address} from '../model/address.ts';
import {seen, unseen, type Evidence, type Link, type Seen} from '../doctor/evidence.ts';
import {gatherArp} from './gather-arp.ts';
import {gatherPacketRules} from './gather-packet-rules.ts';
import {gatherProbes} from './gather-probes.ts';
import {gatherWriters} from './gather-writers.ts';
import {
	readDefaultRoutes,
	readLinks,
	readNeighbours,
	readPolicyRules,
	readRoutes,
} from './parse/ip-json.ts';
import {
	hasNetworkAdministrator,
	isInitialUserNamespace,
	networkCounter,
	loadedModules,
	moduleNames,
} from './parse/proc.ts';
import type {Reach} from './reach.ts';

/** What the director itself says, or a file in its place. */
export type Director = Pick<
	Evidence,
	'source' | 'ipvs' | 'services' | 'isDetailed' | 'daemons' | 'pitfalls'
>;

export type Wishes = {
	/** Why no TCP connections to the real servers are opened; undefined opens one to each. */
	readonly noProbe: string | undefined;
	/** Whether to ask by ARP who else answers for the virtual addresses. */
	readonly arp: boolean;
};

/** Looks at a host: everything that the checks want to know. It changes nothing and waits for nothing for long. */
export const gather = async (
	reach: Reach,
	director: Director,
	wishes: Wishes,
): Promise<Evidence> => {
	const modules = await gatherModules(reach);
	const [
		release,
		isAdministrator,
		links,
		defaultRoutes,
		packetRules,
		reversePathDrops,
		writers,
		routes,
	] = await Promise.all([
		gatherRelease(reach),
		gatherPermission(reach),
		gatherLinks(reach),
		gatherDefaultRoutes(reach),
		gatherPacketRules(reach, modules),
		gatherDrops(reach),
		gatherWriters(reach),
		gatherRoutes(reach, director),
	]);
	const [sysctls, probes] = await Promise.all([
		gatherSysctls(reach, links),
		wishes.noProbe === undefined ? gatherProbes(reach, director.services) : unseen(wishes.noProbe),
	]);
	const before = {...director, modules, release, isAdministrator, links, defaultRoutes, routes};
	const [arp, neighbours, policyRules] = await Promise.all([
		wishes.arp ? gatherArp(reach, before) : unseen('only with --arp'),
		// After the probes: they make the kernel ask its neighbours.
		gatherNeighbours(reach),
		gatherPolicyRules(reach, before),
	]);
	return {
		...before,
		policyRules,
		packetRules,
		reversePathDrops,
		writers,
		sysctls,
		probes,
		neighbours,
		arp,
	};
};

/** Of a director without a host that could be looked at. */
export const withoutHost = (director: Director, because: string): Evidence => {
	const nothing = unseen(because);
	return {
		...director,
		modules: nothing,
		release: nothing,
		isAdministrator: nothing,
		links: nothing,
		defaultRoutes: nothing,
		routes: nothing,
		packetRules: nothing,
		reversePathDrops: nothing,
		writers: nothing,
		sysctls: new Map(),
		probes: nothing,
		neighbours: nothing,
		arp: nothing,
	};
};

export const gatherModules = async (reach: Reach): Promise<Evidence['modules']> => {
	const [loaded, release] = await Promise.all([
		reach.readFile('/proc/modules'),
		gatherRelease(reach),
	]);
	const folder = `/lib/modules/${release.isSeen ? release.value : ''}`;
	const [builtIn, dependencies, table] = await Promise.all([
		reach.readFile(`${folder}/modules.builtin`),
		reach.readFile(`${folder}/modules.dep`),
		reach.list('/proc/net'),
	]);
	if (!loaded.isSeen) {
		return loaded;
	}
	const within = builtIn.isSeen ? moduleNames(builtIn.value ?? '') : [];
	// Built in, in a container without the modules of its kernel, there is no other sign of it.
	const ipvs = table.isSeen && table.value.includes('ip_vs') ? ['ip_vs'] : [];
	return seen({
		present: new Set([...loadedModules(loaded.value ?? ''), ...within, ...ipvs]),
		available:
			dependencies.isSeen && dependencies.value !== undefined
				? seen(new Set(moduleNames(dependencies.value)))
				: unseen(`there is no ${folder}/modules.dep`),
	});
};

const gatherRelease = async (reach: Reach): Promise<Seen<string>> =>
	wanted(await reach.readFile('/proc/sys/kernel/osrelease'), text => text.trim());

/** A file that must be there. */
const wanted = <Value>(
	file: Seen<string | undefined>,
	read: (text: string) => Value | undefined,
): Seen<Value> => {
	const value = file.isSeen && file.value !== undefined ? read(file.value) : undefined;
	if (value !== undefined) {
		return seen(value);
	}
	return file.isSeen ? unseen('the kernel does not say') : file;
};

const gatherPermission = async (reach: Reach): Promise<Seen<boolean>> => {
	const [status, map] = await Promise.all([
		reach.readFile('/proc/self/status'),
		reach.readFile('/proc/self/uid_map'),
	]);
	const isInitial =
		map.isSeen && map.value !== undefined ? isInitialUserNamespace(map.value) : true;
	return wanted(status, text => isInitial && hasNetworkAdministrator(text));
};

const gatherDrops = async (reach: Reach): Promise<Seen<number>> =>
	wanted(await reach.readFile('/proc/net/netstat'), text =>
		networkCounter(text, 'TcpExt', 'IPReversePathFilter'),
	);

/** What the program `ip` prints, read; or why not. */
const asked = async <Value>(
	reach: Reach,
	words: readonly string[],
	read: (text: string) => Value | undefined,
): Promise<Seen<Value>> => {
	const ran = await reach.run('ip', words);
	if (ran.kind !== 'ran') {
		return unseen(
			ran.kind === 'absent' ? 'the program ip (iproute2) is not there' : 'ip did not end in time',
		);
	}
	const value = ran.code === 0 ? read(ran.stdout) : undefined;
	return value === undefined
		? unseen(`ip ${words.join(' ')} failed: ${ran.stderr.split('\n', 1)[0] ?? ''}`)
		: seen(value);
};

const gatherLinks = async (reach: Reach): Promise<Seen<readonly Link[]>> =>
	asked(reach, ['-j', '-d', 'address'], readLinks);

const gatherDefaultRoutes = async (reach: Reach): Promise<Evidence['defaultRoutes']> => {
	const [four, six] = await Promise.all([
		asked(reach, ['-j', 'route', 'show', 'default'], text => readDefaultRoutes(text, 'ipv4')),
		asked(reach, ['-j', '-6', 'route', 'show', 'default'], text => readDefaultRoutes(text, 'ipv6')),
	]);
	// A host without IPv6 fails on the second one.
	return four.isSeen ? seen([...four.value, ...(six.isSeen ? six.value : [])]) : four;
};

/** Of the families of virtual addresses that are not local: elsewhere nobody asks. */
const gatherPolicyRules = async (
	reach: Reach,
	{services, routes}: Pick<Evidence, 'services' | 'routes'>,
): Promise<Evidence['policyRules']> => {
	const found = routes.isSeen ? routes.value : new Map<string, never>();
	const families = new Set(
		(services.isSeen ? services.value : []).flatMap(({service: {match}}) =>
			match.kind === 'address' &&
			(found.get(addressText(match.address))?.kind ?? 'local') !== 'local'
				? [match.address.family]
				: [],
		),
	);
	const answers = await Promise.all(
		[...families].map(async family =>
			asked(reach, ['-j', ...(family === 'ipv6' ? ['-6'] : []), 'rule'], text =>
				readPolicyRules(text, family),
			),
		),
	);
	const unanswered = answers.find(({isSeen}) => !isSeen);
	return families.size === 0
		? undefined
		: (unanswered ?? seen(answers.flatMap(answer => (answer.isSeen ? answer.value : []))));
};

const gatherNeighbours = async (reach: Reach): Promise<Evidence['neighbours']> =>
	asked(reach, ['-j', 'neigh'], readNeighbours);

/** More than a person has; the rest is not looked up, and said so. */
const mostLookups = 4096;

const gatherRoutes = async (reach: Reach, {services}: Director): Promise<Evidence['routes']> => {
	const found = services.isSeen ? services.value : [];
	const addresses: readonly Address[] = [
		...found.flatMap(({service: {match}}) => (match.kind === 'address' ? [match.address] : [])),
		...found.flatMap(({servers}) => servers.map(({destination}) => destination.address)),
	];
	const texts = [...new Set(addresses.map(addressText))].slice(0, mostLookups);
	if (texts.length === 0) {
		return seen(new Map());
	}
	const lines = texts.map(text => `route get ${text}\n`).join('');
	const ran = await reach.run('ip', ['-j', '-force', '-batch', '-'], lines);
	if (ran.kind !== 'ran') {
		return unseen(
			ran.kind === 'absent' ? 'the program ip (iproute2) is not there' : 'ip did not end in time',
		);
	}
	return seen(readRoutes(texts, ran));
};

const fixedSettings = [
	'net/ipv4/ip_forward',
	'net/ipv4/ip_nonlocal_bind',
	'net/ipv4/conf/all/rp_filter',
	'net/ipv6/conf/all/forwarding',
	'net/bridge/bridge-nf-call-iptables',
	'net/bridge/bridge-nf-call-ip6tables',
	'net/netfilter/nf_conntrack_max',
	'net/netfilter/nf_conntrack_count',
	'net/netfilter/nf_conntrack_buckets',
	...[
		'conntrack',
		'snat_reroute',
		'expire_nodest_conn',
		'expire_quiescent_template',
		'conn_reuse_mode',
		'run_estimation',
		'drop_entry',
		'drop_packet',
		'sync_version',
		'sync_threshold',
	].map(name => `net/ipv4/vs/${name}`),
];

const gatherSysctls = async (
	reach: Reach,
	links: Evidence['links'],
): Promise<Evidence['sysctls']> => {
	const names = links.isSeen ? links.value.map(({name}) => name) : [];
	const paths = [
		...fixedSettings,
		...names.flatMap(name => [
			`net/ipv4/conf/${name}/rp_filter`,
			`net/ipv4/conf/${name}/forwarding`,
		]),
	];
	const read = async (path: string) => {
		const file = await reach.readFile(`/proc/sys/${path}`);
		return [path, file.isSeen ? seen(file.value?.trim()) : file] as const;
	};
	return new Map(await Promise.all(paths.map(read)));
};
