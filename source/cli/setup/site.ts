import {unseen, type Evidence, type Link, type ServiceFacts} from '../../doctor/evidence.ts';
import {isWithin, parseAddress, parsePrefix} from '../../doctor/prefix.ts';
import {gather, type Director} from '../../host/gather.ts';
import {addressText} from '../../model/address.ts';
import {chooseBackend} from '../../setup/backend.ts';
import type {Surroundings} from '../../setup/desired.ts';
import type {Item} from '../../setup/item.ts';
import {look} from '../../setup/look.ts';
import type {Machine} from '../../setup/machine.ts';
import type {Present} from '../../setup/present.ts';
import type {Backend} from '../../setup/wishes.ts';
import {runningDirector} from '../host/examine-director.ts';
import {fileFacts} from '../host/file-facts.ts';
import type {WordCall} from '../words/word.ts';

/** A host that was looked at, with the services that it is for. */
export type Site = Surroundings & {
	readonly services: readonly ServiceFacts[];
	/** What the host uses; a sentence where it has nothing to use. */
	readonly backend: () => Promise<Backend | string>;
	/** A sentence where something of them cannot be seen. */
	readonly look: (items: readonly Item[]) => Promise<Present | string>;
};

/** @returns sentences when the services cannot be had */
export const openSite = async (
	call: WordCall,
	machine: Machine,
	from: string | undefined,
): Promise<Site | readonly string[]> => {
	const director = await runningDirector({...call, reach: machine});
	if (from !== undefined) {
		const file = await fileFacts(from, call);
		return 'services' in file ? siteOf(file, director, machine) : file;
	}
	return typeof director === 'string' ? [director] : siteOf(director, director, machine);
};

/** To take something away: that needs no table. */
export const openBareSite = async (call: WordCall, machine: Machine): Promise<Site> => {
	const director = await runningDirector({...call, reach: machine});
	return siteOf(typeof director === 'string' ? noDirector : director, director, machine);
};

const noDirector: Director = {
	source: 'kernel',
	ipvs: unseen('not asked'),
	services: unseen('not asked'),
	isDetailed: false,
	daemons: unseen('not asked'),
	pitfalls: [],
};

const siteOf = async (
	director: Director,
	running: Director | string,
	machine: Machine,
): Promise<Site> => {
	const evidence = await gather(machine, director, {noProbe: 'not needed', arp: false});
	const {links, routes} = evidence;
	return {
		services: servicesOf(director),
		devices: links.isSeen ? links.value.map(({name}) => name) : [],
		isHere: address => routes.isSeen && routes.value.get(addressText(address))?.kind === 'local',
		linkOf: text => linkOf(text, links.isSeen ? links.value : []),
		backend: async () => backendOf(machine, evidence),
		look: async items =>
			look(machine, items, {
				...evidence,
				services: typeof running === 'string' ? [] : servicesOf(running),
			}),
	};
};

const linkOf = (text: string, links: readonly Link[]): string | undefined => {
	const address = parseAddress(text);
	const found = links.find(
		({isUp, isLoopback, addresses}) =>
			isUp &&
			!isLoopback &&
			addresses.some(each => {
				const prefix = parsePrefix(`${each.address}/${each.length}`);
				return (
					address !== undefined &&
					prefix !== undefined &&
					each.length < 128 &&
					isWithin(prefix, address)
				);
			}),
	);
	return found?.name;
};

const servicesOf = ({services}: Director): readonly ServiceFacts[] =>
	services.isSeen ? services.value : [];

const backendOf = async (
	machine: Machine,
	{packetRules, modules}: Evidence,
): Promise<Backend | string> => {
	const [nft, iptables] = await Promise.all([
		machine.run('nft', ['--version']),
		machine.run('iptables-restore', ['--version']),
	]);
	return (
		chooseBackend({
			hasNft: nft.kind === 'ran',
			hasIptables: iptables.kind === 'ran',
			rules: packetRules.isSeen ? packetRules.value : [],
			modules: modules.isSeen ? modules.value.present : new Set(),
		}) ?? 'neither nft nor iptables is here: install nftables'
	);
};
