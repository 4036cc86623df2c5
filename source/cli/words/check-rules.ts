import {
	isServer,
	otherKind,
	rowWord,
	rulesOf,
	wordsOfRow,
	type ChangeRoll,
} from '../../model/change-roll.ts';
import type {Change} from '../../model/change.ts';
import {tunnelType, type Destination} from '../../model/destination.ts';
import {changeLine} from '../../ipvsadm/unparse.ts';
import {openKnowledge} from '../../plan/knowledge.ts';
import {openPresence} from '../../plan/presence.ts';
import {obstacleText} from './obstacle-text.ts';
import {mostProblems, type RulesRead} from './rules-file.ts';

export type CheckOptions = {
	/** What the rules begin with: the table that runs, or an empty one, because they describe a whole table. */
	readonly start: 'unknown' | 'empty';
	/** Says what is wrong with the names in a change; not given where the kernel is asked anyway. */
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
	// What a kernel is asked next needs no exact answer, and large files shall not wait for one.
	if (isRead && start === 'unknown' && strangeName === undefined && isSurelyRight(rules)) {
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

/** Whether rules only add, each thing once and servers to services that they have added, as nearly all large files do. */
const isSurelyRight = (rules: ChangeRoll): boolean => {
	const presence = openPresence();
	for (let index = 0; index < rules.length; index += 1) {
		const row = (rules.first + index) * wordsOfRow;
		const kind = rules.words[row + rowWord.kind] ?? otherKind;
		const change = kind === otherKind ? rules.at(index) : undefined;
		const isRight =
			change === undefined
				? presence.enterRow(rules.words, row) &&
					!(isServer(kind) && isNoHost(rules.words[row + rowWord.serverAddress] ?? 0))
				: adding.has(change.kind) && presence.enter(change) && faultOf(change) === undefined;
		if (!isRight) {
			return false;
		}
	}
	return true;
};

const adding: ReadonlySet<string> = new Set(['add-service', 'add-destination', 'flush']);

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
