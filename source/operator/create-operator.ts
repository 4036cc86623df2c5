import {createStore} from '../sampler/store.ts';
import type {Sample} from '../sampler/sample.ts';
import {noCare} from './care.ts';
import {isOpen} from './drain.ts';
import type {Intent} from './intent.ts';
import {emptyJournal, linesOf} from './journal.ts';
import {itemText} from './item.ts';
import type {Operator, Performed} from './operator.ts';
import {propose} from './propose.ts';
import {noteCare, pinServers} from './shell/care.ts';
import {openDesk, update, type OperatorOptions} from './shell/desk.ts';
import {follow, observeDrains, observeRows, replace, startDrains} from './shell/drains.ts';
import {settleFirmSwitch} from './shell/firm-switch.ts';
import {adoptGuards, confirmGuard} from './shell/guard.ts';
import {openOwnChanges} from './shell/own-changes.ts';
import {perform} from './shell/perform.ts';
import {openRamps} from './shell/ramps.ts';
import {readFor} from './shell/read.ts';
import {openStepper} from './shell/step-weights.ts';
import {prepareReversal, reverse} from './shell/undo.ts';
import {accessIn, findManagers, noteForeign} from './shell/watch.ts';
import type {Access, OperatorState} from './state.ts';
import {counted} from './words.ts';

/** Everything that is done to a director, behind one state. Nothing happens before `start`. */
export const createOperator = (options: OperatorOptions): Operator => {
	const {sampler, clock} = options;
	let wanted: Access = options.access;
	const store = createStore<OperatorState>({...initialState, access: wanted});
	const desk = openDesk(options, {store, own: openOwnChanges()});
	const stepper = openStepper(desk);
	const ramps = openRamps(desk);
	let last: Sample | undefined;
	let managersSeenAt = Number.NEGATIVE_INFINITY;
	let unsubscribe: (() => void) | undefined;

	const setAccess = (): void => {
		const access = accessIn(last, wanted);
		if (JSON.stringify(access) !== JSON.stringify(store.get().access)) {
			update(desk, {access});
		}
	};

	const observe = (): void => {
		const {sample} = sampler.get();
		if (sample === undefined || sample === last) {
			return;
		}
		const earlier = last;
		last = sample;
		setAccess();
		// What was done to the table is told by who did it.
		noteCare(desk);
		if (earlier !== undefined) {
			noteForeign(earlier, sample, desk);
		}
		ramps.observe(sample);
		void observeDrains(sample, desk);
		if (clock.now() - managersSeenAt >= managersInterval) {
			managersSeenAt = clock.now();
			void findManagers(desk);
		}
	};

	const doNow = async (intent: Intent): Promise<Performed> =>
		(
			await perform(
				{
					actor: 'you',
					undoable: 'new',
					read: () => readFor(intent, desk),
					plan: situation => propose(intent, situation),
				},
				desk,
			)
		).performed;

	const drainOf = (id: number) => store.get().drains.find(drain => drain.id === id);

	return {
		get: store.get,
		subscribe: store.subscribe,
		start: () => {
			unsubscribe ??= sampler.subscribe(observe);
			adoptGuards(desk);
			observe();
		},
		stop: () => {
			unsubscribe?.();
			unsubscribe = undefined;
			stepper.stop();
			ramps.close();
		},

		prepare: async intent => {
			const situation = await readFor(intent, desk);
			return typeof situation === 'string'
				? {kind: 'impossible', why: situation}
				: propose(intent, situation);
		},
		perform: async (plan, performOptions = {}) => {
			await stepper.flush();
			const {performed} = await perform(
				{
					...performOptions,
					actor: 'you',
					undoable: 'new',
					shown: plan,
					read: () => readFor(plan.intent, desk),
					plan: situation => propose(plan.intent, situation),
				},
				desk,
			);
			return performed;
		},
		doNow: async intent => {
			await stepper.flush();
			return doNow(intent);
		},

		stepWeights: stepper.step,
		pin: (servers, mark) => pinServers(servers, mark, desk),
		prepareUndo: async () => {
			await stepper.flush();
			return prepareReversal('undo', desk);
		},
		prepareRedo: async () => {
			await stepper.flush();
			return prepareReversal('redo', desk);
		},
		undo: async mode => {
			await stepper.flush();
			return reverse('undo', mode, desk);
		},
		redo: async mode => {
			await stepper.flush();
			return reverse('redo', mode, desk);
		},

		startDrains: (plan, drainOptions) => startDrains(plan, drainOptions, desk),
		follow: (servers, drainOptions) => follow(servers, {...drainOptions, firmness: 'gentle'}, desk),
		changeDrain: (id, {whenEmpty, giveUpAfter}) => {
			const drain = drainOf(id);
			if (drain !== undefined) {
				const giveUpAt = giveUpAfter === undefined ? drain.giveUpAt : clock.now() + giveUpAfter;
				replace({...drain, whenEmpty: whenEmpty ?? drain.whenEmpty, giveUpAt}, desk);
				sampler.refresh();
			}
		},
		makeFirm: async id => {
			const drain = drainOf(id);
			const {access} = store.get();
			if (drain === undefined || access.kind === 'read-only') {
				return access.kind === 'read-only' ? access.why : noDrain;
			}
			replace({...drain, firmness: 'firm'}, desk);
			await settleFirmSwitch(desk);
			return store.get().firmSwitch?.trouble;
		},
		returnDrain: async (id, givenWeight) => {
			const drain = drainOf(id);
			if (drain === undefined) {
				return {kind: 'not possible', why: noDrain};
			}
			const {item} = drain;
			const weight = givenWeight ?? drain.weight;
			const performed = await doNow({kind: 'return', servers: [item], weight});
			if (performed.kind === 'done') {
				replace({...drain, phase: {kind: 'returned', at: clock.now(), weight: weight ?? 0}}, desk);
				await settleFirmSwitch(desk);
			}
			return performed;
		},
		removeDrained: async id => {
			const drain = drainOf(id);
			if (drain === undefined) {
				return {kind: 'not possible', why: noDrain};
			}
			const performed = await doNow({kind: 'remove', items: [drain.item]});
			if (performed.kind === 'done') {
				replace({...drain, phase: {kind: 'gone', at: clock.now()}}, desk);
				await settleFirmSwitch(desk);
			}
			return performed;
		},
		dismissDrain: id => {
			update(desk, {drains: store.get().drains.filter(drain => drain.id !== id)});
			void settleFirmSwitch(desk);
		},
		startRamps: (plan, rampOptions) => ramps.start(plan, rampOptions),
		stopRamp: id => ramps.stop(id, 'stopped here'),
		observeConnections: connections => {
			observeRows(connections, desk);
			ramps.observeRows(connections);
		},
		atExit: () => exitQuestion(store.get()),
		leave: async choice => {
			await stepper.flush();
			const problems: string[] = [];
			if (choice === 'return') {
				const {drains, ramps: running} = store.get();
				for (const {item, weight} of drains.filter(isOpen)) {
					problems.push(
						...problemsOf(await doNow({kind: 'return', servers: [item], weight}), itemText(item)),
					);
				}
				const weights = running.flatMap(({item, to, phase}) =>
					phase.kind === 'rising' ? [{...item, weight: to}] : [],
				);
				if (weights.length > 0) {
					problems.push(...problemsOf(await doNow({kind: 'weigh', weights}), 'weights'));
				}
			}
			const trouble = await settleFirmSwitch(desk, 'put back');
			return trouble === undefined ? problems : [...problems, trouble];
		},

		confirm: id => confirmGuard(id, desk),
		toggleReadOnly: () => {
			const {access} = store.get();
			if (access.kind === 'read-only' && !access.canUnlock) {
				return access.why;
			}
			wanted =
				access.kind === 'read-only'
					? {kind: 'read-write'}
					: {kind: 'read-only', why: 'read-only: locked here with a key', canUnlock: true};
			setAccess();
			return undefined;
		},
		exportLines: which => linesOf(store.get().journal, which),
	};
};

