import type {ServerItem} from './item.ts';

/** A server on its way back to its weight, in steps. */
export type Ramp = {
	readonly id: number;
	readonly item: ServerItem;
	readonly from: number;
	readonly to: number;
	/** The weight that was set last. */
	readonly weight: number;
	/** Clock time in milliseconds. */
	readonly startedAt: number;
	/** Milliseconds from the first step to the last. */
	readonly duration: number;
	readonly phase:
		| {readonly kind: 'rising'; readonly nextAt: number}
		| {readonly kind: 'done'}
		/** Somebody or something stopped it; the weight stays what it is then. */
		| {readonly kind: 'stopped'; readonly why: string};
	/** Its steps count as one thing to undo. */
	readonly step: number;
};
