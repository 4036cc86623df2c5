import {readFileSync} from 'node:fs';
import {decodeBytes} from '../../ipvsadm/byte-text.ts';

/**
The first IPv4 address of a host that has several, as gethostbyname has it: in the order of /etc/hosts, else of the answer from DNS. All that
Node offers sorts them by how well they can be reached from here.

@param addresses - all of them, in Node's order
*/
export const firstAddress = async (
	host: string,
	addresses: readonly string[],
): Promise<string | undefined> => {
	if (addresses.length < 2) {
		return addresses[0];
	}
	const isOne = (address: string): boolean => addresses.includes(address);
	return (
		addressesInHosts(hostsFile(), host).find(isOne) ??
		(await addressesInDns(host)).find(isOne) ??
		addresses[0]
	);
};

/** The IPv4 addresses of a host, in the order of a hosts file: `address name alias… # comment`. */
export const addressesInHosts = (text: string, host: string): readonly string[] => {
	const wanted = host.toLowerCase();
	return text
		.split('\n')
		.map(line => (line.split('#', 1)[0] ?? '').trim().split(/\s+/))
		.filter(([address = '', ...names]) =>
			names.some(name => name.toLowerCase() === wanted && !address.includes(':')),
		)
		.map(([address = '']) => address);
};

export const hostsFile = (): string => {
	try {
		return decodeBytes(readFileSync('/etc/hosts'));
	} catch {
		return '';
	}
};

const addressesInDns = async (host: string): Promise<readonly string[]> => {
	const {resolve4} = await import('node:dns/promises');
	try {
		return await resolve4(host);
	} catch {
		return [];
	}
};
