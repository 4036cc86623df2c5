import type {Ran} from '../../../../source/host/reach.ts';

export type Chain = {readonly rules: string[]};

/** What the host in memory is made of. */
export type SimulatedState = {
	readonly files: Map<string, string>;
	/** The newest first. */
	modules: Set<string>;
	/** By path below /proc/sys. */
	readonly settings: Map<string, string>;
	readonly links: Map<
		string,
		{readonly kind: string; readonly isUp: boolean; readonly addresses: string[]}
	>;
	/** As `ADDRESS DEVICE`. */
	readonly routes: Set<string>;
	readonly sets: Map<string, Set<string>>;
	/** Chains of iptables, by family and table. */
	readonly tables: Map<string, Map<string, Chain>>;
	readonly nft: Map<string, string>;
	isClaimed: boolean;
};

/** Chains that every table has. */
export const builtIn = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

export const loadModule = (state: SimulatedState, name: string): void => {
	if (!state.modules.has(name)) {
		state.modules = new Set([name, ...state.modules]);
	}
	const path = 'net/ipv4/vs/conntrack';
	if (name === 'ip_vs' && !state.settings.has(path)) {
		state.settings.set(path, '0');
	}
};

export const success = (stdout = ''): Ran => ({kind: 'ran', code: 0, stdout, stderr: ''});
export const failure = (stderr: string): Ran => ({kind: 'ran', code: 1, stdout: '', stderr});
