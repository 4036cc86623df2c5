import {addressText} from '../model/address.ts';
import {prefixOf, type Item} from './item.ts';
import type {Selected, Traffic} from './traffic.ts';
import type {SourceNat} from './wishes.ts';

/** Chains of our own and the sets that they look into. Sets come first: a chain cannot name one that is not there. */
export const iptablesItems = (traffic: Traffic): readonly Item[] => {
	const {family, translations} = traffic;
	return [
		...catchAllItems(traffic),
		...(translations.length === 0
			? []
			: [
					{
						kind: 'chain',
						family,
						table: 'nat',
						name: 'IPVS-TUI-SNAT',
						// Connections of this host itself come by here as well.
						hooks: ['POSTROUTING'],
						rules: translations.map(
							({service, how}) => `${selection(service)} --vmethod MASQ ${target(how)}`,
						),
					} as const,
				]),
	];
};

const selection = (service: Selected | undefined): string => {
	if (service === undefined) {
		return '-m ipvs --ipvs';
	}
	if (service.kind === 'mark') {
		return `-m mark --mark ${service.mark} -m ipvs --ipvs`;
	}
	const {number, address, port} = service;
	return `-m ipvs --vproto ${number} --vaddr ${prefixOf(address)}${port === 0 ? '' : ` --vport ${port}`}`;
};

/** With --persistent a client keeps the address that it was given from the pool. */
const target = (how: SourceNat): string => {
	if (how.kind === 'masquerade') {
		return '-j MASQUERADE';
	}
	const [first, last] = [addressText(how.first), addressText(how.last)];
	return first === last
		? `-j SNAT --to-source ${first}`
		: `-j SNAT --to-source ${first}-${last} --persistent`;
};

const catchAllItems = ({family, catchAll, isLinkMode}: Traffic): readonly Item[] => {
	if (catchAll === undefined) {
		return [];
	}
	const {mark, addresses, services} = catchAll;
	const suffix = family === 'ipv4' ? '4' : '6';
	const [addressSet, serviceSet] = [`ipvs-tui-addresses-${suffix}`, `ipvs-tui-services-${suffix}`];
	return [
		{kind: 'set', name: addressSet, type: 'hash:ip', family, members: addresses},
		{
			kind: 'set',
			name: serviceSet,
			type: 'hash:ip,port',
			family,
			members: services
				.filter(({port}) => port !== 0)
				.map(({address, protocol, port}) => `${address},${protocol}:${port}`),
		},
		{
			kind: 'chain',
			family,
			table: 'mangle',
			name: 'IPVS-TUI-CATCH',
			hooks: isLinkMode ? ['PREROUTING', 'OUTPUT'] : ['PREROUTING'],
			rules: [
				// Sets of ports have no room for all of them.
				...services
					.filter(({port}) => port === 0)
					.map(({address, protocol}) => `-d ${prefixOf(address)} -p ${protocol} -j RETURN`),
				`-m set --match-set ${addressSet} dst -m set ! --match-set ${serviceSet} dst,dst -j MARK --set-mark ${mark}`,
			],
		},
	];
};
