import type {Evidence, ServiceFacts} from '../doctor/evidence.ts';
import type {Reach} from '../host/reach.ts';
import {familyOfMatch} from '../model/service.ts';
import {itemKey, nftFamily, nftTable, type Item} from './item.ts';
import {routeProtocol} from './make.ts';
import type {Present, PresentChain} from './present.ts';

/** Of what a look at the host has found: the rest is looked up here. */
export type Known = Pick<Evidence, 'modules' | 'links' | 'routes'> & {
	readonly services: readonly ServiceFacts[];
};

/** Looks at what a host has of these items. Nothing is asked that would load a module. */
export const look = async (
	reach: Reach,
	items: readonly Item[],
	known: Known,
): Promise<Present> => {
	const {modules, links, routes, services} = known;
	const has = (module: string): boolean => !modules.isSeen || modules.value.present.has(module);
	const isFiltered = has('ip_tables') || has('ip6_tables') || has('nf_tables');
	const [settings, files, ownRoutes, sets, four, six, tables] = await Promise.all([
		textsOf(reach, '/proc/sys/', items.flatMap(settingPaths)),
		textsOf(
			reach,
			'',
			items.flatMap(item => (item.kind === 'file' ? [item.path] : [])),
		),
		routesOf(reach),
		has('ip_set') ? output(reach, 'ipset', ['save']) : '',
		isFiltered ? output(reach, 'iptables-save', []) : '',
		isFiltered ? output(reach, 'ip6tables-save', []) : '',
		has('nf_tables') ? tablesOf(reach) : new Map<string, readonly string[]>(),
	]);
	const isLocal = routes.isSeen ? [...routes.value].filter(([, {kind}]) => kind === 'local') : [];
	const found = links.isSeen ? links.value : [];
	return {
		modules: modules.isSeen ? modules.value.present : new Set(),
		settings: new Map([...settings].map(([path, text]) => [path, text.trim()])),
		files,
		links: found.map(({name, isUp, kind, addresses}) => ({
			name,
			isUp,
			kind,
			addresses: addresses.map(({address}) => address),
		})),
		local: new Set([
			...isLocal.map(([address]) => address),
			...found.flatMap(({addresses}) => addresses.map(({address}) => address)),
		]),
		routes: ownRoutes,
		sets: readSets(sets),
		chains: new Map([...readChains(four, 'ipv4'), ...readChains(six, 'ipv6')]),
		tables,
		markServices: new Map(
			services.flatMap(({service: {match}, servers}) =>
				match.kind === 'mark'
					? [
							[
								itemKey({kind: 'mark-service', mark: match.mark, family: familyOfMatch(match)}),
								servers.length === 0 ? 'empty' : 'used',
							] as const,
						]
					: [],
			),
		),
	};
};

const settingPaths = (item: Item): readonly string[] =>
	item.kind === 'setting' ? [item.path, ...item.alsoChanges] : [];

const textsOf = async (
	reach: Reach,
	folder: string,
	paths: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
	const read = await Promise.all(
		[...new Set(paths)].map(async path => [path, await reach.readFile(folder + path)] as const),
	);
	return new Map(
		read.flatMap(([path, file]) =>
			file.isSeen && file.value !== undefined ? [[path, file.value] as const] : [],
		),
	);
};

const output = async (reach: Reach, program: string, words: readonly string[]): Promise<string> => {
	const ran = await reach.run(program, words);
	return ran.kind === 'ran' && ran.code === 0 ? ran.stdout : '';
};

/** As `ADDRESS DEVICE`. */
const routesOf = async (reach: Reach): Promise<ReadonlySet<string>> => {
	const words = ['route', 'show', 'table', 'local', 'proto', routeProtocol];
	const [four, six] = await Promise.all([
		output(reach, 'ip', words),
		output(reach, 'ip', ['-6', ...words]),
	]);
	return new Set(
		[...`${four}\n${six}`.matchAll(/^local (\S+) dev (\S+)/gm)].map(
			([, address = '', device = '']) => `${address.replace(/\/(32|128)$/, '')} ${device}`,
		),
	);
};

/** `ipset save` */
export const readSets = (text: string): ReadonlyMap<string, ReadonlySet<string>> => {
	const sets = new Map<string, Set<string>>();
	for (const line of text.split('\n')) {
		const [verb, name = '', member = ''] = line.split(' ');
		if (verb === 'create') {
			sets.set(name, new Set());
		} else if (verb === 'add') {
			sets.get(name)?.add(member);
		}
	}
	return sets;
};

/** Chains of ours in what iptables-save prints, by the key of their item. */
export const readChains = (
	text: string,
	family: 'ipv4' | 'ipv6',
): ReadonlyMap<string, PresentChain> => {
	const chains = new Map<string, {rules: string[]; hooks: string[]}>();
	let table = '';
	for (const line of text.split('\n')) {
		const keyOf = (chain = ''): string => `chain ${family} ${table} ${chain}`;
		if (line.startsWith('*')) {
			table = line.slice(1);
		} else if (line.startsWith(':IPVS-TUI-')) {
			chains.set(keyOf(line.slice(1).split(' ', 1)[0]), {rules: [], hooks: []});
		} else if (line.startsWith('-A ')) {
			const [, chain] = line.split(' ');
			const [, comment = ''] = /--comment "?(ipvs-tui(?::[\da-f]+)?)"?(?: |$)/.exec(line) ?? [];
			const [, target] = / -j (IPVS-TUI-\S+)$/.exec(line) ?? [];
			chains.get(keyOf(chain))?.rules.push(comment);
			if (comment === 'ipvs-tui' && chain !== undefined) {
				chains.get(keyOf(target))?.hooks.push(chain);
			}
		}
	}
	return chains;
};

const tablesOf = async (reach: Reach): Promise<ReadonlyMap<string, readonly string[]>> => {
	const found = await Promise.all(
		(['ipv4', 'ipv6'] as const).map(async family => {
			const words = ['list', 'table', nftFamily(family), nftTable];
			return [`table ${family}`, await output(reach, 'nft', words)] as const;
		}),
	);
	return new Map(
		found.flatMap(([key, text]) => (text === '' ? [] : [[key, nftComments(text)] as const])),
	);
};

/** One for each rule: lines that begin deeper than those of the chain's own. */
export const nftComments = (text: string): readonly string[] =>
	text
		.split('\n')
		.filter(line => /^\t\t\S/.test(line) && !/^\t\ttype \w+ hook /.test(line))
		.map(line => /comment "([^"]*)"$/.exec(line)?.[1] ?? '');
