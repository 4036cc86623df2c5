import type {Address} from './address.ts';
import type {Destination} from './destination.ts';
import type {Daemon, DaemonRole, Timeouts} from './director.ts';
import type {Match, Service} from './service.ts';

/**
A change of the director as a value: it can be printed, sent, counted and compared before anything happens. Each kind is one
request to the kernel.
*/
export type Change =
	| {readonly kind: 'add-service'; readonly service: Service}
	| {readonly kind: 'edit-service'; readonly service: Service}
	| {readonly kind: 'delete-service'; readonly match: Match}
	| {readonly kind: 'add-destination'; readonly match: Match; readonly destination: Destination}
	| {readonly kind: 'edit-destination'; readonly match: Match; readonly destination: Destination}
	| {
			readonly kind: 'delete-destination';
			readonly match: Match;
			readonly address: Address;
			readonly port: number;
	  }
	/** Without a match: every counter of the director. */
	| {readonly kind: 'zero'; readonly match?: Match | undefined}
	/** Removes every service. */
	| {readonly kind: 'flush'}
	| {readonly kind: 'set-timeouts'; readonly timeouts: Timeouts}
	| {readonly kind: 'start-daemon'; readonly daemon: Daemon}
	| {readonly kind: 'stop-daemon'; readonly role: DaemonRole};

export type ChangeKind = Change['kind'];
