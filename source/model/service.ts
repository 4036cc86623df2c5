import {addressText, type Address, type Family} from './address.ts';

/** IP protocol numbers that ipvsadm can name. The kernel takes any number. */
export const protocols = {tcp: 6, udp: 17, sctp: 132} as const;

/**
Bits of a virtual service's flags (include/uapi/linux/ip_vs.h, IP_VS_SVC_F_*). `hashed` belongs to the kernel and is always set in
its answers. What the three scheduler bits mean depends on the scheduler.
*/
export const serviceFlag = {
	persistent: 0x1,
	hashed: 0x2,
	onePacket: 0x4,
	scheduler1: 0x8,
	scheduler2: 0x10,
	scheduler3: 0x20,
} as const;

/** What traffic a virtual service matches. A firewall mark has no address and no port, so the type has none either. */
export type Match =
	| {
			readonly kind: 'address';
			/** IP protocol number, 0–255. */
			readonly protocol: number;
			readonly address: Address;
			/** Host order; 0 means every port. */
			readonly port: number;
	  }
	| {
			readonly kind: 'mark';
			/** 1–4294967295. */
			readonly mark: number;
			readonly family: Family;
	  };

/** The configuration of a virtual service: what a person or a rules file says about it. */
export type Service = {
	readonly match: Match;
	/** Kernel name, at most 15 characters; `none` is a service that never schedules. */
	readonly scheduler: string;
	/** Sum of `serviceFlag` bits. */
	readonly flags: number;
	/** Persistence timeout in seconds; without meaning unless the persistent bit is set. */
	readonly timeout: number;
	/** IPv4: the mask as a number (255.255.255.0 = 0xffffff00). IPv6: the prefix length, 1–128. */
	readonly netmask: number;
	/** Persistence engine, such as `sip`; empty for none. */
	readonly persistenceEngine: string;
};

export const familyOfMatch = (match: Match): Family =>
	match.kind === 'address' ? match.address.family : match.family;

/** The mask that covers one client: all ones for IPv4, 128 for IPv6. The kernel wants it even without persistence. */
export const wholeNetmask = (family: Family): number => (family === 'ipv4' ? 0xff_ff_ff_ff : 128);

/** As ipvsadm writes it: `255.255.255.0`, of IPv6 the length of the prefix. */
export const netmaskText = (family: Family, netmask: number): string =>
	family === 'ipv6'
		? String(netmask)
		: [24, 16, 8, 0].map(bits => (netmask >>> bits) & 0xff).join('.');

/** A stable key that is also readable: `tcp 192.0.2.1:80`, `udp [2001:db8::1]:53`, `fwmark 7`, `fwmark 7 ipv6`. */
export const matchKey = (match: Match): string =>
	match.kind === 'mark'
		? `fwmark ${match.mark}${match.family === 'ipv6' ? ' ipv6' : ''}`
		: `${protocolWord(match.protocol)} ${endpointText(match.address, match.port)}`;

/** `192.0.2.1:80` or `[2001:db8::1]:80`. */
export const endpointText = (address: Address, port: number): string =>
	address.family === 'ipv4'
		? `${addressText(address)}:${port}`
		: `[${addressText(address)}]:${port}`;

export const protocolWord = (protocol: number): string => {
	switch (protocol) {
		case protocols.tcp:
			return 'tcp';
		case protocols.udp:
			return 'udp';
		case protocols.sctp:
			return 'sctp';
		default:
			return `ip-${protocol}`;
	}
};
