import {addressText} from '../model/address.ts';
import {nftFamily, type Item, type NftChain} from './item.ts';
import type {CatchAll, Selected, Traffic, Translation} from './traffic.ts';
import type {SourceNat} from './wishes.ts';

/** A table of our own. It goes in and out as a whole, so sets stand in the rules themselves. */
export const nftablesItems = (traffic: Traffic): readonly Item[] => {
	const {family, translations, catchAll, isLinkMode} = traffic;
	const chains: NftChain[] = [];
	if (translations.length > 0) {
		chains.push({
			name: 'source_nat',
			// Before the chains of others at srcnat (100).
			hook: 'type nat hook postrouting priority 95',
			rules: translations.flatMap(translation => translationRules(translation, traffic)),
		});
	}
	if (catchAll !== undefined) {
		const rules = catchAllRules(catchAll, nftFamily(family));
		chains.push({
			name: 'catch_all',
			hook: 'type filter hook prerouting priority -150',
			rules,
		});
		if (isLinkMode) {
			chains.push({name: 'catch_local', hook: 'type route hook output priority -150', rules});
		}
	}
	return [{kind: 'table', family, chains}];
};

/** nft cannot ask IPVS for its connections, but their tracked entry still has the virtual address that the client wanted. */
const translationRules = (
	{service, how}: Translation,
	{family, masqueraded}: Traffic,
): readonly string[] =>
	(service === undefined ? masqueraded : [service]).map(each =>
		[...selectWords(each, nftFamily(family)), targetWords(how)].join(' '),
	);

const selectWords = (service: Selected, ip: 'ip' | 'ip6'): readonly string[] =>
	service.kind === 'mark'
		? [`meta mark ${service.mark}`]
		: [
				`meta l4proto ${service.protocol}`,
				`ct original ${ip} daddr ${service.address}`,
				...(service.port === 0 ? [] : [`ct original proto-dst ${service.port}`]),
				// Direct routing leaves the address as it is, and must not be translated.
				`${ip} daddr != ${service.address}`,
			];

const targetWords = (how: SourceNat): string => {
	if (how.kind === 'masquerade') {
		return 'masquerade';
	}
	const [first, last] = [addressText(how.first), addressText(how.last)];
	return first === last ? `snat to ${first}` : `snat to ${first}-${last} persistent`;
};

const catchAllRules = (
	{mark, addresses, services}: CatchAll,
	ip: 'ip' | 'ip6',
): readonly string[] => {
	const wide = services.filter(({port}) => port === 0);
	const narrow = services.filter(({port}) => port !== 0);
	return [
		...(wide.length === 0
			? []
			: [
					`${ip} daddr . meta l4proto { ${wide.map(({address, protocol}) => `${address} . ${protocol}`).join(', ')} } return`,
				]),
		[
			`${ip} daddr { ${addresses.join(', ')} }`,
			...(narrow.length === 0
				? []
				: [
						`meta l4proto . ${ip} daddr . th dport != { ${narrow.map(({address, protocol, port}) => `${protocol} . ${address} . ${port}`).join(', ')} }`,
					]),
			`meta mark set ${mark}`,
		].join(' '),
	];
};
