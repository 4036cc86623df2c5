import type {Ran} from '../../../../source/host/reach.ts';
import {
	builtIn,
	failure,
	loadModule,
	success,
	type Chain,
	type SimulatedState,
} from './simulated-state.ts';

/** iptables, ipset and nft, as far as setup uses them. */
export const packetFilters = (state: SimulatedState) => {
	const chainsOf = (program: string, table: string): Map<string, Chain> => {
		const key = `${program.startsWith('ip6') ? 'ip6' : 'ip'} ${table}`;
		const chains =
			state.tables.get(key) ?? new Map<string, Chain>(builtIn.map(name => [name, {rules: []}]));
		state.tables.set(key, chains);
		loadModule(state, 'ip_tables');
		return chains;
	};

	const restoreTables = (program: string, text: string): Ran => {
		const [first = '', ...lines] = text.trim().split('\n');
		const chains = chainsOf(program, first.slice(1));
		const copy = new Map([...chains].map(([name, {rules: own}]) => [name, {rules: [...own]}]));
		for (const line of lines) {
			const [, verb = '', chain = '', rest = ''] = /^(:|-\w )(\S+) ?(.*)$/.exec(line) ?? [];
			const target = / -j ((?:IPVS|FOREIGN)\S*)$/.exec(line)?.[1];
			if (
				line !== 'COMMIT' &&
				verb !== ':' &&
				(!copy.has(chain) || (target !== undefined && !copy.has(target) && verb !== '-D '))
			) {
				return failure(`${program}: line failed: ${line}`);
			}
			const own = copy.get(chain)?.rules ?? [];
			if (verb === ':' || verb === '-F ') {
				copy.set(chain, {rules: []});
			} else if (verb === '-A ') {
				own.push(rest);
			} else if (verb === '-I ') {
				own.unshift(rest.replace(/^1 /, ''));
			} else if (verb === '-D ') {
				if (!own.includes(rest)) {
					return failure(`${program}: Bad rule`);
				}
				own.splice(own.indexOf(rest), 1);
			} else if (verb === '-X ') {
				const isUsed = [...copy.values()].some(({rules: all}) =>
					all.some(rule => rule.endsWith(`-j ${chain}`)),
				);
				if (isUsed || own.length > 0) {
					return failure(`${program}: Too many links`);
				}
				copy.delete(chain);
			}
		}
		for (const name of chains.keys()) {
			chains.delete(name);
		}
		for (const [name, chain] of copy) {
			chains.set(name, chain);
		}
		return success();
	};

	const saveTables = (program: string): string =>
		[...state.tables]
			.filter(([key]) => key.startsWith(program.startsWith('ip6') ? 'ip6 ' : 'ip '))
			.map(([key, chains]) =>
				[
					`*${key.split(' ')[1]}`,
					...[...chains.keys()].map(name => `:${name} - [0:0]`),
					...[...chains].flatMap(([name, {rules: own}]) => own.map(rule => `-A ${name} ${rule}`)),
					'COMMIT\n',
				].join('\n'),
			)
			.join('');

	const ipset = ([verb, name = '']: readonly string[], input: string): Ran => {
		if (verb === 'save') {
			return success(
				[...state.sets]
					.flatMap(([set, members]) => [
						`create ${set} x`,
						...[...members].map(each => `add ${set} ${each}`),
					])
					.map(line => `${line}\n`)
					.join(''),
			);
		}
		loadModule(state, 'ip_set');
		if (verb === 'destroy') {
			const isUsed = [...state.tables.values()].some(chains =>
				[...chains.values()].some(({rules: own}) => own.some(rule => rule.includes(name))),
			);
			return isUsed || !state.sets.delete(name) ? failure('ipset: in use or not there') : success();
		}
		for (const line of input.trim().split('\n')) {
			const [command = '', set = '', member = ''] = line.split(' ');
			if (command === 'create' ? state.sets.has(set) : !state.sets.has(set)) {
				return failure(`ipset: ${line}`);
			}
			const members = state.sets.get(set) ?? new Set();
			state.sets.set(set, members);
			if (command === 'add') {
				members.add(member);
			} else if (command === 'del') {
				members.delete(member);
			}
		}
		return success();
	};

	const nft = (words: readonly string[], input: string): Ran => {
		const [verb, , family = '', name = ''] = words;
		const key = `${family} ${name}`;
		switch (verb) {
			case '--version':
				return success('nftables v1.0.6');
			case '-j':
				return success('{"nftables": []}');
			case 'list':
				if (words[1] === 'tables') {
					return success([...state.nft.keys()].map(each => `table ${each}\n`).join(''));
				}
				return state.nft.has(key) ? success(state.nft.get(key)) : failure('no such table');
			case 'delete':
				return state.nft.delete(key) ? success() : failure('no such table');
			default: {
				loadModule(state, 'nf_tables');
				const [, table = '', text = ''] = /^table (\S+ \S+)\n[^\n]+\n(.*)$/s.exec(input) ?? [];
				state.nft.set(table, text);
				return success();
			}
		}
	};

	return {restoreTables, saveTables, ipset, nft};
};
