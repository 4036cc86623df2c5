import {parseIpv4, parseIpv6, type Address} from '../../model/address.ts';

/** What is wrong with a text that should be an address, and what to do. */
export const addressFault = (text: string, example: string): string | undefined => {
	if (text === '') {
		return `type an address, such as ${example}`;
	}
	if (parseIpv4(text) !== undefined || parseIpv6(text) !== undefined) {
		return undefined;
	}
	if (/^[\d.]+:\d*$/.test(text) || /^\[.*\]:\d*$/.test(text)) {
		return 'without the port: it has a field of its own';
	}
	if (/^\[.*\]?$/.test(text)) {
		return 'without the brackets';
	}
	if (/^[\d.]+$/.test(text)) {
		return `not yet: four numbers from 0 to 255, such as ${example}`;
	}
	return text.includes(':')
		? 'not yet an address: 2001:db8::14 is how they look'
		: `names are not looked up: an address, such as ${example}`;
};

/** Why the kernel takes no real server at this address. */
export const unfitForServer = ({family, bytes}: Address): string | undefined => {
	const [first = 0, second = 0] = bytes;
	if (bytes.every(byte => byte === 0)) {
		return 'all zeros is no address of a machine';
	}
	if (family === 'ipv4') {
		return first >= 224
			? 'a server needs an address of its own, not a group or broadcast'
			: undefined;
	}
	if (first === 0xff) {
		return 'a server needs an address of its own, not a group';
	}
	return first === 0xfe && (second & 0xc0) === 0x80
		? 'the kernel takes no link-local address: give a global or a local unique one'
		: undefined;
};
