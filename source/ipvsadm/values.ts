import {parseIpv4, parseIpv6, type Address} from '../model/address.ts';
import {forwarding, tunnelFlag, tunnelType} from '../model/destination.ts';
import {protocols} from '../model/service.ts';
import {firstBytes} from './byte-text.ts';
import {defaults, type Draft} from './draft.ts';
import {readEndpoint, readHost, type Asks} from './endpoint.ts';
import type {NameBook} from './names.ts';
import {leadingNumber, numberWithin} from './number.ts';
import type {OptionName} from './options.ts';

/** A message when the value is refused, a question when a name must be known first. */
export type Complaint = string | Asks | undefined;

type Setter = (draft: Draft, value: string | undefined, names: NameBook) => Complaint;

export const acceptValue = (
	option: OptionName,
	draft: Draft,
	value: string | undefined,
	names: NameBook,
): Complaint => setters[option]?.(draft, value, names);

/** Seconds; 31 days. */
const longestTimeout = 2_678_400;

/** Undefined when the text is no timeout. */
export const readTimeout = (text: string, lowest: 0 | 1): number | undefined =>
	numberWithin(text, lowest, longestTimeout);

export const badTimeout = (text: string): string => `invalid timeout value \`${text}' specified`;

/** Of INT_MAX; weights stop at 65535 in upstream's 1.31, Debian lifted that (bug 814348). */
const largestInteger = 2_147_483_647;

const service =
	(protocol: number): Setter =>
	(draft, value = '', names) => {
		draft.protocol = protocol;
		const endpoint = readEndpoint(value, protocol, names);
		if (endpoint === undefined) {
			return 'illegal virtual server address[:port] specified';
		}
		if (endpoint.kind === 'asks') {
			return endpoint;
		}
		draft.address = endpoint.address;
		draft.family = endpoint.address.family;
		draft.port = endpoint.port ?? 0;
		if (draft.family === 'ipv6') {
			// A mask given before the address is lost, as in ipvsadm.
			draft.netmask = undefined;
		}
		return undefined;
	};

const server: Setter = (draft, value = '', names) => {
	const endpoint = readEndpoint(value, draft.protocol, names);
	if (endpoint === undefined) {
		return 'illegal real server address[:port] specified';
	}
	if (endpoint.kind === 'asks') {
		return endpoint;
	}
	draft.serverAddress = endpoint.address;
	// The port of the service as known by now: -r before -t leaves it 0.
	draft.serverPort = endpoint.port ?? draft.port;
	return undefined;
};

const mark: Setter = (draft, value = '') => {
	draft.protocol = protocols.tcp;
	draft.family = 'ipv4';
	const number = numberWithin(value, 1, 0xff_ff_ff_ff);
	if (number === undefined) {
		return `invalid fwmark value \`${value}' specified`;
	}
	draft.mark = number;
	return undefined;
};

const ipv6: Setter = draft => {
	if (draft.mark === 0) {
		return '-6 used before -f\n';
	}
	draft.family = 'ipv6';
	draft.netmask = undefined;
	return undefined;
};

const netmask: Setter = (draft, value = '', names) => {
	if (draft.family === 'ipv6') {
		const prefix = leadingNumber(value);
		if (prefix < 1 || prefix > 128) {
			return 'illegal ipv6 netmask specified';
		}
		draft.netmask = prefix;
		return undefined;
	}
	const mask = readHost(value, names);
	if (mask === undefined) {
		return 'illegal virtual server persistent mask specified';
	}
	if ('kind' in mask) {
		return mask;
	}
	draft.netmask = maskNumber(mask);
	return undefined;
};

const maskNumber = ({bytes}: Address): number =>
	new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);

const persistent: Setter = (draft, value) => {
	const seconds = value === undefined ? defaults.persistence : readTimeout(value, 1);
	if (seconds === undefined) {
		return badTimeout(value ?? '');
	}
	draft.persistence = seconds;
	return undefined;
};

const group: Setter = (draft, value = '') => {
	if (value.includes(':')) {
		draft.group = parseIpv6(value)?.bytes;
		return draft.group?.[0] === 0xff ? undefined : `invalid IPv6 mcast-group \`${value}'`;
	}
	draft.group = parseIpv4(value)?.bytes;
	return (draft.group?.[0] ?? 0) >> 4 === 0xe ? undefined : `invalid IPv4 mcast-group \`${value}'`;
};

type NumberField =
	| 'weight'
	| 'upperThreshold'
	| 'lowerThreshold'
	| 'syncId'
	| 'groupPort'
	| 'ttl'
	| 'maxLength'
	| 'tunnelPort';

const number =
	(field: NumberField, message: string, lowest: number, highest: number): Setter =>
	(draft, value = '') => {
		const accepted = numberWithin(value, lowest, highest);
		if (accepted === undefined) {
			return message;
		}
		draft[field] = accepted;
		return undefined;
	};

const tunnel: Setter = (draft, value = '') => {
	if (!Object.hasOwn(tunnelType, value)) {
		return 'illegal tunnel type specified';
	}
	draft.tunnelType = tunnelType[value as keyof typeof tunnelType];
	return undefined;
};

const set =
	(write: (draft: Draft, value: string) => void): Setter =>
	(draft, value = '') => {
		write(draft, value);
		return undefined;
	};

const setters: Readonly<Partial<Record<OptionName, Setter>>> = {
	'tcp-service': service(protocols.tcp),
	'udp-service': service(protocols.udp),
	'sctp-service': service(protocols.sctp),
	'fwmark-service': mark,
	ipv6,
	'real-server': server,
	netmask,
	persistent,
	scheduler: set((draft, value) => (draft.scheduler = firstBytes(value, 15))),
	pe: set((draft, value) => (draft.engine = firstBytes(value, 16))),
	'sched-flags': set((draft, value) => (draft.schedulerFlags = firstBytes(value, 127))),
	ops: set(draft => (draft.isOnePacket = true)),
	masquerading: set(draft => (draft.method = forwarding.masquerading)),
	gatewaying: set(draft => (draft.method = forwarding.directRouting)),
	ipip: set(draft => (draft.method = forwarding.tunneling)),
	weight: number('weight', 'illegal weight specified', 0, largestInteger),
	'u-threshold': number('upperThreshold', 'illegal u_threshold specified', 0, largestInteger),
	'l-threshold': number('lowerThreshold', 'illegal l_threshold specified', 0, largestInteger),
	'tun-type': tunnel,
	'tun-port': number('tunnelPort', 'illegal tunnel port specified', 1, 65_535),
	'tun-nocsum': set(draft => (draft.tunnelFlags = tunnelFlag.noChecksum)),
	'tun-csum': set(draft => (draft.tunnelFlags = tunnelFlag.checksum)),
	'tun-remcsum': set(draft => (draft.tunnelFlags = tunnelFlag.remoteChecksum)),
	'mcast-interface': set((draft, value) => (draft.interface = firstBytes(value, 15))),
	syncid: number('syncId', 'illegal syncid specified', 0, 255),
	'mcast-group': group,
	'mcast-port': number('groupPort', 'illegal mcast-port specified', 1, 65_535),
	'mcast-ttl': number('ttl', 'illegal mcast-ttl specified', 1, 255),
	'sync-maxlen': number('maxLength', 'illegal sync-maxlen specified', 1, 65_507),
};
