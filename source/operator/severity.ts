import {addressText} from '../model/address.ts';
import type {Intent} from './intent.ts';
import type {Severity, Step} from './preview.ts';
import type {Situation} from './situation.ts';
import {cutLoad} from './warnings.ts';
import {counted} from './words.ts';

type Facts = {
	readonly intent: Intent;
	readonly steps: readonly Step[];
	readonly situation: Situation;
	/** Services that would be left without a server that takes new connections. */
	readonly emptied: readonly string[];
};

/** How much care a plan deserves, see `Severity`. */
export const severityOf = ({intent, steps, situation, emptied}: Facts): Severity => {
	const removals = steps.filter(({change}) => change.kind.startsWith('delete-'));
	const services = removals.filter(({change}) => change.kind === 'delete-service');
	const lost = cutLoad(steps, situation);
	const losses = [
		...(lost > 0 ? [`${lost} connections and templates`] : []),
		...(emptied.length > 0
			? [
					`the last server of ${emptied.length > mostNamed ? counted(emptied.length, 'service') : emptied.join(', ')}`,
				]
			: []),
		...steps.flatMap(({change}) => lossOf[change.kind] ?? []),
		...(isFirm(intent) ? ['sticky clients of every server with weight 0 on this host'] : []),
	];
	const flush = steps.find(({change}) => change.kind === 'flush');
	if (flush !== undefined) {
		return large('the whole table', String(situation.structure.serviceKeys.length));
	}
	const [service] = services;
	if (service !== undefined && services.length === removals.length) {
		return large(
			[counted(services.length, 'service'), ...losses].join(', '),
			services.length === 1 ? nameToType(service) : String(services.length),
		);
	}
	if (services.length > 0 || removals.length > mostRemovals) {
		return large(
			[counted(removals.length, 'removal'), ...losses].join(', '),
			String(removals.length),
		);
	}
	return losses.length === 0
		? {kind: 'reversible'}
		: {kind: 'lossy', loses: [...new Set(losses)].join(', ')};
};

const large = (loses: string, type: string): Severity => ({kind: 'large', loses, type});

/** The virtual address as a person knows it, or the firewall mark. */
const nameToType = ({change, item}: Step): string => {
	if (change.kind !== 'delete-service') {
		return item?.service ?? '';
	}
	const {match} = change;
	return match.kind === 'mark' ? String(match.mark) : addressText(match.address);
};

const isFirm = (intent: Intent): boolean =>
	(intent.kind === 'drain' || intent.kind === 'maintain') && intent.firmness === 'firm';

const lossOf: Readonly<Partial<Record<Step['change']['kind'], string>>> = {
	zero: 'counters',
	'stop-daemon': 'synchronisation with the other director while it is stopped',
};

/** More services than this are counted and not named. */
const mostNamed = 3;

/** More servers than this at once are counted by hand first. */
const mostRemovals = 10;
