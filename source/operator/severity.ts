import {addressText} from '../model/address.ts';
import type {Intent} from './intent.ts';
import type {Severity, Step} from './preview.ts';
import {viewOf, type Situation} from './situation.ts';
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
	const losses = new Set([
		...(lost > 0 ? [`${lost} connections and templates`] : []),
		...steps.flatMap(({change}) => lossOf[change.kind] ?? []),
		...(isFirm(intent) ? ['what ties clients to servers with weight 0, on the whole host'] : []),
	]);
	const consequences = [
		...(losses.size === 0 ? [] : [`lost for good: ${[...losses].join(', ')}`]),
		...(emptied.length === 0
			? []
			: [
					`no server left: ${emptied.length > mostNamed ? counted(emptied.length, 'service') : emptied.join(', ')}`,
				]),
	];
	const flush = steps.find(({change}) => change.kind === 'flush');
	if (flush !== undefined) {
		return large('the whole table', String(situation.structure.serviceKeys.length));
	}
	const used = services.filter(step => !isUnused(step, situation));
	const [service] = used;
	if (service !== undefined && services.length === removals.length) {
		return large(
			[`removes ${counted(services.length, 'service')}`, ...consequences].join('; '),
			services.length === 1 ? nameToType(service) : String(services.length),
		);
	}
	if (used.length > 0 || removals.length > mostRemovals) {
		return large(
			[`removes ${counted(removals.length, 'item')}`, ...consequences].join('; '),
			String(removals.length),
		);
	}
	return consequences.length === 0
		? {kind: 'reversible'}
		: {kind: 'lossy', loses: consequences.join('; ')};
};

/** A service without servers takes nothing with it: undo brings back all of it. */
const isUnused = ({item}: Step, situation: Situation): boolean =>
	item !== undefined && viewOf(situation, item.service)?.destinations.size === 0;

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
