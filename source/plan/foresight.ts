import {
	isRoll,
	otherKind,
	rowWord,
	isServer,
	schedulerOf,
	wordsOfRow,
	type ChangeRoll,
	type Changes,
} from '../model/change-roll.ts';
import type {Change} from '../model/change.ts';
import {tunnelType, type Destination} from '../model/destination.ts';
import {familyOfMatch, type Match, type Service} from '../model/service.ts';
import type {Configuration} from './configuration.ts';
import {openPresence} from './presence.ts';

/**
Tells of each change, as they come one after the other, whether the kernel may refuse it. Changes are sent in batches, and a batch
does not stop at a refusal: so a doubtful change is the last one of its batch, and nothing after it is done when it is refused.
What it cannot foresee (memory, what others do meanwhile) is left to chance.
*/
export const foresight = (
	start: Configuration,
): ((changes: Changes, index: number) => 'sure' | 'doubtful') => {
	const presence = openPresence();
	/** Names that were seen to work: the kernel loads a scheduler or persistence engine with its first service. */
	const known = new Set<string>();
	for (const {service, destinations} of start.services.values()) {
		known.add(kindOf(service));
		presence.enter({kind: 'add-service', service});
		for (const destination of destinations.values()) {
			presence.enter({kind: 'add-destination', match: service.match, destination});
		}
	}
	const isKnown = (kind: string): boolean => {
		const isOld = known.has(kind);
		known.add(kind);
		return isOld;
	};
	const isSureRow = ({words, schedulers}: ChangeRoll, row: number): boolean => {
		if (!presence.enterRow(words, row)) {
			return false;
		}
		const kind = words[row + rowWord.kind] ?? 0;
		return isServer(kind)
			? isFirstByteOfHost((words[row + rowWord.serverAddress] ?? 0) >>> 24)
			: isKnown(schedulers[schedulerOf(kind)] ?? '');
	};
	const isSure = (change: Change): boolean => {
		if (!presence.enter(change)) {
			return false;
		}
		switch (change.kind) {
			case 'add-service':
			case 'edit-service':
				return isKnown(kindOf(change.service));
			case 'add-destination':
			case 'edit-destination':
				return !isDoubtful(change.match, change.destination);
			case 'start-daemon':
			case 'stop-daemon':
			case 'set-timeouts':
				return false;
			default:
				return true;
		}
	};
	return (changes, index) => {
		if (isRoll(changes)) {
			const row = (changes.first + index) * wordsOfRow;
			if (changes.words[row + rowWord.kind] !== otherKind) {
				return isSureRow(changes, row) ? 'sure' : 'doubtful';
			}
		}
		const change = changes.at(index);
		return change === undefined || isSure(change) ? 'sure' : 'doubtful';
	};
};

const kindOf = ({scheduler, persistenceEngine}: Service): string =>
	persistenceEngine === '' ? scheduler : `${scheduler} ${persistenceEngine}`;

/** The kernel wants thresholds in order, a port for GUE, one host's address, and the family of the service. */
const isDoubtful = (match: Match, destination: Destination): boolean => {
	const {upperThreshold, lowerThreshold, tunnel, address} = destination;
	return (
		lowerThreshold > upperThreshold ||
		(tunnel.type === tunnelType.gue && tunnel.port === 0) ||
		address.family !== familyOfMatch(match) ||
		!isHost(address.bytes)
	);
};

/** Neither zero nor multicast, broadcast or link-local. */
const isHost = (bytes: Uint8Array): boolean => {
	const [first = 0, second = 0] = bytes;
	return bytes.length === 4
		? isFirstByteOfHost(first)
		: first !== 0xff && !(first === 0xfe && second >> 6 === 2) && bytes.some(byte => byte !== 0);
};

const isFirstByteOfHost = (first: number): boolean => first !== 0 && first < 224;
