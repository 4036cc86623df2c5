/**
An IP address as its network-order bytes: 4 for IPv4, 16 for IPv6. A firewall-mark service has no address, only a family.
*/
export type Family = 'ipv4' | 'ipv6';
export type Address = {readonly family: Family; readonly bytes: Uint8Array};

/** The kernel's address family numbers (AF_INET, AF_INET6), as the columns store them. */
export const familyNumber = {ipv4: 2, ipv6: 10} as const;

export const familyOf = (number: number): Family =>
	number === familyNumber.ipv6 ? 'ipv6' : 'ipv4';

/** Strict dotted quad, as inet_pton(AF_INET) takes it: four decimal parts without leading zeros. */
export const parseIpv4 = (text: string): Address | undefined => {
	const bytes = new Uint8Array(4);
	return writeIpv4(text, bytes, 0) ? {family: 'ipv4', bytes} : undefined;
};

/** IPv6 text as inet_pton(AF_INET6) takes it: no brackets, no zone, an IPv4 tail allowed. */
export const parseIpv6 = (text: string): Address | undefined => {
	const halves = text.split('::');
	if (halves.length > 2 || text.length < 2) {
		return undefined;
	}
	const head = words(halves[0] ?? '', halves.length === 1);
	const tail = halves.length === 2 ? words(halves[1] ?? '', true) : [];
	if (head === undefined || tail === undefined) {
		return undefined;
	}
	const missing = 8 - head.length - tail.length;
	if (halves.length === 1 ? missing !== 0 : missing < 1) {
		return undefined;
	}
	const bytes = new Uint8Array(16);
	const view = new DataView(bytes.buffer);
	head.forEach((word, index) => view.setUint16(index * 2, word));
	tail.forEach((word, index) => view.setUint16((head.length + missing + index) * 2, word));
	return {family: 'ipv6', bytes};
};

/** Canonical text, the same as inet_ntop: IPv6 lower case with the longest run of zero words as `::`. */
export const addressText = ({family, bytes}: Address): string =>
	family === 'ipv4' ? ipv4Text(bytes, 0) : ipv6Text(bytes, 0);

export const ipv4Text = (bytes: Uint8Array, offset: number): string =>
	`${bytes[offset]}.${bytes[offset + 1]}.${bytes[offset + 2]}.${bytes[offset + 3]}`;

export const ipv6Text = (bytes: Uint8Array, offset: number): string => {
	const word = (index: number): number =>
		((bytes[offset + index * 2] ?? 0) << 8) | (bytes[offset + index * 2 + 1] ?? 0);
	const {start, length} = longestZeroRun(word);
	let text = '';
	for (let index = 0; index < 8; index += 1) {
		if (index >= start && index < start + length) {
			text += index === start ? ':' : '';
			continue;
		}
		if (index > 0) {
			text += ':';
		}
		// glibc writes ::a.b.c.d and ::ffff:a.b.c.d with an IPv4 tail.
		if (index === 6 && start === 0 && (length === 6 || (length === 5 && word(5) === 0xffff))) {
			return text + ipv4Text(bytes, offset + 12);
		}
		text += word(index).toString(16);
	}
	return start + length === 8 && length > 0 ? `${text}:` : text;
};

const longestZeroRun = (word: (index: number) => number) => {
	let best = {start: 8, length: 0};
	for (let index = 0; index < 8; index += 1) {
		let length = 0;
		while (index + length < 8 && word(index + length) === 0) {
			length += 1;
		}
		if (length >= 2 && length > best.length) {
			best = {start: index, length};
		}
		index += length;
	}
	return best;
};

const words = (text: string, mayEndInIpv4: boolean): readonly number[] | undefined => {
	if (text === '') {
		return [];
	}
	const parts = text.split(':');
	const result: number[] = [];
	for (const [index, part] of parts.entries()) {
		if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
			result.push(Number.parseInt(part, 16));
			continue;
		}
		const bytes = new Uint8Array(4);
		if (!mayEndInIpv4 || index !== parts.length - 1 || !writeIpv4(part, bytes, 0)) {
			return undefined;
		}
		result.push(((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0), ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0));
	}
	return result;
};

const writeIpv4 = (text: string, bytes: Uint8Array, offset: number): boolean => {
	let part = 0;
	let value = -1;
	for (let index = 0; index <= text.length; index += 1) {
		const code = index === text.length ? 46 : text.charCodeAt(index);
		if (code === 46) {
			if (value < 0 || part > 3) {
				return false;
			}
			bytes[offset + part] = value;
			part += 1;
			value = -1;
		} else if (code >= 48 && code <= 57) {
			// A second digit after a leading zero would be octal elsewhere; inet_pton refuses it.
			if (value === 0) {
				return false;
			}
			value = (value < 0 ? 0 : value * 10) + code - 48;
			if (value > 255) {
				return false;
			}
		} else {
			return false;
		}
	}
	return part === 4;
};
