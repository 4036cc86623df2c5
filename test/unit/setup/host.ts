import type {Present} from '../../../source/setup/present.ts';
import type {Wishes} from '../../../source/setup/wishes.ts';

/** A host with nothing on it. */
export const bare: Present = {
	modules: new Set(),
	settings: new Map(),
	links: [],
	local: new Set(),
	routes: new Set(),
	sets: new Map(),
	chains: new Map(),
	tables: new Map(),
	markServices: new Map(),
	files: new Map(),
};

export const plain: Wishes = {
	place: {kind: 'dummy', device: 'ipvs0'},
	sourceNat: [],
	catchAll: undefined,
	isLinkMode: false,
	isPersistent: false,
	backend: 'iptables',
};
