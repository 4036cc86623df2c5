import {forwarding} from '../model/destination.ts';
import type {Family} from '../model/address.ts';
import {addressText} from '../model/address.ts';
import {endpointText, familyOfMatch, protocolWord, type Match} from '../model/service.ts';
import type {ServiceFacts} from '../doctor/evidence.ts';
import type {SourceNat, Wishes} from './wishes.ts';

/* What of the traffic the packet filter has to do something with, in the words of neither of its programs. */

export type Selected =
	| {
			readonly kind: 'address';
			/** Such as `tcp`. */
			readonly protocol: string;
			/** IP protocol number. */
			readonly number: number;
			readonly address: string;
			/** 0 is every port. */
			readonly port: number;
	  }
	| {readonly kind: 'mark'; readonly mark: number};

/** Connections whose source address is to be translated. */
export type Translation = {
	/** Undefined for all that are masqueraded. */
	readonly service: Selected | undefined;
	readonly how: SourceNat;
};

export type Traffic = {
	readonly family: Family;
	readonly translations: readonly Translation[];
	/** The services that masquerade, for programs that cannot ask IPVS whether it does. */
	readonly masqueraded: readonly Selected[];
	readonly catchAll: CatchAll | undefined;
	readonly isLinkMode: boolean;
};

/** Everything for these addresses gets the mark, but what is for these services. */
export type CatchAll = {
	readonly mark: number;
	readonly addresses: readonly string[];
	readonly services: readonly (Selected & {readonly kind: 'address'})[];
};

export const families: readonly Family[] = ['ipv4', 'ipv6'];

/** Of one family; undefined where the packet filter has nothing to do. A sentence for a wish that no service fits. */
export const trafficOf = (
	family: Family,
	services: readonly ServiceFacts[],
	{sourceNat, catchAll, isLinkMode}: Omit<Wishes, 'backend'>,
): Traffic | undefined => {
	const own = services.filter(({service}) => familyOfMatch(service.match) === family);
	const masqueraded = own.filter(isMasqueraded).map(({service}) => selected(service.match));
	const wishes =
		isLinkMode && sourceNat.every(({service}) => service !== undefined)
			? [...sourceNat, {service: undefined, how: {kind: 'masquerade'}} as const]
			: sourceNat;
	const translations =
		masqueraded.length === 0
			? []
			: wishes
					.filter(({how}) => how.kind === 'masquerade' || how.first.family === family)
					.flatMap(({service, how}): readonly Translation[] =>
						service === undefined
							? [{service: undefined, how}]
							: own
									.filter(facts => isNamed(facts.service.match, service))
									.map(facts => ({service: selected(facts.service.match), how})),
					)
					// One for a single service goes before one for all.
					.toSorted((one, other) => Number(!one.service) - Number(!other.service));
	const addressed = own
		.map(({service}) => selected(service.match))
		.filter(each => each.kind === 'address');
	const caught =
		catchAll === undefined || addressed.length === 0
			? undefined
			: {
					mark: catchAll,
					addresses: [...new Set(addressed.map(({address}) => address))],
					services: addressed,
				};
	return translations.length === 0 && caught === undefined
		? undefined
		: {family, translations, masqueraded, catchAll: caught, isLinkMode};
};

export const isMasqueraded = ({servers}: ServiceFacts): boolean =>
	servers.some(({destination}) => destination.method === forwarding.masquerading);

/** The first wish that no service fits, as a sentence. */
export const unfitWish = (
	services: readonly ServiceFacts[],
	{sourceNat}: Pick<Wishes, 'sourceNat'>,
): string | undefined => {
	for (const {service, how} of sourceNat) {
		if (service === undefined) {
			continue;
		}
		const named = services.find(facts => isNamed(facts.service.match, service));
		if (named === undefined || !isMasqueraded(named)) {
			return `--snat names ${service}, which is ${named === undefined ? 'no service' : 'a service without masquerading (-m)'}`;
		}
		if (how.kind === 'addresses' && how.first.family !== familyOfMatch(named.service.match)) {
			return `--snat for ${service} has an address of the other family: ${addressText(how.first)}`;
		}
	}
	return undefined;
};

const isNamed = (match: Match, name: string): boolean => {
	if (match.kind === 'mark') {
		return name === `fwmark/${match.mark}`;
	}
	const endpoint = endpointText(match.address, match.port);
	return name === endpoint || name === `${protocolWord(match.protocol)}/${endpoint}`;
};

const selected = (match: Match): Selected =>
	match.kind === 'mark'
		? {kind: 'mark', mark: match.mark}
		: {
				kind: 'address',
				protocol: protocolWord(match.protocol),
				number: match.protocol,
				address: addressText(match.address),
				port: match.port,
			};
