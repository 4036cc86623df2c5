import {readFileSync} from 'node:fs';
import {decodeBytes} from '../../ipvsadm/byte-text.ts';
import {addressText, parseIpv4, type Address} from '../../model/address.ts';
import type {NameBook, Question} from '../../ipvsadm/names.ts';
import {addressesInHosts, firstAddress, hostsFile} from './host-order.ts';
import {parseServices, type ServiceNames} from './service-names.ts';

/** Names of this machine: what is known so far, and how to learn more. */
export type Names = {
	readonly book: NameBook;
	/** Looks up what was asked; the book knows the answers afterwards, also when there are none. */
	readonly learn: (questions: readonly Question[]) => Promise<void>;
	/** A host may get another address while a program runs for days. */
	readonly forgetHosts: () => void;
};

/** Where names come from. `null`: there is no such name. */
export type Lookups = {
	readonly addressOfHost: (host: string) => Promise<Address | null>;
	readonly hostOfAddress: (address: Address) => Promise<string | null>;
	/** The text of /etc/services. */
	readonly services: () => string;
};

export const openNames = (lookups: Lookups = systemLookups): Names => {
	const hosts = new Map<string, Address | null>();
	const addresses = new Map<string, string | null>();
	let services: ServiceNames | undefined;

	const learn = async (question: Question): Promise<void> => {
		switch (question.kind) {
			case 'address-of-host':
				hosts.set(question.host, await lookups.addressOfHost(question.host));
				break;
			case 'host-of-address':
				addresses.set(addressText(question.address), await lookups.hostOfAddress(question.address));
				break;
			case 'port-of-service':
			case 'service-of-port':
				services ??= parseServices(lookups.services());
				break;
		}
	};

	return {
		book: {
			addressOfHost: host => hosts.get(host),
			hostOfAddress: address => addresses.get(addressText(address)),
			portOfService: (service, protocol) => services?.portOf(service, protocol),
			serviceOfPort: (port, protocol) => services?.nameOf(port, protocol),
		},
		learn: async questions => {
			await Promise.all(questions.map(learn));
		},
		forgetHosts: () => hosts.clear(),
	};
};

/** /etc/hosts, DNS and whatever else the C library asks, and /etc/services. */
const systemLookups: Lookups = {
	addressOfHost: async host => {
		// Node would fold such a name into an ASCII one, which the C library does not.
		if (/[^\0-\x7f]/.test(host)) {
			return parseIpv4(addressesInHosts(hostsFile(), host)[0] ?? '') ?? null;
		}
		const {lookup} = await import('node:dns/promises');
		try {
			const found = await lookup(host, {family: 4, all: true});
			const first = await firstAddress(
				host,
				found.map(({address}) => address),
			);
			return parseIpv4(first ?? '') ?? null;
		} catch {
			return null;
		}
	},
	hostOfAddress: async address => {
		const {lookupService} = await import('node:dns/promises');
		try {
			const {hostname} = await lookupService(addressText(address), 0);
			// Node takes its bytes for Latin-1.
			return decodeBytes(Buffer.from(hostname, 'latin1'));
		} catch {
			return null;
		}
	},
	services: () => {
		try {
			return readFileSync('/etc/services', 'utf8');
		} catch {
			return '';
		}
	},
};
