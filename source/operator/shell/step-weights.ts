import {isServer, itemKey, itemOfKey, type ServerItem} from '../item.ts';
import {propose} from '../propose.ts';
import {viewOf} from '../situation.ts';
import type {Intent} from '../intent.ts';
import {notify, update, type Desk} from './desk.ts';
import {perform} from './perform.ts';
import {readFor} from './read.ts';

export type Stepper = {
	readonly step: (servers: readonly ServerItem[], by: number) => string | undefined;
	/** Sends at once what waits. */
	readonly flush: () => Promise<void>;
	readonly stop: () => void;
};

/** Collects steps of weights, and sends them when no further key comes for a moment. */
export const openStepper = (desk: Desk): Stepper => {
	let cancel: (() => void) | undefined;

	const flush = async (): Promise<void> => {
		cancel?.();
		const {steppedWeights} = desk.store.get();
		const weights = [...steppedWeights].flatMap(([key, weight]) => {
			const item = itemOfKey(key);
			return isServer(item) ? [{...item, weight}] : [];
		});
		if (weights.length === 0) {
			return;
		}
		const intent: Intent = {kind: 'weigh', weights};
		const {performed, plan} = await perform(
			{
				actor: 'you',
				undoable: 'new',
				read: () => readFor(intent, desk),
				plan: situation => propose(intent, situation),
			},
			desk,
		);
		const still = new Map(desk.store.get().steppedWeights);
		for (const [key, weight] of steppedWeights) {
			if (still.get(key) === weight) {
				still.delete(key);
			}
		}
		update(desk, {steppedWeights: still});
		if (performed.kind === 'done') {
			notify(desk, `done, u undoes it: ${plan?.what ?? 'weights'}`, 'good');
		} else if (performed.kind === 'not possible') {
			notify(desk, performed.why, 'bad');
		} else if (performed.kind === 'partly') {
			const refused = performed.items.find(({result}) => result.kind !== 'done');
			const why =
				refused !== undefined && 'why' in refused.result ? refused.result.why : 'not sent';
			notify(desk, `${refused?.step.line}: ${why}`, 'bad');
		}
	};

	return {
		step: (servers, by) => {
			const {access, steppedWeights} = desk.store.get();
			const {sample} = desk.sampler.get();
			if (access.kind === 'read-only') {
				return access.why;
			}
			if (sample === undefined) {
				return 'the table was not read yet';
			}
			const next = new Map(steppedWeights);
			let refusal: string | undefined;
			for (const item of servers) {
				const key = itemKey(item);
				const weight =
					next.get(key) ?? viewOf(sample, item.service)?.destinations.get(item.destination)?.weight;
				if (weight === undefined) {
					refusal = `${item.service} has no server ${item.destination} any more`;
				} else if (by < 0 && weight <= 1) {
					refusal = 'no less than weight 1 by steps: drain takes a server out';
				} else {
					next.set(key, Math.min(largestWeight, Math.max(1, weight + by)));
				}
			}
			if (next.size > 0) {
				update(desk, {steppedWeights: next});
				cancel?.();
				cancel = desk.clock.setTimer(() => void flush(), pause);
			}
			return refusal;
		},
		flush,
		stop: () => cancel?.(),
	};
};

/** Milliseconds without a further key. */
const pause = 700;
const largestWeight = 65_535;
