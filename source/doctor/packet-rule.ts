import type {Address, Family} from '../model/address.ts';
import {isWithin, type Prefix} from './prefix.ts';

/** A rule of a packet filter, as far as it can matter to IPVS. Conditions that are undefined let everything pass. */
export type PacketRule = {
	readonly family: Family | 'both';
	/** `nat`, `mangle` … of iptables; the name of the table for nftables. */
	readonly table: string;
	readonly chain: string;
	/** Undefined for a chain that others jump to. */
	readonly hook: Hook | undefined;
	/** As its own program prints it. */
	readonly text: string;
	readonly destinations?: readonly Prefix[] | undefined;
	readonly sources?: readonly Prefix[] | undefined;
	/** Such as `tcp`. */
	readonly protocol?: string | undefined;
	readonly ports?: readonly PortRange[] | undefined;
	readonly sourcePorts?: readonly PortRange[] | undefined;
	readonly outInterface?: string | undefined;
	readonly inInterface?: string | undefined;
	/** Of the tracked connection, one of them, such as `established`. */
	readonly states?: readonly string[] | undefined;
	/** It asks for balanced packets (iptables -m ipvs), perhaps those of one virtual service. */
	readonly ipvs?:
		| {
				readonly address?: string | undefined;
				readonly port?: number | undefined;
		  }
		| undefined;
	/** It has conditions beside these: sets, limits, negations. */
	readonly isPartial: boolean;
	readonly verdict: Verdict;
};

export type Hook = 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';

export type Verdict =
	/** Source address translation; how many addresses it has to choose from, 1 for masquerading. */
	| {readonly kind: 'source-nat'; readonly addresses: number}
	/** Undefined for a mark that is computed or restored. */
	| {readonly kind: 'mark'; readonly mark: number | undefined}
	| {readonly kind: 'jump'; readonly chain: string}
	| {readonly kind: 'accept' | 'return' | 'drop' | 'untracked' | 'other'};

/** Both ends included. */
export type PortRange = readonly [first: number, last: number];

/** Packets that are alike. What is undefined may be anything, or is not known. */
export type Flow = {
	readonly family: Family;
	readonly address?: Address | undefined;
	/** 0 is every port. */
	readonly port?: number | undefined;
	readonly source?: Address | undefined;
	readonly sourcePort?: number | undefined;
	readonly protocol: string | undefined;
	readonly outInterface?: string | undefined;
	/** They come from outside in any case. */
	readonly inInterface?: string | undefined;
	readonly state?: string | undefined;
	/** The virtual service that it was balanced for, when it was. */
	readonly virtual?: {readonly address: string; readonly port: number} | undefined;
};

export type Coverage = 'yes' | 'perhaps' | 'no';

/** Whether a rule takes a packet; `perhaps` where it has conditions that cannot be judged from here. */
export const covers = (rule: PacketRule, flow: Flow): Coverage => {
	const answers = conditions.map(condition => condition(rule, flow));
	if (answers.includes('no')) {
		return 'no';
	}
	return answers.includes('perhaps') ? 'perhaps' : 'yes';
};

/** What a rule asks for against what a flow is. */
const asked = <Asked, Known>(
	wanted: Asked | undefined,
	known: Known | undefined,
	holds: (wanted: Asked, known: Known) => boolean,
): Coverage => {
	if (wanted === undefined) {
		return 'yes';
	}
	if (known === undefined) {
		return 'perhaps';
	}
	return holds(wanted, known) ? 'yes' : 'no';
};

const conditions: readonly ((rule: PacketRule, flow: Flow) => Coverage)[] = [
	({family}, flow) => (family === 'both' || family === flow.family ? 'yes' : 'no'),
	({destinations}, {address}) => asked(destinations, address, isAmong),
	({sources}, {source}) => asked(sources, source, isAmong),
	({ports}, {port}) => asked(ports, port, isInPorts),
	({sourcePorts}, {sourcePort}) => asked(sourcePorts, sourcePort, isInPorts),
	({outInterface}, flow) => asked(outInterface, flow.outInterface, isInterface),
	({inInterface}, flow) =>
		inInterface === 'lo' ? 'no' : asked(inInterface, flow.inInterface, isInterface),
	({states}, {state}) => asked(states, state, (some, one) => some.includes(one)),
	({protocol}, flow) =>
		flow.protocol === undefined ? 'yes' : asked(protocol, flow.protocol, Object.is),
	({ipvs}, {virtual}) => (ipvs === undefined || isBalanced(ipvs, virtual) ? 'yes' : 'no'),
	({isPartial}) => (isPartial ? 'perhaps' : 'yes'),
];

const isAmong = (prefixes: readonly Prefix[], address: Address): boolean =>
	prefixes.some(prefix => isWithin(prefix, address));

const isInPorts = (ports: readonly PortRange[], port: number): boolean =>
	port === 0 || ports.some(([first, last]) => port >= first && port <= last);

/** iptables writes `eth+` for every name that begins with eth, nftables `eth*`. */
const isInterface = (pattern: string, name: string): boolean =>
	/[+*]$/.test(pattern) ? name.startsWith(pattern.slice(0, -1)) : pattern === name;

const isBalanced = (
	{address, port}: NonNullable<PacketRule['ipvs']>,
	virtual: Flow['virtual'],
): boolean =>
	virtual !== undefined &&
	(address === undefined || virtual.address === '' || address === virtual.address) &&
	(port === undefined || virtual.port === 0 || port === virtual.port);
