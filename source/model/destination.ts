import type {Address} from './address.ts';
import {endpointText} from './service.ts';

/** Forwarding methods as the kernel numbers them (IP_VS_CONN_F_FWD_MASK); 5–7 are accepted by it but mean nothing. */
export const forwarding = {
	masquerading: 0,
	local: 1,
	tunneling: 2,
	directRouting: 3,
	bypass: 4,
} as const;

/** Tunnel encapsulations (IP_VS_CONN_F_TUNNEL_TYPE_*). */
export const tunnelType = {ipip: 0, gue: 1, gre: 2} as const;

/** Checksum handling of GUE and GRE tunnels (IP_VS_TUNNEL_ENCAP_FLAG_*). */
export const tunnelFlag = {noChecksum: 0, checksum: 1, remoteChecksum: 2} as const;

export type Tunnel = {
	/** One of `tunnelType`; the kernel does not check it. */
	readonly type: number;
	/** UDP port of a GUE tunnel; 0 for the others. */
	readonly port: number;
	/** One of `tunnelFlag`. */
	readonly flags: number;
};

/** The configuration of a real server inside one virtual service. */
export type Destination = {
	readonly address: Address;
	/** Host order; 0 keeps the port the client asked for. */
	readonly port: number;
	/** One of `forwarding`. */
	readonly method: number;
	/** 0–2147483647; 0 takes no new connections. */
	readonly weight: number;
	/** No new connections at or above this many active + inactive ones; 0 is no limit. */
	readonly upperThreshold: number;
	/** New connections again below this many; 0 means three quarters of the upper one. */
	readonly lowerThreshold: number;
	readonly tunnel: Tunnel;
};

export const plainTunnel: Tunnel = {type: tunnelType.ipip, port: 0, flags: tunnelFlag.noChecksum};

/** Unique inside a service: the forwarding method is not part of the kernel's key. */
export const destinationKey = (address: Address, port: number): string =>
	endpointText(address, port);
