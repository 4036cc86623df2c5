import type {Connections} from '../../source/model/connections.ts';
import {connectionTextReader} from '../../source/wire/proc/connections.ts';
import {parseIpv4, parseIpv6} from '../../source/model/address.ts';

/**
A connection table as a person would write it down, a row a line: `TCP 203.0.113.7:52114 192.0.2.10:443 10.0.0.11:443 ESTABLISHED 888`,
with `LOCAL` or `SYNC` at the end for the file that tells. Port 0 of a client makes a template.
*/
export const connectionsFrom = (rows: readonly string[], hasOrigin = false): Connections => {
	const header = hasOrigin
		? 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Origin Expires'
		: 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData';
	const reader = connectionTextReader();
	reader.feed(
		new TextEncoder().encode([header, ...rows.map(row => line(row, hasOrigin)), ''].join('\n')),
	);
	const read = reader.finish();
	if (!read.ok) {
		throw new Error(`not a connection table: ${JSON.stringify(read.failure)}`);
	}
	return read.value;
};

const line = (row: string, hasOrigin: boolean): string => {
	const [protocol = '', client = '', virtual = '', server = '', state = '', expires = '', ...rest] =
		row.trim().split(/\s+/);
	const end = hasOrigin
		? [rest.find(isOrigin) ?? 'LOCAL', expires]
		: [expires, ...rest.filter(word => !isOrigin(word))];
	return [protocol, hex(client), hex(virtual), hex(server), state.padEnd(11), ...end].join(' ');
};

const isOrigin = (word: string): boolean => word === 'LOCAL' || word === 'SYNC';

const hex = (endpoint: string): string => {
	const colon = endpoint.lastIndexOf(':');
	const host = endpoint.slice(0, colon).replaceAll(/[[\]]/g, '');
	const bytes = (parseIpv4(host) ?? parseIpv6(host))?.bytes ?? new Uint8Array(4);
	const digits = Buffer.from(bytes).toString('hex');
	const address =
		bytes.length === 4 ? digits.toUpperCase() : (digits.match(/.{4}/g) ?? []).join(':');
	const port = Number(endpoint.slice(colon + 1))
		.toString(16)
		.toUpperCase()
		.padStart(4, '0');
	return `${address} ${port}`;
};
