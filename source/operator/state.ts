import type {Care} from './care.ts';
import type {DisplacedItems} from './displaced.ts';
import type {Drain, FirmSwitch} from './drain.ts';
import type {Journal} from './journal.ts';
import type {Mark} from './foreign.ts';
import type {Manager} from './manager.ts';
import type {Ramp} from './ramp.ts';
import type {Settings} from './settings.ts';
import type {Guarded} from './guard.ts';
import type {UndoStep} from './undo.ts';

/** Whether changes may be made here, and if not, in words why and whether a key can change that. */
export type Access =
	| {readonly kind: 'read-write'}
	| {readonly kind: 'read-only'; readonly why: string; readonly canUnlock: boolean};

/** Everything about what is done here and by others, as one value. Immutable; a new one only when something changed. */
export type OperatorState = {
	readonly access: Access;
	/** What is being sent at the moment. */
	readonly work: Work | undefined;
	readonly journal: Journal;
	/** The last one is undone first. */
	readonly undo: readonly UndoStep[];
	readonly redo: readonly UndoStep[];
	/** Weights that were stepped to and will be sent together in a moment, by `itemKey`. */
	readonly steppedWeights: ReadonlyMap<string, number>;
	readonly drains: readonly Drain[];
	/** Set while firm drains hold expire_quiescent_template. */
	readonly firmSwitch: FirmSwitch | undefined;
	readonly ramps: readonly Ramp[];
	/** What changed since the start, by us and by others, by `itemKey`: for highlights and counts. */
	readonly marks: ReadonlyMap<string, Mark>;
	/** How we left what we touched, by `itemKey`; undefined is removed. */
	readonly left: ReadonlyMap<string, Settings | undefined>;
	/** What somebody else changed and that is not as it was before, touched here or not. */
	readonly displaced: DisplacedItems;
	/** Who probably changes the table too. */
	readonly managers: readonly Manager[];
	/** What those say who check the servers, by service. */
	readonly care: Care;
	/** Changes that revert by themselves unless they are confirmed. */
	readonly guarded: readonly Guarded[];
	/** The last thing a person should hear of that no dialog of theirs waits for, such as a drain that ended. */
	readonly notice: Notice | undefined;
};

export type Work = {
	readonly what: string;
	/** Steps that were answered, of how many. */
	readonly done: number;
	readonly total: number;
};

export type Notice = {
	/** Clock time in milliseconds. */
	readonly at: number;
	readonly says: string;
	readonly tone: 'good' | 'warning' | 'bad';
};
