import type {FlowKey} from '../schedulers/pick.ts';
import type {Direction, Signal} from './states.ts';

/** A packet from a client. */
export type Packet = FlowKey & {
	readonly protocol: number;
	/** Firewall mark, 0 for none. */
	readonly mark: number;
	readonly signal: Signal;
	/** With headers. */
	readonly bytes: number;
};

/** Packets of a known connection that say the same. */
export type Seen = {
	readonly direction: Direction;
	readonly signal: Signal;
	readonly packets: number;
	/** Of all together, with headers. */
	readonly bytes: number;
};
