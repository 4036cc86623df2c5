import {parseAddress} from '../doctor/prefix.ts';
import type {Address} from '../model/address.ts';

/** What a person wants of a host beside what the services need by themselves. */
export type Wishes = {
	/** How virtual addresses become local to this host. */
	readonly place: Place;
	readonly sourceNat: readonly SourceNatWish[];
	/** The mark of a service without servers that refuses every other port of the virtual addresses. */
	readonly catchAll: number | undefined;
	/** Clients and real servers on this host itself are served as well: lvscare's link mode. */
	readonly isLinkMode: boolean;
	/** Whether modules and settings are to be there after the next start as well. */
	readonly isPersistent: boolean;
	readonly backend: Backend;
};

export type Backend = 'iptables' | 'nftables';

/** An address on a dummy interface of our own, or a local route on an interface that is there. */
export type Place =
	| {readonly kind: 'dummy'; readonly device: string}
	| {readonly kind: 'route'; readonly device: string};

export type SourceNat =
	| {readonly kind: 'masquerade'}
	/** Both ends included; the same for a single one. */
	| {readonly kind: 'addresses'; readonly first: Address; readonly last: Address};

export type SourceNatWish = {
	/** Such as `192.0.2.10:80`, `tcp/192.0.2.10:80` or `fwmark/7`; undefined for all that masquerade. */
	readonly service: string | undefined;
	readonly how: SourceNat;
};

/** @returns a sentence when the text is no list of `[SERVICE=]masquerade|ADDRESS|FIRST-LAST` */
export const readSourceNat = (text: string): readonly SourceNatWish[] | string => {
	const wishes: SourceNatWish[] = [];
	for (const part of text.split(',')) {
		const equals = part.lastIndexOf('=');
		const how = readHow(part.slice(equals + 1));
		if (how === undefined) {
			return `--snat takes masquerade, an address or FIRST-LAST, each perhaps behind SERVICE=, but got ${part === '' ? 'nothing' : part}`;
		}
		wishes.push({service: equals < 0 ? undefined : part.slice(0, equals), how});
	}
	return wishes;
};

const readHow = (text: string): SourceNat | undefined => {
	if (text === 'masquerade') {
		return {kind: 'masquerade'};
	}
	const [from = '', to = from, ...rest] = text.split('-');
	const [first, last] = [parseAddress(from), parseAddress(to)];
	return first === undefined ||
		last === undefined ||
		first.family !== last.family ||
		rest.length > 0 ||
		Buffer.compare(first.bytes, last.bytes) > 0
		? undefined
		: {kind: 'addresses', first, last};
};

export const readMark = (text: string): number | undefined => {
	const mark = /^(\d+|0x[\da-f]+)$/i.test(text) ? Number(text) : 0;
	return mark >= 1 && mark <= 0xff_ff_ff_ff ? mark : undefined;
};
