import {changeArguments, changeLine, matchArguments} from '../../../ipvsadm/unparse.ts';
import type {Change, ChangeKind} from '../../../model/change.ts';
import {destinationKey} from '../../../model/destination.ts';
import {endpointText, matchKey} from '../../../model/service.ts';
import type {Configuration} from '../../../plan/configuration.ts';
import {difference} from '../../../plan/difference.ts';
import {signs} from '../../../plan/signs.ts';

/** The running table against what a file says. */
export type Comparison = {
	readonly running: Configuration;
	readonly wanted: Configuration;
	/** Everything that differs, in a safe order: what takes load first, what gives it up last. */
	readonly steps: readonly RulesStep[];
	/** Services and servers that are in both and alike. */
	readonly same: readonly string[];
	/** When the file was written, and when this was compared, in milliseconds. */
	readonly writtenAt: number;
	readonly comparedAt: number;
};

export type RulesStep = {
	readonly change: Change;
	/** The ipvsadm command; it tells the steps apart. */
	readonly line: string;
	readonly sign: '+' | '-' | '~';
	/** What it is about, as ipvsadm names it. */
	readonly subject: string;
	/** Its options as they are and as the file has them; nothing where it is not. */
	readonly now: string;
	readonly file: string;
};

/** `merge` leaves what the file does not have; `exact` removes it. */
export type Mode = 'merge' | 'exact';

export const comparisonOf = (
	running: Configuration,
	wanted: Configuration,
	times: Pick<Comparison, 'writtenAt' | 'comparedAt'>,
): Comparison => {
	const steps = difference(running, wanted).map(change => stepOf(change, running));
	return {running, wanted, steps, same: sameIn({running, wanted, steps}), ...times};
};

/** The steps of a mode. */
export const stepsIn = ({steps}: Comparison, mode: Mode): readonly RulesStep[] =>
	mode === 'exact' ? steps : steps.filter(({change}) => !isRemoval(change.kind));

export const isRemoval = (kind: ChangeKind): boolean =>
	kind === 'delete-service' || kind === 'delete-destination' || kind === 'flush';

/** What will not be done: what was chosen so, and servers of a service that is not added then. */
export const leftOut = (
	steps: readonly RulesStep[],
	skipped: ReadonlySet<string>,
): ReadonlySet<string> => {
	const missing = new Set(
		steps.flatMap(({change, line}) =>
			change.kind === 'add-service' && skipped.has(line) ? [matchKey(change.service.match)] : [],
		),
	);
	return new Set(
		steps.flatMap(({change, line}) =>
			skipped.has(line) ||
			(change.kind === 'add-destination' && missing.has(matchKey(change.match)))
				? [line]
				: [],
		),
	);
};

export const chosenChanges = (
	steps: readonly RulesStep[],
	skipped: ReadonlySet<string>,
): readonly Change[] => {
	const out = leftOut(steps, skipped);
	return steps.flatMap(({change, line}) => (out.has(line) ? [] : [change]));
};

const stepOf = (change: Change, running: Configuration): RulesStep => {
	const line = changeLine(change);
	const subject = subjectOf(change);
	const optionsOf = (of: Change | undefined): string =>
		of === undefined || subject === ''
			? ''
			: changeArguments(of).slice(1).join(' ').slice(subject.length).trim();
	return {
		change,
		line,
		sign: signs[change.kind],
		subject: subject === '' ? line : subject,
		now: optionsOf(presentOf(change, running)),
		file: isRemoval(change.kind) ? '' : optionsOf(change),
	};
};

/** The arguments that name what a change is about. */
const subjectOf = (change: Change): string => {
	switch (change.kind) {
		case 'add-service':
		case 'edit-service':
			return matchArguments(change.service.match).join(' ');
		case 'delete-service':
			return matchArguments(change.match).join(' ');
		case 'add-destination':
		case 'edit-destination': {
			const {address, port} = change.destination;
			return [...matchArguments(change.match), '-r', endpointText(address, port)].join(' ');
		}
		case 'delete-destination':
			return [
				...matchArguments(change.match),
				'-r',
				endpointText(change.address, change.port),
			].join(' ');
		default:
			return '';
	}
};

/** What is there now, as a command that would set it. */
const presentOf = (change: Change, {services}: Configuration): Change | undefined => {
	switch (change.kind) {
		case 'edit-service':
		case 'delete-service': {
			const match = change.kind === 'edit-service' ? change.service.match : change.match;
			const service = services.get(matchKey(match))?.service;
			return service && {kind: 'edit-service', service};
		}
		case 'edit-destination':
		case 'delete-destination': {
			const {address, port} = change.kind === 'edit-destination' ? change.destination : change;
			const destination = services
				.get(matchKey(change.match))
				?.destinations.get(destinationKey(address, port));
			return destination && {kind: 'edit-destination', match: change.match, destination};
		}
		default:
			return undefined;
	}
};

/** Commands of what is alike on both sides. */
const sameIn = ({
	running,
	wanted,
	steps,
}: Pick<Comparison, 'running' | 'wanted' | 'steps'>): readonly string[] => {
	const differing = new Set(steps.map(({subject}) => subject));
	const lines: string[] = [];
	for (const [key, {service, destinations}] of wanted.services) {
		if (!running.services.has(key)) {
			continue;
		}
		const all: readonly Change[] = [
			{kind: 'add-service', service},
			...[...destinations.values()].map((destination): Change => ({
				kind: 'add-destination',
				match: service.match,
				destination,
			})),
		];
		lines.push(...all.filter(change => !differing.has(subjectOf(change))).map(changeLine));
	}
	return lines;
};
