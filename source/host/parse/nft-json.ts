import type {Hook, PacketRule, Verdict} from '../../doctor/packet-rule.ts';
import {parsePrefix, type Prefix} from '../../doctor/prefix.ts';
import {countAddresses} from './iptables-save.ts';

/* What `nft -j list ruleset` prints: libnftables-json(5). */

type Fields = Readonly<Record<string, unknown>>;
type Draft = {-readonly [Field in keyof PacketRule]: PacketRule[Field]};

/** The rules, in their order; undefined for what is no such text. */
export const readNftables = (text: string): readonly PacketRule[] | undefined => {
	try {
		const objects = list(fields(JSON.parse(text))['nftables']).map(fields);
		const hooks = new Map<string, Hook>();
		for (const object of objects) {
			const chain = fields(object['chain']);
			if (typeof chain['hook'] === 'string') {
				hooks.set(chainKey(chain, 'name'), chain['hook'] as Hook);
			}
		}
		return [
			...objects.flatMap(object =>
				object['rule'] === undefined ? [] : [readRule(fields(object['rule']), hooks)],
			),
			...objects.flatMap(object => policyOf(fields(object['chain']), hooks)),
		];
	} catch {
		return undefined;
	}
};

/** Tables that iptables over nftables keeps: iptables-save says the same, and more of it. */
export const isOfIptables = ({table, chain}: PacketRule): boolean =>
	/^(filter|nat|mangle|raw|security)$/.test(table) && /^[A-Z]/.test(chain);

const chainKey = (object: Fields, name: 'name' | 'chain'): string =>
	[object['family'], object['table'], object[name]].join(' ');

/** What no rule has decided is dropped: as a last rule that says so. To accept it needs none. */
const policyOf = (chain: Fields, hooks: ReadonlyMap<string, Hook>): readonly PacketRule[] =>
	chain['policy'] === 'drop'
		? [
				{
					family: families[String(chain['family'])] ?? 'both',
					table: String(chain['table']),
					chain: String(chain['name']),
					hook: hooks.get(chainKey(chain, 'name')),
					text: `nft ${chainKey(chain, 'name')} policy drop`,
					isPartial: false,
					verdict: {kind: 'drop'},
				},
			]
		: [];

const families: Readonly<Record<string, PacketRule['family']>> = {ip: 'ipv4', ip6: 'ipv6'};

const readRule = (rule: Fields, hooks: ReadonlyMap<string, Hook>): PacketRule => {
	const draft: Draft = {
		family: families[String(rule['family'])] ?? 'both',
		table: String(rule['table']),
		chain: String(rule['chain']),
		hook: hooks.get(chainKey(rule, 'chain')),
		text: `nft ${chainKey(rule, 'chain')} handle ${String(rule['handle'])}${rule['comment'] === undefined ? '' : ` "${String(rule['comment'])}"`}`,
		isPartial: false,
		verdict: {kind: 'other'},
	};
	for (const statement of list(rule['expr']).map(fields)) {
		readStatement(draft, statement);
	}
	return draft;
};

const readStatement = (draft: Draft, statement: Fields): void => {
	const [kind = ''] = Object.keys(statement);
	const value = fields(statement[kind]);
	switch (kind) {
		case 'match':
			readMatch(draft, value);
			break;
		case 'mangle':
			draft.verdict = markOf(value) ?? draft.verdict;
			break;
		case 'masquerade':
			draft.verdict = {kind: 'source-nat', addresses: 1};
			break;
		case 'snat':
			draft.verdict = {kind: 'source-nat', addresses: addressesOf(value['addr'])};
			break;
		case 'accept':
		case 'return':
		case 'drop':
			draft.verdict = {kind};
			break;
		case 'reject':
			draft.verdict = {kind: 'drop'};
			break;
		case 'notrack':
			draft.verdict = {kind: 'untracked'};
			break;
		case 'jump':
		case 'goto':
			draft.verdict = {kind: 'jump', chain: String(value['target'])};
			break;
		case 'vmap':
			// One of them may well accept.
			draft.verdict = {kind: 'accept'};
			draft.isPartial = true;
			break;
		case 'counter':
		case 'log':
			break;
		default:
			draft.isPartial = true;
	}
};

