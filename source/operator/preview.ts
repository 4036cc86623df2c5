import type {Change} from '../model/change.ts';
import type {Configuration} from '../plan/configuration.ts';
import type {CareMark} from './care.ts';
import type {Intent} from './intent.ts';
import type {Item, ServerItem} from './item.ts';

/** What an intent would do to the table that was just read, or why it cannot be done. Nothing has happened yet. */
export type Preview = Plan | Impossible;

export type Impossible = {
	readonly kind: 'impossible';
	readonly why: string;
	/** What the intent lacks and a person could give. */
	readonly needs?: 'weight' | undefined;
};

export type Plan = {
	readonly kind: 'plan';
	readonly intent: Intent;
	/** As the log will say it: `drain 10.0.0.13:443 in 3 services`. */
	readonly what: string;
	readonly steps: readonly Step[];
	/** Items of the intent of which nothing has to be done, and why: `weight is 0 already`. */
	readonly skipped: readonly Skipped[];
	/** Services in which the load moves, with all of their servers. */
	readonly shifts: readonly Shift[];
	readonly warnings: readonly Warning[];
	readonly severity: Severity;
	/** `apart`: a refusal stops only what needs what was refused, see `Footprint`; `chain`: it stops the rest. */
	readonly mode: 'apart' | 'chain';
	/** Weights to remember (a number) or to forget (undefined), by `itemKey`. */
	readonly weights: ReadonlyMap<string, number | undefined>;
	/** What is said to who takes care of servers, so that what is done stays. */
	readonly pins: readonly Pin[];
	/** The settings that this was computed from: the services that are touched, and timeouts and daemons where they are. */
	readonly before: Configuration;
};

export type Pin = {readonly item: ServerItem; readonly mark: CareMark};

export type Skipped = {
	readonly item: Item;
	readonly why: string;
	/** What would have to be given for it. */
	readonly needs?: 'weight' | undefined;
};

export type Step = {
	/** Undefined for what concerns the whole director. */
	readonly item: Item | undefined;
	readonly change: Change;
	/** Arguments of ipvsadm that do the same; it has no words for a directly routed or tunnelled server at another port than its service. */
	readonly line: string;
	/** What it does in words: `weight 100 > 0`, `41 active, 12 inactive connections will be cut`. */
	readonly effect: string;
};

/** How the weights share out new connections in a service, before and after. Shares are 0 to 1. */
export type Shift = {
	readonly service: string;
	readonly servers: readonly ServerShift[];
};

export type ServerShift = {
	readonly destination: string;
	readonly weightBefore: number;
	readonly weightAfter: number;
	readonly before: number;
	readonly after: number;
};

export type Warning = {
	readonly kind:
		| 'over-threshold'
		| 'last-server'
		| 'managed'
		| 'in-care'
		| 'cuts-connections'
		| 'sticky-clients'
		| 'host-switch'
		| 'weights'
		| 'datagrams'
		| 'unread';
	/** One sentence without a full stop. */
	readonly says: string;
};

/**
How much care it deserves.
- `reversible`: undo puts everything back.
- `lossy`: something is lost that undo does not bring back, or a service stands without a server: a plain yes is asked.
- `large`: a person must type a text first.
*/
export type Severity =
	| {readonly kind: 'reversible'}
	/** In words what is lost or goes: `lost for good: 46 connections and templates`. */
	| {readonly kind: 'lossy'; readonly loses: string}
	| {readonly kind: 'large'; readonly loses: string; readonly type: string};
