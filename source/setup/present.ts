/** What a host has of all that setup can make. */
export type Present = {
	/** Loaded or built in. */
	readonly modules: ReadonlySet<string>;
	/** By path below /proc/sys; what is not there has no entry. */
	readonly settings: ReadonlyMap<string, string>;
	readonly links: readonly PresentLink[];
	/** Addresses that the kernel takes for its own, whatever makes them so. */
	readonly local: ReadonlySet<string>;
	/** Local routes of ours, as `ADDRESS DEVICE`. */
	readonly routes: ReadonlySet<string>;
	/** Members of our ipsets, by name. */
	readonly sets: ReadonlyMap<string, ReadonlySet<string>>;
	/** By the key of the item. */
	readonly chains: ReadonlyMap<string, PresentChain>;
	/** Comments of the rules in our table of nftables, by the key of the item. */
	readonly tables: ReadonlyMap<string, readonly string[]>;
	/** Services on marks by the key of the item, and whether they have servers. */
	readonly markServices: ReadonlyMap<string, 'empty' | 'used'>;
	readonly files: ReadonlyMap<string, string>;
};

export type PresentLink = {
	readonly name: string;
	readonly isUp: boolean;
	readonly kind: string;
	readonly addresses: readonly string[];
};

export type PresentChain = {
	/** Comments of its rules; an empty text where there is none. */
	readonly rules: readonly string[];
	/** Chains from which a jump of ours leads here. */
	readonly hooks: readonly string[];
};
