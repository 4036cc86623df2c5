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
	/** Such as `tcp`. */
	readonly protocol?: string | undefined;
	/** Destination ports, both ends included. */
	readonly ports?: readonly (readonly [first: number, last: number])[] | undefined;
	readonly outInterface?: string | undefined;
	/** It asks for balanced packets (iptables -m ipvs), perhaps those of one virtual service. */
	readonly ipvs?:
		| {
				readonly address?: string | undefined;
				readonly port?: number | undefined;
		  }
		| undefined;
	/** It has conditions beside these: sources, sets, negations. */
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
	| {readonly kind: 'accept' | 'return' | 'drop' | 'other'};

/** A packet on its way from this host to a real server, or to a virtual service. */
export type Flow = {
	readonly address: Address;
	readonly port: number;
	readonly protocol: string | undefined;
	readonly outInterface?: string | undefined;
	/** The virtual service that it was balanced for, when it was. */
	readonly virtual?: {readonly address: string; readonly port: number} | undefined;
};

/** Whether a rule takes a packet; `perhaps` where it has conditions that cannot be judged from here. */
export const covers = (rule: PacketRule, flow: Flow): 'yes' | 'perhaps' | 'no' => {
	const contradicts =
		(rule.family !== 'both' && rule.family !== flow.address.family) ||
		(rule.destinations !== undefined &&
			!rule.destinations.some(prefix => isWithin(prefix, flow.address))) ||
		(rule.protocol !== undefined &&
			flow.protocol !== undefined &&
			rule.protocol !== flow.protocol) ||
		(rule.ports !== undefined && !isInPorts(rule.ports, flow.port)) ||
		(rule.outInterface !== undefined &&
			flow.outInterface !== undefined &&
			!isInterface(rule.outInterface, flow.outInterface)) ||
		(rule.ipvs !== undefined && !isBalanced(rule.ipvs, flow));
	if (contradicts) {
		return 'no';
	}
	return rule.isPartial ? 'perhaps' : 'yes';
};

const isInPorts = (ports: NonNullable<PacketRule['ports']>, port: number): boolean =>
	port === 0 || ports.some(([first, last]) => port >= first && port <= last);

/** iptables writes `eth+` for every name that begins with eth, nftables `eth*`. */
const isInterface = (pattern: string, name: string): boolean =>
	/[+*]$/.test(pattern) ? name.startsWith(pattern.slice(0, -1)) : pattern === name;

const isBalanced = ({address, port}: NonNullable<PacketRule['ipvs']>, {virtual}: Flow): boolean =>
	virtual !== undefined &&
	(address === undefined || virtual.address === '' || address === virtual.address) &&
	(port === undefined || virtual.port === 0 || port === virtual.port);
