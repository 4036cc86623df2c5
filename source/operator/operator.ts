import type {Connections} from '../model/connections.ts';
import type {Source} from '../sampler/store.ts';
import type {CareMark} from './care.ts';
import type {WhenEmpty} from './drain.ts';
import type {Intent} from './intent.ts';
import type {EntryResult} from './journal.ts';
import type {ServerItem} from './item.ts';
import type {Plan, Preview, Step} from './preview.ts';
import type {OperatorState} from './state.ts';

/**
All that a person does to a director, and what others do to it meanwhile: screens show its state and call its functions. Nothing here throws
or rejects; what did not work is in the answer, in words.
*/
export type Operator = Source<OperatorState> & {
	/** Begins to watch the readings of the table. */
	readonly start: () => void;
	/** Stops timers and subscriptions; guards go on. */
	readonly stop: () => void;

	/** Reads what the intent touches in full, and says what would be done. Changes nothing; works while read-only too. */
	readonly prepare: (intent: Intent) => Promise<Preview>;
	/** Does it, after a look whether the table still is as it was in the plan. */
	readonly perform: (plan: Plan, options?: PerformOptions) => Promise<Performed>;
	/** `prepare` and `perform` in one, for keys that ask nothing. */
	readonly doNow: (intent: Intent) => Promise<Performed>;

	/** Moves weights by +-1 or +-10; what is pressed within 700 ms is sent and undone as one. A sentence when it cannot be done. */
	readonly stepWeights: (servers: readonly ServerItem[], by: number) => string | undefined;

	/** Says to who takes care of these servers what they shall be, whatever the checks say; `auto` leaves them to the checks again. A sentence when that is not possible. */
	readonly pin: (servers: readonly ServerItem[], mark: CareMark) => string | undefined;

	/** What undo would do now, with what somebody else changed meanwhile. A step of which nothing is left to be undone goes off the list. */
	readonly prepareUndo: () => Promise<Undoing>;
	/** The same for redo. */
	readonly prepareRedo: () => Promise<Undoing>;
	/** `ask` does nothing when somebody else touched it meanwhile, but says so; `anyway` leaves to others what only they changed. */
	readonly undo: (mode: 'ask' | 'anyway') => Promise<Undone>;
	readonly redo: (mode: 'ask' | 'anyway') => Promise<Undone>;

	/** Performs a plan for an intent `drain` or `maintain`, and follows its servers until they are empty. */
	readonly startDrains: (plan: Plan, options: DrainOptions) => Promise<Performed>;
	/** Follows servers that have weight 0 already. A sentence when the table cannot be read. */
	readonly follow: (
		servers: readonly ServerItem[],
		options: Pick<DrainOptions, 'whenEmpty' | 'giveUpAfter'>,
	) => Promise<string | undefined>;
	readonly changeDrain: (
		id: number,
		change: {readonly whenEmpty?: WhenEmpty; readonly giveUpAfter?: number | undefined},
	) => void;
	/** Makes a gentle drain firm; a sentence when the switch cannot be written. */
	readonly makeFirm: (id: number) => Promise<string | undefined>;
	/** Back to the weight it had, or to this one. */
	readonly returnDrain: (id: number, weight?: number) => Promise<Performed>;
	/** Removes the server, empty or not. */
	readonly removeDrained: (id: number) => Promise<Performed>;
	/** No longer follows it; the weight stays. */
	readonly dismissDrain: (id: number) => void;
	/** Performs a plan for an intent `return` in steps. */
	readonly startRamps: (plan: Plan, options: RampOptions) => Promise<Performed>;
	readonly stopRamp: (id: number) => void;
	/** Rows of the connection table, for who blocks and until when. Hand them in whenever they were read. */
	readonly observeConnections: (connections: Connections) => void;
	/** What a person must decide before leaving; undefined when nothing runs. */
	readonly atExit: () => ExitQuestion | undefined;
	/**
	`leave` keeps the servers at weight 0, `return` brings them back first. Both put expire_quiescent_template back.

	@returns what did not work, one sentence each
	*/
	readonly leave: (choice: 'leave' | 'return') => Promise<readonly string[]>;

	/** The change stays. A sentence when the guard was faster. */
	readonly confirm: (guardId: string) => Promise<string | undefined>;

	/** Locks, or unlocks where that is possible; a sentence when it is not. */
	readonly toggleReadOnly: () => string | undefined;
	/** Everything that was done here as commands of ipvsadm, oldest first, or what puts it back, newest first. */
	readonly exportLines: (which: 'commands' | 'inverse') => string;
};

export type PerformOptions = {
	/** Reverts by itself after so many milliseconds unless confirmed. */
	readonly revertAfter?: number | undefined;
	/** Also when the table changed since the plan was made. */
	readonly evenIfChanged?: boolean | undefined;
};

export type DrainOptions = PerformOptions & {
	readonly whenEmpty: WhenEmpty;
	/** Milliseconds. */
	readonly giveUpAfter?: number | undefined;
};

export type RampOptions = {
	/** Milliseconds from the first step to the full weight. @default five minutes */
	readonly duration?: number | undefined;
};

/** What came of a plan. */
export type Performed =
	/** Everything was done. */
	| {
			readonly kind: 'done';
			readonly items: readonly ItemResult[];
			readonly guard?: string | undefined;
	  }
	/** Something was not: each item says what. */
	| {
			readonly kind: 'partly';
			readonly items: readonly ItemResult[];
			readonly guard?: string | undefined;
	  }
	/** The table is not as it was when the plan was made, and nothing was done: this is the plan now. */
	| {readonly kind: 'changed'; readonly preview: Preview; readonly differences: readonly string[]}
	/** Nothing was done. */
	| {readonly kind: 'not possible'; readonly why: string};

export type ItemResult = {readonly step: Step; readonly result: EntryResult};

export type Undoing =
	| {
			readonly kind: 'undoing';
			readonly plan: Plan;
			/** What somebody else changed in it since, in sentences; empty when nobody did. */
			readonly differences: readonly string[];
			/** What cannot come back. */
			readonly impossible: readonly string[];
	  }
	| {readonly kind: 'nothing'; readonly why: string};

export type Undone =
	| Performed
	/** Somebody touched it meanwhile: show this and ask. Nothing was done. */
	| {readonly kind: 'differs'; readonly what: string; readonly differences: readonly string[]};

export type ExitQuestion = {
	/** Drains that run, or are empty and wait for an answer. */
	readonly drains: number;
	readonly ramps: number;
	/** Changes that will revert unless they are confirmed. */
	readonly guarded: number;
	/** `2 drains in progress: leave at weight 0, return, or stay`. */
	readonly says: string;
};
