import {seen} from '../../../../source/doctor/evidence.ts';
import type {Ran} from '../../../../source/host/reach.ts';
import {run, startDirector} from '../ipvsadm/running.ts';
import {packetFilters} from './simulated-filters.ts';
import {ipProgram} from './simulated-ip.ts';
import {builtIn, failure, loadModule, success, type SimulatedState} from './simulated-state.ts';
import type {Machine} from '../../../../source/setup/machine.ts';

/** What a test wants to go wrong. */
export class Crash extends Error {}

type Disturbance = (when: 'before' | 'after', what: string) => string | undefined;

const quiet: Disturbance = () => undefined;

/** A host in memory that understands the few commands that setup gives, and refuses all others. */
export const simulateHost = (beginning: Partial<Beginning> = {}) => {
	const {files = {}, modules = [], rules = '', settings = {}, programs = ['iptables']} = beginning;
	const state: SimulatedState = {
		files: new Map(Object.entries(files)),
		modules: new Set(['dummy_base', ...modules]),
		settings: new Map(
			Object.entries({
				...plainSettings,
				...(modules.includes('ip_vs') ? {'net/ipv4/vs/conntrack': '0'} : {}),
				...settings,
			}),
		),
		links: new Map([
			['lo', {kind: '', isUp: true, addresses: ['127.0.0.1/8']}],
			[
				'eth0',
				{kind: '', isUp: true, addresses: ['198.51.100.9/24', ...(beginning.addresses ?? [])]},
			],
		]),
		routes: new Set<string>(),
		sets: new Map<string, Set<string>>(),
		tables: new Map(),
		nft: new Map<string, string>(),
		isClaimed: false,
	};
	const director = startDirector();
	const commands: string[] = [];
	/** Called before and after everything that changes something. */
	let disturb = quiet;

	const ip = ipProgram(state);
	const {restoreTables, saveTables, ipset, nft} = packetFilters(state);

	const execute = (program: string, words: readonly string[], input: string): Ran => {
		switch (program) {
			case 'ip':
				return ip(words, input);
			case 'modprobe':
				loadModule(state, words[0] ?? '');
				return success();
			case 'rmmod':
				state.modules.delete(words[0] ?? '');
				if (words[0] === 'ip_vs') {
					state.settings.delete('net/ipv4/vs/conntrack');
				}
				return success();
			case 'nft':
				return programs.includes('nft') ? nft(words, input) : {kind: 'absent'};
			case 'ipset':
				return ipset(words, input);
			case 'iptables-save':
			case 'ip6tables-save':
				return programs.includes('iptables') ? success(saveTables(program)) : {kind: 'absent'};
			case 'iptables-restore':
			case 'ip6tables-restore':
				if (!programs.includes('iptables')) {
					return {kind: 'absent'};
				}
				return words[0] === '--version' ? success() : restoreTables(program, input);
			default:
				return {kind: 'absent'};
		}
	};

	const changing = <Value>(
		what: string,
		act: () => Value,
		refused: (why: string) => Value,
	): Value => {
		const before = disturb('before', what);
		if (before !== undefined) {
			return refused(before);
		}
		const value = act();
		disturb('after', what);
		return value;
	};

	const machine: Machine = {
		readFile: async path => {
			if (path === '/proc/modules') {
				return seen([...state.modules].map(name => `${name} 1 0 - Live 0x0\n`).join(''));
			}
			return path.startsWith('/proc/sys/net/')
				? seen(state.settings.get(path.slice('/proc/sys/'.length)))
				: seen(state.files.get(path) ?? constants[path]);
		},
		list: async () => seen([]),
		readLink: async () => undefined,
		connect: async () => 'answers',
		run: async (program, words, input = '') => {
			const line = [program, ...words].join(' ');
			if (/-save|save$|--version|-j |show|list/.test(line) || words.includes('-batch')) {
				return execute(program, words, input);
			}
			commands.push(line);
			if (program === 'ipvs-tui') {
				// The table has commands of its own.
				disturb('before', line);
				const {exit, stderr} = await run(words.join(' '), director);
				disturb('after', line);
				return {kind: 'ran', code: exit, stdout: '', stderr};
			}
			return changing(line, () => execute(program, words, input), failure);
		},
		write: async (path, text) => {
			const isSetting = path.startsWith('/proc/sys/');
			if (isSetting) {
				commands.push(`write ${path}`);
			}
			return changing(
				`write ${path}`,
				() => {
					if (isSetting) {
						writeSetting(path.slice('/proc/sys/'.length), text.trim());
					} else {
						state.files.set(path, text);
					}
					return undefined;
				},
				(why): string | undefined => why,
			);
		},
		claim: async () => (state.isClaimed ? 'another setup is at work (process 7)' : async () => {}),
		remove: async path => {
			changing(
				`remove ${path}`,
				() => state.files.delete(path),
				() => false,
			);
			return undefined;
		},
	};

	/** As the kernel does it: this one changes others. */
	const writeSetting = (path: string, value: string): void => {
		state.settings.set(path, value);
		if (path === 'net/ipv4/ip_forward') {
			for (const device of ['default', ...state.links.keys()]) {
				state.settings.set(`net/ipv4/conf/${device}/forwarding`, value);
			}
			state.settings.set('net/ipv4/conf/all/accept_redirects', value === '1' ? '0' : '1');
		}
	};

	for (const line of rules === '' ? [] : [rules]) {
		restoreTables('iptables-restore', line);
	}
	commands.length = 0;
	return {
		machine,
		director,
		state,
		commands,
		disturbWith: (next: typeof disturb) => {
			disturb = next;
		},
		/** Everything that setup can touch, but for modules that may not be unloaded and settings of an interface that is gone. */
		snapshot: async () => ({
			files: Object.fromEntries(state.files),
			modules: [...state.modules]
				.filter(name => !/^(dummy|ip_tables|nf_tables)$/.test(name))
				.toSorted(),
			settings: Object.fromEntries(
				[...state.settings].filter(([path]) => !path.includes('/ipvs0/')).toSorted(),
			),
			links: [...state.links].map(([name, link]) => [
				name,
				{...link, addresses: [...link.addresses]},
			]),
			routes: [...state.routes],
			sets: [...state.sets.keys()],
			rules: [...state.tables].flatMap(([table, chains]) =>
				[...chains]
					.filter(([name, {rules: own}]) => own.length > 0 || !builtIn.includes(name))
					.map(([name, chain]) => [table, name, [...chain.rules]]),
			),
			nft: [...state.nft.keys()],
			services: (await run('-S -n', director)).stdout,
		}),
	};
};

type Beginning = {
	readonly files: Readonly<Record<string, string>>;
	readonly modules: readonly string[];
	readonly settings: Readonly<Record<string, string>>;
	/** More of eth0. */
	readonly addresses: readonly string[];
	/** As iptables-restore takes them. */
	readonly rules: string;
	readonly programs: readonly ('iptables' | 'nft')[];
};

const plainSettings = {
	'net/ipv4/ip_forward': '0',
	'net/ipv4/conf/default/forwarding': '0',
	'net/ipv4/conf/lo/forwarding': '0',
	'net/ipv4/conf/eth0/forwarding': '1',
	'net/ipv4/conf/all/accept_redirects': '0',
};

const constants: Readonly<Record<string, string>> = {
	'/proc/sys/kernel/random/boot_id': 'the first\n',
	'/proc/sys/kernel/osrelease': '6.1.0\n',
	'/proc/self/status': 'CapEff:\t000001ffffffffff\n',
};
