import type {PacketRule} from '../doctor/packet-rule.ts';
import type {Backend} from './wishes.ts';

/** What there is on a host to filter packets with. */
export type Filters = {
	readonly hasNft: boolean;
	readonly hasIptables: boolean;
	readonly rules: readonly PacketRule[];
	readonly modules: ReadonlySet<string>;
};

/** What the host uses; where it uses nothing yet, what is newer. */
export const chooseBackend = ({
	hasNft,
	hasIptables,
	rules,
	modules,
}: Filters): Backend | undefined => {
	if (!hasNft || !hasIptables) {
		return hasNft ? 'nftables' : hasIptables ? 'iptables' : undefined;
	}
	// Rules of iptables are in its own words, whichever of the two is below it.
	const ofIptables = rules.filter(({text}) => /^-[AP] /.test(text)).length;
	const others = rules.length - ofIptables;
	if (ofIptables !== others) {
		return ofIptables > others ? 'iptables' : 'nftables';
	}
	return modules.has('ip_tables') ? 'iptables' : 'nftables';
};
