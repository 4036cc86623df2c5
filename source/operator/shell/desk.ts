import type {Client} from '../../client/client.ts';
import type {Clock} from '../../sampler/clock.ts';
import type {Sampler} from '../../sampler/sampler.ts';
import type {Store} from '../../sampler/store.ts';
import type {CarePort} from '../care.ts';
import type {Guards} from '../guard.ts';
import {appended, flushed, type JournalSink, type NewEntry} from '../journal.ts';
import type {Process} from '../manager.ts';
import type {QuiescentSwitch} from '../quiescent.ts';
import type {Access, Notice, OperatorState} from '../state.ts';
import type {UndoStep} from '../undo.ts';
import type {RememberedWeights} from '../weights.ts';
import type {OwnChanges} from './own-changes.ts';

/** What the operator is given to work with; tests give other things. */
export type OperatorOptions = {
	readonly client: Pick<Client, 'table' | 'service' | 'timeouts' | 'daemons' | 'change'>;
	readonly sampler: Pick<Sampler, 'get' | 'subscribe' | 'refresh'>;
	readonly clock: Clock;
	/** Whether changes may be made, before it is known whether the kernel allows it. */
	readonly access: Access;
	readonly remembered: RememberedWeights;
	readonly sink: JournalSink;
	readonly quiescent: QuiescentSwitch;
	/** Undefined where no process can be left behind. */
	readonly guards: Guards | undefined;
	/** Who checks the servers; undefined where nobody can. */
	readonly care?: CarePort | undefined;
	/** The processes of this machine. */
	readonly processes: () => Promise<readonly Process[]>;
};

/** What the parts of the shell share. */
export type Desk = OperatorOptions & {
	readonly store: Store<OperatorState>;
	readonly own: OwnChanges;
	/** Does one thing after the other: two plans at once would each change what the other was made from. */
	readonly turn: <Value>(work: () => Promise<Value>) => Promise<Value>;
	/** Numbers for steps, drains and ramps. */
	readonly nextId: () => number;
};

export const openDesk = (
	options: OperatorOptions,
	{store, own}: {readonly store: Store<OperatorState>; readonly own: OwnChanges},
): Desk => {
	let last: Promise<unknown> = Promise.resolve();
	let id = 0;
	return {
		...options,
		store,
		own,
		turn: work => {
			const result = last.then(work);
			last = result.catch(() => {});
			return result;
		},
		nextId: () => {
			id += 1;
			return id;
		},
	};
};

export const update = ({store}: Desk, changes: Partial<OperatorState>): void =>
	store.set({...store.get(), ...changes});

/** Adds to the log and hands it to the file. */
export const log = (desk: Desk, entries: readonly NewEntry[]): void => {
	if (entries.length > 0) {
		update(desk, {journal: flushed(appended(desk.store.get().journal, entries), desk.sink)});
	}
};

/** What can be undone from now on; what was undone before can not be done again then. */
export const keepStep = (step: UndoStep, desk: Desk): void =>
	update(desk, {undo: [...desk.store.get().undo, step].slice(-mostSteps), redo: []});

export const notify = (desk: Desk, says: string, tone: Notice['tone']): void =>
	update(desk, {notice: {at: desk.clock.now(), says, tone}});

/** Further back nobody goes, and each holds the settings of what it touched. */
const mostSteps = 200;
