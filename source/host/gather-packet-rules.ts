import type {PacketRule} from '../doctor/packet-rule.ts';
import {seen, unseen, type Evidence, type Seen} from '../doctor/evidence.ts';
import type {Family} from '../model/address.ts';
import {isOverNftables, readIptables} from './parse/iptables-save.ts';
import {isOfIptables, readNftables} from './parse/nft-json.ts';
import type {Ran, Reach} from './reach.ts';

/**
The rules of nftables and of both kinds of iptables. Programs are asked only about what is in the kernel already: their question would
load it.
*/
export const gatherPacketRules = async (
	reach: Reach,
	modules: Evidence['modules'],
): Promise<Seen<readonly PacketRule[]>> => {
	const has = (module: string): boolean => !modules.isSeen || modules.value.present.has(module);
	const answers = await Promise.all([
		...(has('ip_tables') ? [legacy(reach, 'iptables', 'ipv4')] : []),
		...(has('ip6_tables') ? [legacy(reach, 'ip6tables', 'ipv6')] : []),
		...(has('nf_tables') ? [newer(reach)] : []),
	]);
	const problem = answers.find(answer => !answer.isSeen);
	return problem ?? seen(answers.flatMap(answer => (answer.isSeen ? answer.value : [])));
};

type Answer = Seen<readonly PacketRule[]>;

/** `iptables-save` alone may be either kind. */
const legacy = async (reach: Reach, program: string, family: Family): Promise<Answer> => {
	const sure = await reach.run(`${program}-legacy-save`, []);
	const ran = sure.kind === 'absent' ? await reach.run(`${program}-save`, []) : sure;
	return understood(ran, `${program}-save`, text =>
		isOverNftables(text) ? [] : readIptables(text, family),
	);
};

const newer = async (reach: Reach): Promise<Answer> => {
	const [nft, four, six] = await Promise.all([
		reach.run('nft', ['-j', 'list', 'ruleset']),
		reach.run('iptables-nft-save', []),
		reach.run('ip6tables-nft-save', []),
	]);
	const ofIptables = [
		understood(four, 'iptables-nft-save', text => readIptables(text, 'ipv4')),
		understood(six, 'ip6tables-nft-save', text => readIptables(text, 'ipv6')),
	];
	const isSaved = ofIptables.every(({isSeen}) => isSeen);
	const own = understood(nft, 'nft', text =>
		readNftables(text)?.filter(rule => !isSaved || !isOfIptables(rule)),
	);
	if (own.isSeen) {
		return seen([
			...own.value,
			...ofIptables.flatMap(answer => (answer.isSeen ? answer.value : [])),
		]);
	}
	// A host without the program nft has no rules but those of iptables.
	const isAlone = nft.kind === 'absent' && isSaved;
	return isAlone ? seen(ofIptables.flatMap(answer => (answer.isSeen ? answer.value : []))) : own;
};

const understood = (
	ran: Ran,
	program: string,
	read: (text: string) => readonly PacketRule[] | undefined,
): Answer => {
	if (ran.kind === 'absent') {
		return unseen(`the program ${program} is not there`);
	}
	if (ran.kind === 'late') {
		return unseen(`${program} did not end in time`);
	}
	if (ran.code !== 0) {
		const isRefused = /permitted|permission|must be root/i.test(ran.stderr);
		return unseen(
			isRefused
				? 'rules of the packet filter need root'
				: `${program} failed: ${ran.stderr.split('\n', 1)[0] ?? ''}`,
		);
	}
	const rules = read(ran.stdout);
	return rules === undefined ? unseen(`what ${program} printed was not understood`) : seen(rules);
};
