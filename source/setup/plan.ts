import type {Command} from './command.ts';
import {itemKey, type Item} from './item.ts';
import {commandsFor} from './make.ts';
import type {Present} from './present.ts';
import {undoing, type Made, type Undoing} from './unmake.ts';

/** What is done to one item, with what it takes. */
export type Step =
	| {readonly kind: 'make'; readonly item: Item; readonly commands: readonly Command[]}
	| {readonly kind: 'remove'; readonly made: Made; readonly commands: readonly Command[]};

export type Plan = {
	readonly steps: readonly Step[];
	/** What is of no use any more and yet stays, as sentences. */
	readonly left: readonly string[];
	/** Written down as made, of no use any more, and not there either. */
	readonly gone: readonly Made[];
};

/** What must be done so that a host has these items, and nothing else of what setup has made before. */
export const planFor = (wanted: readonly Item[], made: readonly Made[], present: Present): Plan => {
	const keys = new Set(wanted.map(itemKey));
	const removals = made
		.toReversed()
		.filter(({item}) => !keys.has(itemKey(item)))
		.map(each => ({made: each, undo: undoing(each, present, made)}));
	const steps = (isFirst: boolean): readonly Step[] =>
		removals
			.filter(({made: {item}, undo}) => isPlace(item) === isFirst && undo.commands.length > 0)
			.map(({made: each, undo}) => ({kind: 'remove', made: each, commands: undo.commands}));
	const ours = new Set(made.flatMap(({item}) => ('address' in item ? [item.address] : [])));
	const isElsewhere = (address: string): boolean =>
		present.local.has(address) && !ours.has(address);
	return {
		steps: [
			// An address and a local route to it cannot be there at once.
			...steps(true),
			...withoutIdleLink(
				wanted
					.map((item): Step => ({
						kind: 'make',
						item,
						commands: commandsFor(item, present, isElsewhere),
					}))
					.filter(({commands}) => commands.length > 0),
				present,
			),
			// A set can only go when no rule looks into it any more.
			...steps(false),
		],
		left: removals.flatMap(({undo}) => undo.left),
		gone: removals.filter(({undo}) => isNothing(undo)).map(({made: each}) => each),
	};
};

const isPlace = ({kind}: Item): boolean =>
	kind === 'address' || kind === 'route' || kind === 'link';

const isNothing = ({commands, left}: Undoing): boolean => commands.length + left.length === 0;

/** Where every address is local already, nobody needs an interface for them. */
const withoutIdleLink = (steps: readonly Step[], present: Present): readonly Step[] =>
	steps.filter(
		step =>
			step.kind !== 'make' ||
			step.item.kind !== 'link' ||
			steps.some(
				other =>
					other.kind === 'make' &&
					other.item.kind === 'address' &&
					'name' in step.item &&
					other.item.device === step.item.name,
			) ||
			present.links.some(
				({name, addresses}) =>
					'name' in step.item && name === step.item.name && addresses.length > 0,
			),
	);

/** Items that were made and are not as they were made any more. */
export const missingOf = (made: readonly Made[], present: Present): readonly Item[] =>
	made
		.map(({item}) => item)
		.filter(item => item.kind !== 'module' && commandsFor(item, present).length > 0);
