import {addressText, parseIpv4} from '../../source/model/address.ts';
import {openNames, type Names} from '../../source/cli/ipvsadm/names.ts';
import {hostsText, servicesText} from './case-files.ts';

/** Names that come from the case files' own hosts and services and from nowhere else. */
export const hostsNames = (): Names => {
	const rows = hostsText()
		.split('\n')
		.map(line => line.trim().split(/\s+/));
	return openNames({
		addressOfHost: async host => {
			const row = rows.find(
				([address = '', ...names]) => names.includes(host.toLowerCase()) && !address.includes(':'),
			);
			return parseIpv4(row?.[0] ?? '') ?? null;
		},
		hostOfAddress: async address =>
			rows.find(([text]) => text === addressText(address))?.[1] ?? null,
		services: servicesText,
	});
};
