import type {Connections} from '../../model/connections.ts';
import type {Sample} from '../../sampler/sample.ts';
import {remainsOf} from '../blockers.ts';
import type {Intent} from '../intent.ts';
import {itemKey, itemText, isServer} from '../item.ts';
import type {Performed, RampOptions} from '../operator.ts';
import type {Plan} from '../preview.ts';
import {propose} from '../propose.ts';
import {firstWeight, rampSeen, rampStrained, risen, weightAt, type Ramp} from '../ramp.ts';
import {viewOf} from '../situation.ts';
import {notify, update, type Desk} from './desk.ts';
import {perform} from './perform.ts';
import {readFor} from './read.ts';

export type Ramps = {
	readonly start: (plan: Plan, options: RampOptions) => Promise<Performed>;
	readonly stop: (id: number, why: string) => void;
	readonly observe: (sample: Sample) => void;
	readonly observeRows: (connections: Connections) => void;
	readonly close: () => void;
};

/** Brings servers back in steps. All steps of one return are one thing to undo. */
export const openRamps = (desk: Desk): Ramps => {
	let cancel: (() => void) | undefined;

	const rising = (): readonly Ramp[] =>
		desk.store.get().ramps.filter(({phase}) => phase.kind === 'rising');

	const schedule = (): void => {
		cancel?.();
		const times = rising().flatMap(({phase}) => (phase.kind === 'rising' ? [phase.nextAt] : []));
		if (times.length > 0) {
			const wait = Math.max(0, Math.min(...times) - desk.clock.now());
			cancel = desk.clock.setTimer(() => void rise(), wait);
		}
	};

	const rise = async (): Promise<void> => {
		const now = desk.clock.now();
		const due = rising().filter(({phase}) => phase.kind === 'rising' && phase.nextAt <= now);
		for (const step of new Set(due.map(ramp => ramp.step))) {
			await riseTogether(
				step,
				due.filter(ramp => ramp.step === step),
			);
		}
		schedule();
	};

	const riseTogether = async (step: number, ramps: readonly Ramp[]): Promise<void> => {
		const now = desk.clock.now();
		const moving = ramps.filter(ramp => weightAt(ramp, now) !== ramp.weight);
		for (const ramp of ramps.filter(other => !moving.includes(other))) {
			replace(risen(ramp, ramp.weight, now));
		}
		if (moving.length > 0) {
			await setWeights(step, moving, now);
		}
	};

	const setWeights = async (step: number, ramps: readonly Ramp[], now: number): Promise<void> => {
		const weights = ramps.map(ramp => ({...ramp.item, weight: weightAt(ramp, now)}));
		const intent: Intent = {kind: 'weigh', weights};
		const {performed} = await perform(
			{
				actor: 'scheduled',
				undoable: step,
				read: () => readFor(intent, desk),
				plan: situation => {
					// Between two readings somebody else may have set a weight: then it is theirs.
					const strange = ramps.find(
						({item, weight}) =>
							viewOf(situation, item.service)?.destinations.get(item.destination)?.weight !==
							weight,
					);
					return strange === undefined
						? propose(intent, situation)
						: {kind: 'impossible', why: `somebody changed ${itemText(strange.item)} meanwhile`};
				},
			},
			desk,
		);
		for (const [index, ramp] of ramps.entries()) {
			const weight = weights[index]?.weight ?? ramp.weight;
			const result = resultFor(performed, ramp);
			replace(
				result === undefined
					? risen(ramp, weight, desk.clock.now())
					: {...ramp, phase: {kind: 'stopped', why: result}},
			);
		}
	};

	const replace = (ramp: Ramp): void => {
		const {ramps} = desk.store.get();
		const before = ramps.find(({id}) => id === ramp.id);
		// A person may have stopped it while its step was under way.
		if (before === undefined || before.phase.kind !== 'rising' || before === ramp) {
			return;
		}
		update(desk, {ramps: ramps.map(other => (other.id === ramp.id ? ramp : other))});
		if (ramp.phase.kind === 'done') {
			desk.remembered.set(new Map([[itemKey(ramp.item), undefined]]));
			notify(desk, `${itemText(ramp.item)} is back at weight ${ramp.to}`, 'good');
		} else if (ramp.phase.kind === 'stopped') {
			notify(
				desk,
				`stays at weight ${ramp.weight} of ${ramp.to}: ${itemText(ramp.item)}, ${ramp.phase.why}`,
				'warning',
			);
		}
	};

	return {
		start: async (plan, {duration = usualDuration}) => {
			const goals = plan.steps.flatMap(({item, change}) =>
				item !== undefined && isServer(item) && change.kind === 'edit-destination'
					? [{item, to: change.destination.weight}]
					: [],
			);
			const intent: Intent = {
				kind: 'weigh',
				weights: goals.map(({item, to}) => ({...item, weight: firstWeight(to)})),
			};
			const {performed, step = 0} = await perform(
				{
					actor: 'you',
					undoable: 'new',
					read: () => readFor(intent, desk),
					plan: situation => {
						const preview = propose(intent, situation);
						// The weights are forgotten at the end of the ramp and not at its first step.
						return preview.kind === 'plan'
							? {...preview, what: `${plan.what} in steps`, weights: new Map()}
							: preview;
					},
				},
				desk,
			);
			if (performed.kind !== 'done' && performed.kind !== 'partly') {
				return performed;
			}
			const startedAt = desk.clock.now();
			const fresh = goals.flatMap(({item, to}): Ramp[] => {
				const begun = {
					id: desk.nextId(),
					item,
					to,
					weight: firstWeight(to),
					setAt: startedAt,
					startedAt,
					duration,
					phase: {kind: 'rising', nextAt: startedAt},
					step,
				} as const;
				return resultFor(performed, begun) === undefined
					? [risen(begun, begun.weight, startedAt)]
					: [];
			});
			const keys = new Set(fresh.map(({item}) => itemKey(item)));
			const others = desk.store.get().ramps.filter(({item}) => !keys.has(itemKey(item)));
			update(desk, {ramps: [...others, ...fresh]});
			schedule();
			return performed;
		},
		stop: (id, why) => {
			const ramp = desk.store.get().ramps.find(other => other.id === id);
			if (ramp !== undefined) {
				replace({...ramp, phase: {kind: 'stopped', why}});
				schedule();
			}
		},
		observe: sample => {
			for (const ramp of rising()) {
				const {service, destination} = ramp.item;
				// A reading that began before the last step knows nothing of it.
				if (sample.takenAt >= ramp.setAt && desk.store.get().work === undefined) {
					replace(rampSeen(ramp, viewOf(sample, service)?.destinations.get(destination)?.weight));
				}
			}
		},
		observeRows: connections => {
			const {sample} = desk.sampler.get();
			for (const ramp of rising()) {
				const {service, destination} = ramp.item;
				const view = sample === undefined ? undefined : viewOf(sample, service);
				const server = view?.destinations.get(destination);
				if (view !== undefined && server !== undefined) {
					replace(rampStrained(ramp, remainsOf(connections, view.service.match, server)));
				}
			}
		},
		close: () => cancel?.(),
	};
};

/** Undefined when its step was done, else why not. */
const resultFor = (performed: Performed, {item}: Pick<Ramp, 'item'>): string | undefined => {
	switch (performed.kind) {
		case 'not possible':
			return performed.why;
		case 'changed':
			return 'the table changed meanwhile';
		case 'done':
		case 'partly': {
			const key = itemKey(item);
			const found = performed.items.find(
				({step}) => step.item !== undefined && itemKey(step.item) === key,
			);
			// Without a step of its own it has the weight already.
			if (found === undefined || found.result.kind === 'done') {
				return undefined;
			}
			return 'why' in found.result ? found.result.why : 'its step was not sent';
		}
	}
};

/** Milliseconds. */
const usualDuration = 5 * 60_000;
