import {afterEach, expect, test, vi} from 'vitest';
import type {Table} from '../../../source/model/table.ts';
import {sampleOf, type Sample} from '../../../source/sampler/sample.ts';
import type {SamplerState} from '../../../source/sampler/sampler.ts';
import {createStore} from '../../../source/sampler/store.ts';
import {services} from '../../../source/tui/screens/services/state.ts';
import type {TuiState} from '../../../source/tui/store/state.ts';
import {createTuiStore} from '../../../source/tui/store/tui-store.ts';
import {manualClock} from '../../tui/manual-clock.ts';
import {tableOf} from '../../tui/table-of.ts';
import {initialState} from './tui-state.ts';

afterEach(() => {
	vi.restoreAllMocks();
});

/** As many servers as are gone through in some portions, each with so many connections. */
const large = (active: number): Table =>
	tableOf(
		Array.from({length: 20}, (_, service) => ({
			service: `tcp 192.0.2.${service}:80`,
			servers: Array.from({length: 1000}, (__, server) => ({
				at: `10.${service}.${server >> 8}.${server & 255}:80`,
				active,
			})),
		})),
	);

const reading = (active: number, earlier?: Sample): Sample =>
	sampleOf(
		{takenAt: active * 2000, table: large(active), info: undefined, limitation: undefined},
		earlier,
	);

const nothing = (): void => {};

/** A store over readings that come when the test says so. Each portion of work is one step, whatever the machine. */
const open = () => {
	let time = 0;
	vi.spyOn(performance, 'now').mockImplementation(() => (time += 3));
	const sampler = createStore<SamplerState>(initialState.sampler);
	const {title, glyphs, depth, palette, size} = initialState;
	const store = createTuiStore({
		title,
		glyphs,
		depth,
		palette,
		size,
		clock: manualClock(0),
		sampler: {
			...sampler,
			start: nothing,
			stop: nothing,
			refresh: nothing,
			setPaused: nothing,
			want: nothing,
		},
	});
	const seen: TuiState[] = [];
	store.subscribe(() => seen.push(store.get()));
	const arrive = (sample: Sample): void => sampler.set({...sampler.get(), sample});
	return {store, seen, arrive};
};

/** The reading of a state, and the sum of connections that its rows are shown with. */
const shownIn = (state: TuiState) => {
	const {list} = services.of(state);
	return {
		sample: state.sampler.sample?.takenAt,
		rows: list?.facts.sample.takenAt,
		active: list?.facts.total.active,
	};
};

const whole = (active: number) => ({
	sample: active * 2000,
	rows: active * 2000,
	active: active * 20_000,
});

test('a reading that comes while the one before is still gone through takes its place', async () => {
	const {store, seen, arrive} = open();
	const first = reading(1);
	const second = reading(2, first);
	const third = reading(3, second);
	arrive(first);
	await vi.waitFor(() => expect(shownIn(store.get())).toEqual(whole(1)), {timeout: 60_000});
	arrive(second);
	// A key meanwhile sees what was there, whole.
	store.apply(state => ({...state, flash: 'pressed'}));
	expect(shownIn(store.get())).toEqual(whole(1));
	arrive(third);
	store.apply(state => ({...state, flash: 'again'}));
	expect(shownIn(store.get())).toEqual(whole(1));
	await vi.waitFor(() => expect(shownIn(store.get())).toEqual(whole(3)), {timeout: 60_000});
	expect(seen.map(shownIn)).toEqual([whole(1), whole(1), whole(1), whole(3)]);
	store.close();
});

test('one that is still gone through when the program ends is not shown any more', async () => {
	const {store, seen, arrive} = open();
	arrive(reading(1));
	store.close();
	await new Promise(resolve => {
		setImmediate(() => setImmediate(() => setImmediate(resolve)));
	});
	expect(seen).toEqual([]);
});
