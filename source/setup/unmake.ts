import {fed, run, settingsFolder, type Command} from './command.ts';
import {itemKey, itemName, nftFamily, nftTable, prefixOf, type Item} from './item.ts';
import {filterProgram, hasAddress, jumpRule, markWords, routeWords} from './make.ts';
import type {Present} from './present.ts';

/** An item that setup has made or was about to make, with what was there before. */
export type Made = {readonly item: Item; readonly before: Before};

/** What was there before, as far as it takes more than removing the item to have it again. */
export type Before = {
	/** Settings by path, that of the item first. */
	readonly settings?: readonly (readonly [path: string, value: string])[] | undefined;
	/** The text of a file. */
	readonly text?: string | undefined;
	/** What an earlier run made of the file: a run that is killed leaves that. */
	readonly ownText?: string | undefined;
	/** The link was there already. */
	readonly isThere?: boolean | undefined;
};

export type Undoing = {
	readonly commands: readonly Command[];
	/** Why something is left as it is. */
	readonly left: readonly string[];
};

const nothing: Undoing = {commands: [], left: []};
const only = (...commands: readonly Command[]): Undoing => ({commands, left: []});
const leave = (sentence: string): Undoing => ({commands: [], left: [sentence]});

/** What was there before an item that was made already and is about to be made anew. */
export const beforeAgain = ({item, before}: Made, {files}: Present): Before => {
	const current = item.kind === 'file' ? files.get(item.path) : undefined;
	const isOwn = item.kind === 'file' && [item.text, before.ownText].includes(current);
	return isOwn ? {...before, ownText: current} : before;
};

/** Takes away what is there of an item: nothing where it was never made, or is gone already. */
export const undoing = ({item, before}: Made, present: Present, all: readonly Made[]): Undoing => {
	switch (item.kind) {
		case 'module':
			return nothing;
		case 'setting':
			return putBack(item, before, present);
		case 'link':
			return removeLink(item.name, before, {present, all});
		case 'address':
			return hasAddress(item, present)
				? only(run('ip', 'address', 'del', prefixOf(item.address), 'dev', item.device))
				: nothing;
		case 'route':
			return present.routes.has(`${item.address} ${item.device}`)
				? only(run('ip', ...routeWords('del', item)))
				: nothing;
		case 'set':
			return present.sets.has(item.name) ? only(run('ipset', 'destroy', item.name)) : nothing;
		case 'chain':
			return removeChain(item, present);
		case 'table':
			return present.tables.has(itemKey(item))
				? only(run('nft', 'delete', 'table', nftFamily(item.family), nftTable))
				: nothing;
		case 'mark-service':
			return removeService(item, present);
		case 'file':
			return restoreFile(item, before, present);
	}
};

const putBack = (
	item: Item & {readonly kind: 'setting'},
	{settings = []}: Before,
	present: Present,
): Undoing => {
	const current = present.settings.get(item.path);
	const [, former] = settings.find(([path]) => path === item.path) ?? [];
	if (current === undefined || former === undefined) {
		return nothing;
	}
	if (current !== item.value && current !== former) {
		return leave(`${itemName(item)} is ${current} now, which was not set here; left as it is`);
	}
	const changed = settings.filter(([path, value]) =>
		current === former
			? // Put back already, perhaps by a run that was killed before it had come to those that the kernel changes along.
				present.settings.get(path) !== value && present.settings.get(path) === along(path, former)
			: present.settings.has(path),
	);
	return only(
		...changed.map(([path, value]): Command => ({
			kind: 'write',
			path: settingsFolder + path,
			text: `${value}\n`,
		})),
	);
};

/** What the kernel makes of a setting when forwarding is switched for all interfaces. */
const along = (path: string, forwarding: string): string =>
	path.endsWith('/accept_redirects') ? (forwarding === '1' ? '0' : '1') : forwarding;

const removeLink = (
	name: string,
	before: Before,
	{present, all}: {readonly present: Present; readonly all: readonly Made[]},
): Undoing => {
	const link = present.links.find(each => each.name === name);
	if (link === undefined || before.isThere === true || link.kind !== 'dummy') {
		return nothing;
	}
	const own = new Set(
		all.flatMap(({item}) =>
			item.kind === 'address' && item.device === name ? [item.address] : [],
		),
	);
	const foreign = link.addresses.filter(each => !own.has(each) && !each.startsWith('fe80:'));
	return foreign.length === 0
		? only(run('ip', 'link', 'del', name))
		: leave(`interface ${name} stays: somebody else has put ${foreign.join(', ')} on it`);
};

const removeChain = (item: Item & {readonly kind: 'chain'}, {chains}: Present): Undoing => {
	const found = chains.get(itemKey(item));
	if (found === undefined) {
		return nothing;
	}
	const {table, name} = item;
	const lines = [
		`*${table}`,
		...found.hooks.map(hook => `-D ${hook} ${jumpRule(name)}`),
		`-F ${name}`,
		`-X ${name}`,
		'COMMIT',
	];
	const input = lines.map(line => `${line}\n`).join('');
	return only(fed(input, filterProgram(item), '--noflush', '--wait', '4'));
};

const removeService = (
	item: Item & {readonly kind: 'mark-service'},
	{markServices}: Present,
): Undoing => {
	switch (markServices.get(itemKey(item))) {
		case 'empty':
			return only(run('ipvs-tui', '-D', ...markWords(item)));
		case 'used':
			return leave(`${itemName(item)} stays: somebody has given it real servers`);
		default:
			return nothing;
	}
};

const restoreFile = (
	{path, text}: Item & {readonly kind: 'file'},
	before: Before,
	{files}: Present,
): Undoing => {
	const current = files.get(path);
	if (current === undefined || current === before.text) {
		return nothing;
	}
	if (current !== text && current !== before.ownText) {
		return leave(`${path} has been changed since; left as it is`);
	}
	return only(
		before.text === undefined ? {kind: 'remove', path} : {kind: 'write', path, text: before.text},
	);
};
