import type {Population} from '../engine/population.ts';

/**
How many networks clients come from: their numbers follow each other from the first client on.

@param netmask - as services have it: of IPv4 the mask as a number, of IPv6 the length of the prefix
*/
export const networksOf = (populations: readonly Population[], netmask: number): number => {
	const networks = new Set<string>();
	for (const {firstClient, clients} of populations) {
		const {bytes, family} = firstClient;
		const last = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4);
		const before = family === 'ipv4' ? '' : prefixText(bytes.subarray(0, 12), netmask);
		const mask = family === 'ipv4' ? netmask : maskOfBits(netmask - 96);
		// The mask is the same for all addresses whose last bits are those that it leaves out.
		const step = mask === 0 ? 2 ** 32 : (mask & -mask) >>> 0;
		for (let at = last; at < last + clients; at = (Math.floor(at / step) + 1) * step) {
			networks.add(`${before}${(at & mask) >>> 0}`);
		}
	}
	return networks.size;
};

const prefixText = (bytes: Uint8Array, length: number): string =>
	bytes.map((byte, at) => byte & (maskOfBits(length - at * 8) >>> 24)).join(' ') + ' ';

/** A mask with so many bits, none and 32 at the ends. */
const maskOfBits = (bits: number): number =>
	bits <= 0 ? 0 : (0xff_ff_ff_ff << (32 - Math.min(bits, 32))) >>> 0;
