import {
	isServer,
	otherKind,
	protocolOf,
	rowWord,
	rulesOf,
	wordsOfRow,
	type ChangeRoll,
} from '../../model/change-roll.ts';
import type {Change} from '../../model/change.ts';
import {tunnelType, type Destination} from '../../model/destination.ts';
import {changeLine} from '../../ipvsadm/unparse.ts';
import {openKnowledge} from '../../plan/knowledge.ts';
import {obstacleText} from './obstacle-text.ts';
import {mostProblems, type RulesRead} from './rules-file.ts';

export type CheckOptions = {
	/** What the rules begin with: the table that runs, or an empty one, because they describe a whole table. */
	readonly start: 'unknown' | 'empty';
	/** Says what is wrong with the names in a change; not given where nothing is, or where the kernel is asked anyway. */
	readonly strangeName?: ((change: Change) => string | undefined) | undefined;
};

/**
All that is wrong with rules, one sentence each in the order of the lines: what cannot be read, and what no director does of the rest. What
a line that cannot be read was meant to do may be done or not: nothing that could be right because of it is a problem.
*/
export const checkRules = (
	{rules, problems, ends}: RulesRead,
	{start, strangeName}: CheckOptions,
): readonly string[] => {
	const isRead = problems.length + ends.length === 0;
	if (isRead && strangeName === undefined && isSurelyRight(rules)) {
		return [];
	}
	const knowledge = openKnowledge(start);
	const found: string[] = [];
	const unread = problems.values();
	let next = unread.next();
	const tellUnread = (before: number): void => {
		for (; next.done !== true && next.value.line < before; next = unread.next()) {
			found.push(`line ${next.value.line}: ${next.value.text}`);
			next.value.doubts.forEach(knowledge.doubt);
		}
	};
	const wrong = (change: Change): string | undefined => {
		if (start === 'empty' && change.kind === 'zero') {
			return 'counters are not part of what a table shall be';
		}
		const obstacle = knowledge.enter(change);
		return obstacle === undefined
			? (faultOf(change) ?? strangeName?.(change))
			: obstacleText(obstacle);
	};
	for (const {line, change} of rulesOf(rules)) {
		tellUnread(line);
		const text = wrong(change);
		if (text !== undefined) {
			found.push(`line ${line}: ${text}: ${changeLine(change)}`);
		}
		if (found.length >= mostProblems) {
			break;
		}
	}
	tellUnread(Infinity);
	return found.length < mostProblems
		? [...found, ...ends]
		: [
				...found.slice(0, mostProblems),
				`these are ${mostProblems} problems; the rest was not looked at`,
			];
};

/** Whether rules are plain and only add, each thing once and servers to services that they have added, as large files do. */
const isSurelyRight = ({words, first, length, others}: ChangeRoll): boolean => {
	if (others.values().some(({kind}) => kind !== 'flush')) {
		return false;
	}
	/** By service as one number, its servers as one number each. */
	const services = new Map<number, Set<number>>();
	for (let index = 0; index < length; index += 1) {
		const row = (first + index) * wordsOfRow;
		const kind = words[row + rowWord.kind] ?? otherKind;
		if (kind === otherKind) {
			services.clear();
			continue;
		}
		const ports = words[row + rowWord.ports] ?? 0;
		const service = placeOf(words[row + rowWord.serviceAddress], ports & 0xff_ff) * protocolRange;
		const servers = services.get(service + protocolOf(kind));
		if (!isServer(kind)) {
			if (servers !== undefined) {
				return false;
			}
			services.set(service + protocolOf(kind), new Set());
			continue;
		}
		const address = words[row + rowWord.serverAddress] ?? 0;
		const server = placeOf(address, ports >>> 16);
		if (servers === undefined || servers.has(server) || isNoHost(address)) {
			return false;
		}
		servers.add(server);
	}
	return true;
};

/** The protocols of plain rules, TCP and UDP, are below; all of it stays an exact number. */
const protocolRange = 32;

/** An IPv4 address and a port as one number of 48 bits. */
const placeOf = (address = 0, port: number): number => (address >>> 0) * 0x1_00_00 + port;

/** Why every kernel refuses a change, whatever its table has. */
const faultOf = (change: Change): string | undefined =>
	change.kind === 'add-destination' || change.kind === 'edit-destination'
		? faults.find(([isFault]) => isFault(change.destination))?.[1]
		: undefined;

/** @source kernel net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_add_dest, ip_vs_edit_dest, ip_vs_new_dest */
const faults: readonly (readonly [(destination: Destination) => boolean, string])[] = [
	[
		({lowerThreshold, upperThreshold}) => lowerThreshold > upperThreshold,
		'the lower threshold is above the upper one',
	],
	[({tunnel}) => tunnel.type === tunnelType.gue && tunnel.port === 0, 'a GUE tunnel needs a port'],
	[({address: {bytes}}) => isNoServer(bytes), 'no real server can have this address'],
];

/** Of link-local addresses it takes its own. */
const isNoServer = (bytes: Uint8Array): boolean =>
	bytes.length === 4
		? isNoHost(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0))
		: bytes[0] === 0xff || bytes.every(byte => byte === 0);

/** Zero, multicast or broadcast. */
const isNoHost = (address: number): boolean =>
	address === 0 || address >>> 28 === 0xe || ~address === 0;
