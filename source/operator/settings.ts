import type {Destination} from '../model/destination.ts';
import type {Service} from '../model/service.ts';

/** How an item is set up; what the kernel counts is no part of it. */
export type Settings =
	| {readonly kind: 'service'; readonly service: Service}
	| {readonly kind: 'destination'; readonly destination: Destination};
