/** Sixteen bytes, of which IPv4 fills the first four, and a port. */
export type Endpoint = {readonly address: Uint8Array; readonly port: number};

/** What a client's packets are addressed to. For the template of a firewall mark the protocol is 0 and the mark is the address. */
export type Target = {
	/** 2 or 10. */
	readonly family: number;
	readonly protocol: number;
	/** Four words in network order; IPv4 is the first. */
	readonly words: ArrayLike<number>;
	readonly port: number;
};

/** Targets by small numbers: a director has few of them, and every connection has one. */
export type Targets = {
	readonly all: Target[];
	/** Numbers by hash. */
	readonly byHash: Map<number, number[]>;
	/** The one that was asked for last, mostly also the next. */
	last: number;
};

export const createTargets = (): Targets => ({all: [], byHash: new Map(), last: -1});

export const forgetTargets = (targets: Targets): void => {
	targets.all.length = 0;
	targets.byHash.clear();
	targets.last = -1;
};

/** The number of a target, the same for the same; `wanted` is not kept. */
export const numberOf = (targets: Targets, wanted: Target): number => {
	if (targets.last !== -1 && isSame(targets.all[targets.last]!, wanted)) {
		return targets.last;
	}
	const hash = hashOf(wanted);
	const candidates = targets.byHash.get(hash);
	let found = candidates?.find(number => isSame(targets.all[number]!, wanted));
	if (found === undefined) {
		const {family, protocol, words, port} = wanted;
		found = targets.all.length;
		targets.all.push({family, protocol, words: Uint32Array.from(words), port});
		if (candidates === undefined) {
			targets.byHash.set(hash, [found]);
		} else {
			candidates.push(found);
		}
	}
	targets.last = found;
	return found;
};

const isSame = (one: Target, other: Target): boolean =>
	one.port === other.port &&
	one.words[0] === other.words[0] &&
	one.protocol === other.protocol &&
	one.family === other.family &&
	one.words[3] === other.words[3] &&
	one.words[2] === other.words[2] &&
	one.words[1] === other.words[1];

const hashOf = ({family, protocol, words, port}: Target): number => {
	let hash = Math.imul(port + (protocol << 16) + family, 0x9e_37_79_b1);
	for (let index = 0; index < 4; index += 1) {
		hash = Math.imul(hash ^ words[index]! ^ (hash >>> 15), 0x85_eb_ca_6b);
	}
	return hash;
};
