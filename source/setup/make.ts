import {fed, run, settingsFolder, type Command} from './command.ts';
import {
	itemKey,
	jumpComment,
	nftFamily,
	nftTable,
	prefixOf,
	ruleComment,
	type Item,
} from './item.ts';
import type {Present} from './present.ts';

/** Marks local routes as ours; no daemon has this number. */
export const routeProtocol = '73';

/**
The commands that make an item, none where it is there already.

@param isElsewhere - whether an address is local to the host for a reason of its own
*/
export const commandsFor = (
	item: Item,
	present: Present,
	isElsewhere: (address: string) => boolean = () => false,
): readonly Command[] => {
	switch (item.kind) {
		case 'module':
			return present.modules.has(item.name) ? [] : [run('modprobe', item.name)];
		case 'setting':
			return present.settings.get(item.path) === item.value
				? []
				: [{kind: 'write', path: settingsFolder + item.path, text: `${item.value}\n`}];
		case 'link':
			return link(item.name, present);
		case 'address':
			return hasAddress(item, present) || isElsewhere(item.address)
				? []
				: [
						run(
							'ip',
							'address',
							'add',
							prefixOf(item.address),
							'dev',
							item.device,
							// The host must not take it for connections of its own.
							...(item.address.includes(':') ? ['nodad', 'preferred_lft', '0'] : []),
						),
					];
		case 'route':
			return present.routes.has(`${item.address} ${item.device}`) || isElsewhere(item.address)
				? []
				: [run('ip', ...routeWords('add', item))];
		case 'set':
			return fillSet(item, present.sets.get(item.name));
		case 'chain':
			return fillChain(item, present);
		case 'table':
			return fillTable(item, present);
		case 'mark-service':
			return present.markServices.has(itemKey(item))
				? []
				: [run('ipvs-tui', '-A', ...markWords(item), '-s', 'rr')];
		case 'file':
			return present.files.get(item.path) === item.text
				? []
				: [{kind: 'write', path: item.path, text: item.text}];
	}
};

type Kind<Name extends Item['kind']> = Item & {readonly kind: Name};

const link = (name: string, {links}: Present): readonly Command[] => {
	const found = links.find(each => each.name === name);
	return [
		...(found === undefined ? [run('ip', 'link', 'add', name, 'type', 'dummy')] : []),
		...(found?.isUp === true ? [] : [run('ip', 'link', 'set', name, 'up')]),
	];
};

export const hasAddress = (
	{address, device}: {readonly address: string; readonly device: string},
	{links}: Present,
): boolean => links.some(({name, addresses}) => name === device && addresses.includes(address));

export const routeWords = (
	verb: 'add' | 'del',
	{address, device}: {readonly address: string; readonly device: string},
): readonly string[] => [
	...(address.includes(':') ? ['-6'] : []),
	'route',
	verb,
	'local',
	prefixOf(address),
	'dev',
	device,
	'table',
	'local',
	'proto',
	routeProtocol,
];

export const markWords = ({mark, family}: Kind<'mark-service'>): readonly string[] => [
	'-f',
	String(mark),
	...(family === 'ipv6' ? ['-6'] : []),
];

const fillSet = (
	{name, type, family, members}: Kind<'set'>,
	found: ReadonlySet<string> | undefined,
): readonly Command[] => {
	const wanted = new Set(members);
	const lines = [
		...(found === undefined
			? [`create ${name} ${type} family ${family === 'ipv4' ? 'inet' : 'inet6'} maxelem 1048576`]
			: []),
		...members.filter(member => found?.has(member) !== true).map(member => `add ${name} ${member}`),
		...[...(found ?? [])]
			.filter(member => !wanted.has(member))
			.map(member => `del ${name} ${member}`),
	];
	return lines.length === 0 ? [] : [fed(text(lines), 'ipset', 'restore')];
};

export const filterProgram = ({family}: Kind<'chain'>): string =>
	family === 'ipv4' ? 'iptables-restore' : 'ip6tables-restore';

export const jumpRule = (chain: string): string =>
	`-m comment --comment ${jumpComment} -j ${chain}`;

/** All of it at once: a packet sees the old rules or the new ones. */
const fillChain = (item: Kind<'chain'>, {chains}: Present): readonly Command[] => {
	const {table, name, hooks, rules} = item;
	const found = chains.get(itemKey(item));
	const missing = hooks.filter(hook => found?.hooks.includes(hook) !== true);
	const surplus = (found?.hooks ?? []).filter(hook => !hooks.includes(hook));
	const comments = rules.map(ruleComment);
	if (
		found !== undefined &&
		missing.length + surplus.length === 0 &&
		isSame(found.rules, comments)
	) {
		return [];
	}
	const lines = [
		`*${table}`,
		// Also empties a chain that is there.
		`:${name} - [0:0]`,
		...rules.map((rule, at) => `-A ${name} -m comment --comment ${comments[at]} ${rule}`),
		// Before the rules of others, which may decide first.
		...missing.map(hook => `-I ${hook} 1 ${jumpRule(name)}`),
		...surplus.map(hook => `-D ${hook} ${jumpRule(name)}`),
		'COMMIT',
	];
	return [fed(text(lines), filterProgram(item), '--noflush', '--wait', '4')];
};

/** One transaction: the first line makes sure that there is something to delete. */
const fillTable = (item: Kind<'table'>, {tables}: Present): readonly Command[] => {
	const {family, chains} = item;
	const comments = chains.flatMap(({rules}) => rules.map(ruleComment));
	const found = tables.get(itemKey(item));
	if (found !== undefined && isSame(found, comments)) {
		return [];
	}
	const name = `${nftFamily(family)} ${nftTable}`;
	const lines = [
		`table ${name}`,
		`delete table ${name}`,
		`table ${name} {`,
		...chains.flatMap(({name: chain, hook, rules}) => [
			`\tchain ${chain} {`,
			`\t\t${hook}; policy accept;`,
			...rules.map(rule => `\t\t${rule} comment "${ruleComment(rule)}"`),
			'\t}',
		]),
		'}',
	];
	return [fed(text(lines), 'nft', '-f', '-')];
};

const text = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('');

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
	one.length === other.length && one.every((each, at) => each === other[at]);
