import {addressText, type Address} from '../model/address.ts';
import {familyOfMatch} from '../model/service.ts';
import type {ServiceFacts} from '../doctor/evidence.ts';
import {iptablesItems} from './filter-iptables.ts';
import {nftablesItems} from './filter-nftables.ts';
import type {Item} from './item.ts';
import {families, isMasqueraded, trafficOf} from './traffic.ts';
import type {Backend, Place, Wishes} from './wishes.ts';

/** What is to be known of a host before it can be said what it shall have. */
export type Surroundings = {
	/** Names of its interfaces. */
	readonly devices: readonly string[];
	/** Real servers that are this host itself. */
	readonly isHere: (address: Address) => boolean;
	/** The interface whose network an address belongs to. */
	readonly linkOf: (address: string) => string | undefined;
};

/**
All that a host shall have for these services, in the order in which it can be made.

@param services - without a service of our own that catches everything else
*/
export const desired = (
	services: readonly ServiceFacts[],
	wishes: Wishes,
	surroundings: Surroundings,
): readonly Item[] => {
	const traffic = families.flatMap(family => trafficOf(family, services, wishes) ?? []);
	const isTranslated = traffic.some(({translations}) => translations.length > 0);
	const modules = modulesOf(services);
	const settings = settingsOf(services, isTranslated, surroundings);
	const items: readonly Item[] = [
		...modules.map(name => ({kind: 'module', name}) as const),
		...settings,
		...addressItems(
			[
				...virtualAddresses(services),
				...poolAddresses(
					wishes,
					traffic.map(({family}) => family),
				),
			],
			wishes.place,
			surroundings,
		),
		...traffic.flatMap(({catchAll, family}) =>
			catchAll === undefined ? [] : [{kind: 'mark-service', mark: catchAll.mark, family} as const],
		),
		...traffic.flatMap(filters[wishes.backend]),
		...(wishes.isPersistent ? fileItems(modules, settings) : []),
	];
	return items;
};

const filters: Readonly<Record<Backend, typeof iptablesItems>> = {
	iptables: iptablesItems,
	nftables: nftablesItems,
};

/** The kernel loads the others itself when it needs them. */
const modulesOf = (services: readonly ServiceFacts[]): readonly string[] => [
	...new Set([
		'ip_vs',
		...services.flatMap(({service: {scheduler, persistenceEngine}}) => [
			...(scheduler === 'none' ? [] : [`ip_vs_${scheduler}`]),
			...(persistenceEngine === '' ? [] : [`ip_vs_pe_${persistenceEngine}`]),
		]),
	]),
];

type Setting = Item & {readonly kind: 'setting'};

const settingsOf = (
	services: readonly ServiceFacts[],
	isTranslated: boolean,
	{devices, isHere}: Surroundings,
): readonly Setting[] => {
	const forwarded = services.filter(
		facts =>
			isMasqueraded(facts) && facts.servers.some(({destination}) => !isHere(destination.address)),
	);
	const has = (family: string) =>
		forwarded.some(({service}) => familyOfMatch(service.match) === family);
	return [
		...(has('ipv4')
			? [
					{
						kind: 'setting',
						path: 'net/ipv4/ip_forward',
						value: '1',
						alsoChanges: [
							...['default', ...devices].map(device => `net/ipv4/conf/${device}/forwarding`),
							'net/ipv4/conf/all/accept_redirects',
						],
					} as const,
				]
			: []),
		...(has('ipv6')
			? [
					{
						kind: 'setting',
						path: 'net/ipv6/conf/all/forwarding',
						value: '1',
						alsoChanges: ['default', ...devices].map(
							device => `net/ipv6/conf/${device}/forwarding`,
						),
					} as const,
				]
			: []),
		...(isTranslated
			? [{kind: 'setting', path: 'net/ipv4/vs/conntrack', value: '1', alsoChanges: []} as const]
			: []),
	];
};

const virtualAddresses = (services: readonly ServiceFacts[]): readonly string[] =>
	services.flatMap(({service: {match}}) =>
		match.kind === 'address' ? [addressText(match.address)] : [],
	);

/** Answers to the addresses of a pool must come here, so the host must have them. */
const poolAddresses = ({sourceNat}: Wishes, used: readonly string[]): readonly string[] =>
	sourceNat.flatMap(({how}) =>
		how.kind === 'addresses' && used.includes(how.first.family)
			? addressesBetween(how.first, how.last)
			: [],
	);

/** More than anybody needs: each has 64512 ports for every server. */
export const mostPoolAddresses = 256;

export const addressesBetween = (first: Address, last: Address): readonly string[] => {
	const found: string[] = [];
	const bytes = Uint8Array.from(first.bytes);
	while (found.length <= mostPoolAddresses) {
		found.push(addressText({family: first.family, bytes}));
		if (Buffer.compare(bytes, last.bytes) >= 0) {
			break;
		}
		let at = bytes.length - 1;
		while (at >= 0 && bytes[at] === 0xff) {
			bytes[at] = 0;
			at -= 1;
		}
		bytes[at] = (bytes[at] ?? 0) + 1;
	}
	return found;
};

/**
Any interface answers ARP for an address of the host, but neighbours of IPv6 only hear of it on the interface that has it: there it goes
where its network is.
*/
const addressItems = (
	addresses: readonly string[],
	place: Place,
	{linkOf}: Surroundings,
): readonly Item[] => {
	const items = [...new Set(addresses)].map((address): Item & {readonly device: string} => {
		const neighbours = address.includes(':') ? linkOf(address) : undefined;
		return place.kind === 'dummy' || neighbours !== undefined
			? {kind: 'address', address, device: neighbours ?? place.device}
			: {kind: 'route', address, device: place.device};
	});
	const isOnOwn = items.some(({device}) => place.kind === 'dummy' && device === place.device);
	return isOnOwn ? [{kind: 'link', name: place.device}, ...items] : items;
};

const fileItems = (modules: readonly string[], settings: readonly Setting[]): readonly Item[] => [
	{
		kind: 'file',
		path: '/etc/modules-load.d/ipvs-tui.conf',
		text: `${heading}${modules.map(name => `${name}\n`).join('')}`,
	},
	...(settings.length === 0
		? []
		: [
				{
					kind: 'file',
					path: '/etc/sysctl.d/90-ipvs-tui.conf',
					text: `${heading}${settings.map(({path, value}) => `${path.replaceAll('/', '.')} = ${value}\n`).join('')}`,
				} as const,
			]),
];

const heading = '# written by ipvs-tui setup; setup --clean removes it\n';
