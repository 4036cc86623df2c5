import {serviceKey} from '../../engine/table.ts';
import {familyNumber} from '../../model/address.ts';
import {familyOfMatch, protocols, type Match} from '../../model/service.ts';
import {wholeAddress} from './endpoint.ts';

/** The engine's key of a service. */
export const serviceKeyOf = (match: Match): string =>
	serviceKey({
		family: familyNumber[familyOfMatch(match)],
		protocol: match.kind === 'address' ? match.protocol : protocols.tcp,
		address: match.kind === 'address' ? wholeAddress(match.address) : new Uint8Array(16),
		port: match.kind === 'address' ? match.port : 0,
		mark: match.kind === 'mark' ? match.mark : 0,
	});
