import type {Address} from '../model/address.ts';

/** A look-up that has to happen outside before a text can be read or printed. */
export type Question =
	| {readonly kind: 'address-of-host'; readonly host: string}
	| {readonly kind: 'port-of-service'; readonly service: string; readonly protocol: number}
	| {readonly kind: 'host-of-address'; readonly address: Address}
	| {readonly kind: 'service-of-port'; readonly port: number; readonly protocol: number};

/**
What is known about names. `undefined`: nobody asked yet. `null`: asked, and there is no such thing.
Reading and printing stay synchronous this way: they say what they would have to know, and run again when it is known.
*/
export type NameBook = {
	/** Its first IPv4 address. */
	readonly addressOfHost: (host: string) => Address | null | undefined;
	readonly portOfService: (service: string, protocol: number) => number | null | undefined;
	readonly hostOfAddress: (address: Address) => string | null | undefined;
	readonly serviceOfPort: (port: number, protocol: number) => string | null | undefined;
};

/** Knows nothing: whoever needs a name is told to ask. */
export const emptyNameBook: NameBook = {
	addressOfHost: () => undefined,
	portOfService: () => undefined,
	hostOfAddress: () => undefined,
	serviceOfPort: () => undefined,
};
