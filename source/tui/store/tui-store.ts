import type {Clock} from '../../sampler/clock.ts';
import type {Sampler} from '../../sampler/sampler.ts';
import {createStore, type Source} from '../../sampler/store.ts';
import {isCountingDown} from '../operator/notices.ts';
import {overlays, topOverlay} from '../overlays/table.ts';
import {screenOf, screens} from '../screens/table.ts';
import type {Depth} from '../theme/depth.ts';
import type {Palette} from '../theme/palette.ts';
import {prepareFacts} from '../view/facts.ts';
import type {Glyphs} from '../view/glyphs.ts';
import {inPortions} from '../work.ts';
import type {Action, Keymap, Size, TitleFacts, TuiState} from './state.ts';

export type TuiStore = Source<TuiState> & {
	readonly apply: (action: Action) => void;
	readonly resize: (size: Size) => void;
	readonly close: () => void;
};

export type TuiStoreOptions = {
	readonly title: TitleFacts;
	readonly glyphs: Glyphs;
	readonly depth: Depth;
	readonly palette: Palette;
	readonly size: Size;
	readonly sampler: Sampler;
	readonly clock: Clock;
	/** Keys of actions that differ from the usual ones. */
	readonly keymap?: Keymap | undefined;
	/** Shown until the first key. */
	readonly remark?: string | undefined;
};

/** Everything the screen shows, in one value; joins what the sampler brings and what the keys do. */
export const createTuiStore = ({
	title,
	glyphs,
	depth,
	palette,
	size,
	sampler,
	clock,
	keymap = {},
	remark,
}: TuiStoreOptions): TuiStore => {
	const store = createStore<TuiState>({
		title,
		glyphs,
		depth,
		palette,
		size,
		sampler: sampler.get(),
		operator: undefined,
		now: clock.now(),
		view: screens[0].name,
		visited: [],
		overlays: [],
		slices: {},
		keymap,
		flash: remark,
	});
	let seen = '';
	// What is said at the start waits for a person.
	let saidAt = Number.POSITIVE_INFINITY;
	let cancelTick: (() => void) | undefined;

	const apply = (action: Action): void => {
		const before = store.get();
		const after = action(before);
		if (after === before) {
			return;
		}
		const settled = settle(before, after);
		if (settled.flash !== before.flash) {
			saidAt = clock.now();
		}
		store.set(settled);
		tellSampler(settled);
		if (cancelTick === undefined) {
			tick();
		}
	};

	const tellSampler = (state: TuiState): void => {
		const keys = screenOf(state).wants?.(state) ?? nothing;
		const signature = [...keys].join('\n');
		if (signature !== seen) {
			seen = signature;
			sampler.want(keys);
		}
	};

	/** Ages on the screen grow by the second; nothing ticks while none is shown. */
	const tick = (): void => {
		cancelTick?.();
		cancelTick = undefined;
		if (ages(store.get())) {
			cancelTick = clock.setTimer(() => {
				apply(state => ({...state, now: clock.now()}));
				tick();
			}, 1000);
		}
	};

	const isOver = ({overlays: open}: TuiState): boolean =>
		open.length === 0 && clock.now() - saidAt > longestSaid;

	const take = (): void => {
		apply(state => {
			const reading = sampler.get();
			const isNewTrouble = reading.trouble !== undefined && state.sampler.trouble === undefined;
			return {
				...state,
				sampler: reading,
				now: clock.now(),
				// What was said before is no longer what matters.
				flash: isNewTrouble || isOver(state) ? undefined : state.flash,
			};
		});
		tick();
	};

	let preparing = new AbortController();
	const unsubscribe = sampler.subscribe(() => {
		const {sample} = sampler.get();
		preparing.abort();
		if (sample === undefined || sample === store.get().sampler.sample) {
			take();
			return;
		}
		// Keys are heard while a large table is gone through.
		preparing = new AbortController();
		inPortions(prepareFacts(sample), preparing.signal, facts => {
			if (facts !== undefined) {
				take();
			}
		});
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
			preparing.abort();
			cancelTick?.();
		},
	};
};

/** Milliseconds after which an answer gives its line back to what is there, when nobody presses a key. */
const longestSaid = 20_000;

const nothing: ReadonlySet<string> = new Set();

/** Brings in step what depends on something else: what the screens note of a new reading, then the shown screen, then what is open. */
const settle = (before: TuiState, after: TuiState): TuiState => {
	const observed =
		before.sampler.sample === after.sampler.sample
			? after
			: screens.reduce((state, {observe}) => observe?.(before, state) ?? state, after);
	const settled = screenOf(observed).settle?.(before, observed) ?? observed;
	return settled.overlays.reduce(
		(state, {name}) =>
			overlays.find(overlay => overlay.name === name)?.settle?.(before, state) ?? state,
		settled,
	);
};

/** Whether something on the screen ages by the second. */
const ages = (state: TuiState): boolean =>
	state.sampler.pausedSince !== undefined ||
	state.sampler.trouble !== undefined ||
	(screenOf(state).ticks?.(state) ?? false) ||
	(topOverlay(state)?.ticks?.(state) ?? false) ||
	isCountingDown(state);
