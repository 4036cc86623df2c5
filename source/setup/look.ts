import {seen, unseen, type Evidence, type Seen, type ServiceFacts} from '../doctor/evidence.ts';
import type {Reach} from '../host/reach.ts';
import type {Family} from '../model/address.ts';
import {familyOfMatch} from '../model/service.ts';
import {itemKey, nftFamily, nftTable, type Item} from './item.ts';
import {routeProtocol} from './make.ts';
import type {Present, PresentChain} from './present.ts';

/** Of what a look at the host has found: the rest is looked up here. */
export type Known = Pick<Evidence, 'modules' | 'links' | 'routes'> & {
	readonly services: readonly ServiceFacts[];
};

/**
Looks at what a host has of these items. Nothing is asked that would load a module.

@returns a sentence when something that the items are about cannot be seen: nobody may take it for absent
*/
export const look = async (
	reach: Reach,
	items: readonly Item[],
	known: Known,
): Promise<Present | string> => {
	const {modules, links, routes, services} = known;
	const has = (module: string): boolean => !modules.isSeen || modules.value.present.has(module);
	const isAbout = (kind: Item['kind'], module: string): boolean =>
		items.some(item => item.kind === kind) && has(module);
	const hasChains = (family: Family): boolean =>
		items.some(item => item.kind === 'chain' && item.family === family) &&
		['ip_tables', 'ip6_tables', 'nf_tables'].some(has);
	const [settings, files, ownRoutes, sets, four, six, tables] = await Promise.all([
		textsOf(reach, '/proc/sys/', items.flatMap(settingPaths)),
		textsOf(
			reach,
			'',
			items.flatMap(item => (item.kind === 'file' ? [item.path] : [])),
		),
		routesOf(reach),
		isAbout('set', 'ip_set') ? output(reach, 'ipset', ['save']) : seen(''),
		hasChains('ipv4') ? output(reach, 'iptables-save', []) : seen(''),
		hasChains('ipv6') ? output(reach, 'ip6tables-save', []) : seen(''),
		isAbout('table', 'nf_tables') ? tablesOf(reach) : seen(new Map<string, readonly string[]>()),
	]);
	if (!ownRoutes.isSeen || !sets.isSeen || !four.isSeen || !six.isSeen || !tables.isSeen) {
		const blind = [ownRoutes, sets, four, six, tables].find(each => !each.isSeen);
		return `what is there cannot be seen: ${blind?.isSeen === false ? blind.because : ''}`;
	}
	if (!links.isSeen) {
		return `what is there cannot be seen: ${links.because}`;
	}
	const isLocal = routes.isSeen ? [...routes.value].filter(([, {kind}]) => kind === 'local') : [];
	const found = links.value;
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
		routes: ownRoutes.value,
		sets: readSets(sets.value),
		chains: new Map([...readChains(four.value, 'ipv4'), ...readChains(six.value, 'ipv6')]),
		tables: tables.value,
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

const output = async (
	reach: Reach,
	program: string,
	words: readonly string[],
): Promise<Seen<string>> => {
	const ran = await reach.run(program, words);
	if (ran.kind !== 'ran') {
		return unseen(
			ran.kind === 'absent'
				? `the program ${program} is not there`
				: `${program} did not end in time`,
		);
	}
	return ran.code === 0
		? seen(ran.stdout)
		: unseen(`${program} failed: ${ran.stderr.trim().split('\n', 1)[0] ?? ''}`);
};

/** As `ADDRESS DEVICE`. */
const routesOf = async (reach: Reach): Promise<Seen<ReadonlySet<string>>> => {
	const words = ['route', 'show', 'table', 'local', 'proto', routeProtocol];
	const [four, six] = await Promise.all([
		output(reach, 'ip', words),
		output(reach, 'ip', ['-6', ...words]),
	]);
	if (!four.isSeen) {
		return four;
	}
	// A host without IPv6 fails on the second one.
	return seen(
		new Set(
			[...`${four.value}\n${six.isSeen ? six.value : ''}`.matchAll(/^local (\S+) dev (\S+)/gm)].map(
				([, address = '', device = '']) => `${address.replace(/\/(32|128)$/, '')} ${device}`,
			),
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

const tablesOf = async (reach: Reach): Promise<Seen<ReadonlyMap<string, readonly string[]>>> => {
	const all = await output(reach, 'nft', ['list', 'tables']);
	if (!all.isSeen) {
		return all;
	}
	const tables = new Map<string, readonly string[]>();
	for (const family of ['ipv4', 'ipv6'] as const) {
		const words = [nftFamily(family), nftTable];
		if (all.value.split('\n').includes(`table ${words.join(' ')}`)) {
			// oxlint-disable-next-line no-await-in-loop -- two
			const table = await output(reach, 'nft', ['list', 'table', ...words]);
			if (!table.isSeen) {
				return table;
			}
			tables.set(`table ${family}`, nftComments(table.value));
		}
	}
	return seen(tables);
};

/** One for each rule: lines that begin deeper than those of the chain's own. */
export const nftComments = (text: string): readonly string[] =>
	text
		.split('\n')
		.filter(line => /^\t\t\S/.test(line) && !/^\t\ttype \w+ hook /.test(line))
		.map(line => /comment "([^"]*)"$/.exec(line)?.[1] ?? '');
