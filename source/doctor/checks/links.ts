import {addressText, type Address} from '../../model/address.ts';
import type {Evidence, Link} from '../evidence.ts';
import {judged, orOk, type Check, type Judgement} from '../finding.ts';
import {listed, pairsOf, routeTo, virtualAddresses} from '../lookups.ts';
import {isWithin, parsePrefix} from '../prefix.ts';

export const linkCheck: Check = {
	id: 'links',
	title: 'interfaces',
	why: 'clients and real servers behind an interface that is down are out of reach',
	applies: evidence => pairsOf(evidence).length > 0,
	judge: evidence =>
		judged('interfaces', evidence.links, links =>
			orOk(
				links.filter(({isUp}) => !isUp).flatMap(link => problemOf(evidence, link)),
				'interfaces',
				'those of clients and real servers are up',
			),
		),
};

const problemOf = (evidence: Evidence, link: Link): readonly Judgement[] => {
	const virtual = virtualAddresses(evidence)
		.map(addressText)
		.filter(text => link.addresses.some(({address}) => address === text));
	const servers = pairsOf(evidence)
		.map(({server}) => server.destination.address)
		.filter(address => isBehind(link, address) && !isReached(evidence, address))
		.map(addressText);
	// An address is local although its interface is down: of one without a link to anybody nothing else is wanted.
	const reasons = [
		...(virtual.length === 0 || link.kind === 'dummy' || link.isLoopback
			? []
			: [`clients of ${listed(virtual)}`]),
		...(servers.length === 0 ? [] : [`real servers ${listed(servers)}`]),
	];
	return reasons.length === 0
		? []
		: [
				{
					severity: 'fail',
					subject: link.name,
					evidence: `down, and ${reasons.join(' and ')} are behind it`,
					fix: [`ip link set ${link.name} up`],
				},
			];
};

const isBehind = ({addresses}: Link, address: Address): boolean =>
	addresses.some(own => {
		const prefix = parsePrefix(`${own.address}/${own.length}`);
		return prefix !== undefined && isWithin(prefix, address);
	});

const isReached = (evidence: Evidence, address: Address): boolean => {
	const route = routeTo(evidence, address);
	return route === undefined || (route.kind === 'unicast' && route.gateway === undefined);
};
