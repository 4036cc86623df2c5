import type {Clock} from '../../sampler/clock.ts';
import type {Sampler} from '../../sampler/sampler.ts';
import {createStore, type Source} from '../../sampler/store.ts';
import type {Glyphs} from '../view/glyphs.ts';
import {naturalSort} from '../view/order.ts';
import {settle, visibleServices} from './settle.ts';
import type {Size, TitleFacts, TuiState} from './state.ts';
import type {Action} from './tree-actions.ts';

export type TuiStore = Source<TuiState> & {
	readonly apply: (action: Action) => void;
	readonly resize: (size: Size) => void;
	readonly close: () => void;
};

export type TuiStoreOptions = {
	readonly title: TitleFacts;
	readonly glyphs: Glyphs;
	readonly size: Size;
	readonly sampler: Sampler;
	readonly clock: Clock;
	/** Shown until the first key. */
	readonly remark?: string | undefined;
};

/** Everything the screen shows, in one value; joins what the sampler brings and what the keys do. */
export const createTuiStore = ({
	title,
	glyphs,
	size,
	sampler,
	clock,
	remark,
}: TuiStoreOptions): TuiStore => {
	const store = createStore<TuiState>({
		title,
		glyphs,
		size,
		sampler: sampler.get(),
		now: clock.now(),
		mode: {kind: 'tree'},
		sort: naturalSort,
		filter: '',
		folded: new Set(),
		list: undefined,
		cursor: undefined,
		cursorIndex: 0,
		top: 0,
		flash: remark,
	});
	let seen = '';
	let cancelTick: (() => void) | undefined;

	const apply = (action: Action): void => {
		const before = store.get();
		const after = action(before);
		if (after === before) {
			return;
		}
		const settled = settle(before, after);
		store.set(settled);
		tellSampler(settled);
	};

	const tellSampler = (state: TuiState): void => {
		const keys = visibleServices(state);
		const signature = [...keys].join('\n');
		if (signature !== seen) {
			seen = signature;
			sampler.want(keys);
		}
	};

	/** Ages on the screen grow by the second; nothing ticks while none is shown. */
	const tick = (): void => {
		cancelTick?.();
		const {pausedSince, trouble} = store.get().sampler;
		if (pausedSince !== undefined || trouble !== undefined) {
			cancelTick = clock.setTimer(() => {
				apply(state => ({...state, now: clock.now()}));
				tick();
			}, 1000);
		}
	};

	const unsubscribe = sampler.subscribe(() => {
		apply(state => ({...state, sampler: sampler.get(), now: clock.now()}));
		tick();
	});

	return {
		get: store.get,
		subscribe: store.subscribe,
		apply,
		resize: newSize =>
			apply(state =>
				state.size.columns === newSize.columns && state.size.rows === newSize.rows
					? state
					: {...state, size: newSize},
			),
		close: () => {
			unsubscribe();
			cancelTick?.();
		},
	};
};
