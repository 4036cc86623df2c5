import type {Family} from '../model/address.ts';

/**
One thing that a host shall have. It says what, not how: the same item is compared with what is there, made, written down in the state
file, and taken away again.
*/
export type Item =
	| {readonly kind: 'module'; readonly name: string}
	| {
			readonly kind: 'setting';
			/** Below /proc/sys. */
			readonly path: string;
			readonly value: string;
			/** Settings that the kernel changes with this one; they are put back after it. */
			readonly alsoChanges: readonly string[];
	  }
	| {readonly kind: 'link'; readonly name: string}
	| {readonly kind: 'address' | 'route'; readonly address: string; readonly device: string}
	| {
			/** An ipset. */
			readonly kind: 'set';
			readonly name: string;
			readonly type: 'hash:ip' | 'hash:ip,port';
			readonly family: Family;
			readonly members: readonly string[];
	  }
	| {
			/** A chain of iptables with the jumps to it. */
			readonly kind: 'chain';
			readonly family: Family;
			readonly table: 'nat' | 'mangle';
			readonly name: string;
			readonly hooks: readonly string[];
			readonly rules: readonly string[];
	  }
	| {
			/** The whole table of nftables, by chain. */
			readonly kind: 'table';
			readonly family: Family;
			readonly chains: readonly NftChain[];
	  }
	| {readonly kind: 'mark-service'; readonly mark: number; readonly family: Family}
	| {readonly kind: 'file'; readonly path: string; readonly text: string};

export type NftChain = {
	readonly name: string;
	/** Such as `type nat hook postrouting priority 95`. */
	readonly hook: string;
	readonly rules: readonly string[];
};

/** Two items with the same key are two states of one thing. */
export const itemKey = (item: Item): string => {
	switch (item.kind) {
		case 'module':
		case 'link':
		case 'set':
			return `${item.kind} ${item.name}`;
		case 'setting':
		case 'file':
			return `${item.kind} ${item.path}`;
		case 'address':
		case 'route':
			return `${item.kind} ${item.address} ${item.device}`;
		case 'chain':
			return `chain ${item.family} ${item.table} ${item.name}`;
		case 'table':
			return `table ${item.family}`;
		case 'mark-service':
			return `mark-service ${item.mark} ${item.family}`;
	}
};

/** What a person calls it. */
export const itemName = (item: Item): string => {
	switch (item.kind) {
		case 'module':
			return `module ${item.name}`;
		case 'setting':
			return item.path.replaceAll(/[./]/g, sign => (sign === '.' ? '/' : '.'));
		case 'link':
			return `interface ${item.name}`;
		case 'address':
			return `${item.address} on ${item.device}`;
		case 'route':
			return `local route to ${item.address}`;
		case 'set':
			return `ipset ${item.name}`;
		case 'chain':
			return `chain ${item.name} of ${item.family === 'ipv4' ? 'iptables' : 'ip6tables'}`;
		case 'table':
			return `nftables table ${nftFamily(item.family)} ${nftTable}`;
		case 'mark-service':
			return `service on mark ${item.mark}`;
		case 'file':
			return item.path;
	}
};

export const nftTable = 'ipvs_tui';
export const nftFamily = (family: Family): 'ip' | 'ip6' => (family === 'ipv4' ? 'ip' : 'ip6');

/** Of a whole address. */
export const prefixOf = (address: string): string =>
	`${address}/${address.includes(':') ? '128' : '32'}`;

const comment = 'ipvs-tui';

/** Marks a jump as ours. */
export const jumpComment = comment;

/**
Marks a rule as ours and says what is in it: packet filters print rules in their own words, so that a changed rule is told by its comment.
FNV-1a of 32 bits.
*/
export const ruleComment = (text: string): string => {
	let hash = 0x81_1c_9d_c5;
	for (let at = 0; at < text.length; at += 1) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
	}
	return `${comment}:${(hash >>> 0).toString(16).padStart(8, '0')}`;
};