const readMatch = (draft: Draft, {op, left, right}: Fields): void => {
	const payload = fields(fields(left)['payload']);
	const meta = fields(fields(left)['meta']);
	const tracked = fields(fields(left)['ct']);
	const values = valuesOf(right);
	if ((op !== '==' && op !== 'in') || values === undefined) {
		draft.isPartial = true;
	} else if (payload['field'] === 'daddr') {
		draft.destinations = prefixesOf(draft, values);
	} else if (payload['field'] === 'saddr') {
		draft.sources = prefixesOf(draft, values);
	} else if (isOriginal(tracked, 'daddr') && values.length === 1) {
		draft.ipvs = {...draft.ipvs, address: String(values[0])};
	} else if (isOriginal(tracked, 'proto-dst') && values.length === 1) {
		draft.ipvs = {...draft.ipvs, port: Number(values[0])};
	} else if (payload['field'] === 'dport') {
		draft.protocol = payload['protocol'] === 'th' ? draft.protocol : String(payload['protocol']);
		draft.ports = values.map(portsOf);
	} else if (payload['field'] === 'sport') {
		draft.protocol = payload['protocol'] === 'th' ? draft.protocol : String(payload['protocol']);
		draft.sourcePorts = values.map(portsOf);
	} else if (tracked['key'] === 'state') {
		draft.states = values.flat().map(String);
	} else if (meta['key'] === 'iifname' && values.length === 1) {
		draft.inInterface = String(values[0]);
	} else if (meta['key'] === 'oifname' && values.length === 1) {
		draft.outInterface = String(values[0]);
	} else if (meta['key'] === 'l4proto' && values.length === 1) {
		draft.protocol = String(values[0]);
	} else {
		draft.isPartial = true;
	}
};

const prefixesOf = (draft: Draft, values: readonly unknown[]): readonly Prefix[] | undefined => {
	const prefixes = values.map(prefixOf);
	const known = prefixes.filter(prefix => prefix !== undefined);
	if (known.length === prefixes.length) {
		return known;
	}
	draft.isPartial = true;
	return undefined;
};

/** What a client has asked for stays in the tracked connection: nft has no other way to know a balanced packet. */
const isOriginal = ({key, dir}: Fields, what: 'daddr' | 'proto-dst'): boolean =>
	dir === 'original' && String(key).replace(/^ip6? /, '') === what;

/** One value, or those of an anonymous set; undefined for a named set, whose elements may change. */
const valuesOf = (right: unknown): readonly unknown[] | undefined => {
	if (typeof right === 'string' && right.startsWith('@')) {
		return undefined;
	}
	const set = fields(right)['set'];
	return Array.isArray(set) ? set : [right];
};

const prefixOf = (value: unknown): Prefix | undefined => {
	const prefix = fields(fields(value)['prefix']);
	return parsePrefix(
		prefix['addr'] === undefined
			? String(value)
			: `${String(prefix['addr'])}/${String(prefix['len'])}`,
	);
};

const portsOf = (value: unknown): readonly [number, number] => {
	const [first, last] = list(fields(value)['range']);
	return first === undefined ? [Number(value), Number(value)] : [Number(first), Number(last)];
};

/** `meta mark set N`, or with bits or-ed to it, or computed from something else. */
const markOf = ({key, value}: Fields): Verdict | undefined => {
	if (fields(fields(key)['meta'])['key'] !== 'mark') {
		return undefined;
	}
	const [, bits] = list(fields(value)['|']);
	const mark = Number(bits ?? value);
	return {kind: 'mark', mark: Number.isInteger(mark) ? mark : undefined};
};

/** How many addresses source NAT has: one, a range, or as many as a map holds. */
const addressesOf = (address: unknown): number => {
	const range = list(fields(address)['range']);
	if (range.length === 2) {
		return countAddresses(range.join('-'));
	}
	const data = fields(fields(fields(address)['map'])['data']);
	return Math.max(1, list(data['set']).length);
};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const fields = (value: unknown): Fields =>
	typeof value === 'object' && value !== null ? (value as Fields) : {};
