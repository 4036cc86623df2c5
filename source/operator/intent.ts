import type {Address} from '../model/address.ts';
import type {Change} from '../model/change.ts';
import type {Item, ServerItem} from './item.ts';

/**
- `gentle`: weight 0; clients with a persistence template may still come back.
- `firm`: also expire_quiescent_template=1, a switch of the whole network namespace: nobody comes back.
*/
export type Firmness = 'gentle' | 'firm';

/** What an operator wants, before anything is known of whether and how it can be done. One item or many marked ones. */
export type Intent =
	/** Weight 0 and nothing else. */
	| {readonly kind: 'drain'; readonly servers: readonly ServerItem[]; readonly firmness: Firmness}
	/** Every service that has a real server with this address, at whatever port. */
	| {readonly kind: 'maintain'; readonly address: Address; readonly firmness: Firmness}
	/** The weight each had when it was drained; `weight` for those of which none is remembered. */
	| {
			readonly kind: 'return';
			readonly servers: readonly ServerItem[];
			readonly weight?: number | undefined;
	  }
	/** The same for every service that has this address. */
	| {
			readonly kind: 'end-maintenance';
			readonly address: Address;
			readonly weight?: number | undefined;
	  }
	| {
			readonly kind: 'weigh';
			readonly weights: readonly ServerWeight[];
			/** In words for the log. @default made from the weights */
			readonly what?: string | undefined;
	  }
	/** Real servers and whole services. */
	| {readonly kind: 'remove'; readonly items: readonly Item[]}
	/** Puts back what somebody else changed; without items all of it. A service stands for its servers, too. */
	| {readonly kind: 'put-back'; readonly items?: readonly Item[] | undefined}
	/**
	Anything else that is a change already: what a form or an ipvsadm line says, timeouts, daemons, counters, the steps of a rules file. They are
	made in this order, and the first refusal stops them.
	*/
	| {
			readonly kind: 'change';
			readonly changes: readonly Change[];
			/** In words for the log, such as `restore /etc/ipvsadm.rules`. @default made from the changes */
			readonly what?: string | undefined;
	  };

export type ServerWeight = ServerItem & {readonly weight: number};
