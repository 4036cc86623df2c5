import {familyNumber, familyOf} from '../model/address.ts';
import type {EndpointColumns} from '../model/connections.ts';
import type {NameBook} from './names.ts';
import {cutAt, put, putAddress, putByte, putNumber, type Page} from './page.ts';

export type EndpointWriter = (
	page: Page,
	columns: EndpointColumns,
	row: number,
	/** For the name of the port; 0 when the port has none. */
	protocol: number,
) => void;

/** `192.0.2.1:80` or `[2001:db8::1]:80`. */
export const numericEndpoint: EndpointWriter = (page, {family, address, port}, row) => {
	const number = family[row] ?? 0;
	const isWide = number === familyNumber.ipv6;
	if (isWide) {
		putByte(page, bracketOpen);
	}
	putAddress(page, number, address, row * 16);
	if (isWide) {
		putByte(page, bracketClose);
	}
	putByte(page, colon);
	putNumber(page, port[row] ?? 0);
};

/** The same with the names that are known; ipvsadm writes into 60 bytes and loses the rest. */
export const namedEndpoint =
	(names: NameBook): EndpointWriter =>
	(page, {family, address, port}, row, protocol) => {
		const start = page.at;
		const number = family[row] ?? 0;
		const isWide = number === familyNumber.ipv6;
		const bytes = address.subarray(row * 16, row * 16 + (isWide ? 16 : 4));
		const host = names.hostOfAddress({family: familyOf(number), bytes});
		put(page, isWide ? '[' : '');
		if (typeof host === 'string') {
			put(page, host);
		} else {
			putAddress(page, number, address, row * 16);
		}
		put(page, isWide ? ']:' : ':');
		put(page, String(names.serviceOfPort(port[row] ?? 0, protocol) ?? port[row]));
		cutAt(page, start + longestEndpoint);
	};

const longestEndpoint = 59;
const bracketOpen = 91;
const bracketClose = 93;
const colon = 58;