const exitQuestion = ({drains, ramps, guarded}: OperatorState): ReturnType<Operator['atExit']> => {
	const open = drains.filter(isOpen).length;
	const rising = ramps.filter(({phase}) => phase.kind === 'rising').length;
	if (open + rising + guarded.length === 0) {
		return undefined;
	}
	const parts = [
		...(open > 0
			? [`${counted(open, 'drain')} in progress: leave at weight 0, return, or stay`]
			: []),
		...(rising > 0 ? [`${counted(rising, 'return')} in steps, not at full weight yet`] : []),
		...(guarded.length > 0
			? [`${counted(guarded.length, 'change')} not confirmed: the guard will revert`]
			: []),
	];
	return {drains: open, ramps: rising, guarded: guarded.length, says: parts.join('; ')};
};

/** What did not work, one sentence each. */
const problemsOf = (performed: Performed, name: string): readonly string[] => {
	switch (performed.kind) {
		case 'done':
			return [];
		case 'partly':
			return performed.items.flatMap(({step, result}) =>
				result.kind === 'done'
					? []
					: [`${step.line}: ${'why' in result ? result.why : 'not sent'}`],
			);
		case 'changed':
			return performed.differences;
		case 'not possible':
			return [`${name}: ${performed.why}`];
	}
};

const initialState: OperatorState = {
	access: {kind: 'read-write'},
	work: undefined,
	journal: emptyJournal,
	undo: [],
	redo: [],
	steppedWeights: new Map(),
	drains: [],
	firmSwitch: undefined,
	ramps: [],
	marks: new Map(),
	left: new Map(),
	displaced: new Map(),
	managers: [],
	care: noCare,
	guarded: [],
	notice: undefined,
};

const noDrain = 'this drain is over';
/** Milliseconds between two looks at the processes. */
const managersInterval = 30_000;
