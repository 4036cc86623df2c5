import type {KeyContext} from '../../keys/binding.ts';
import {bodyArea, say, type Action, type TuiState} from '../../store/state.ts';
import {itemsOf, type Item} from './items.ts';
import {itemLines, type ItemLine} from './lines.ts';
import {doctor, type DoctorState} from './state.ts';

/** Lines of the list that fit below the heading. */
export const listHeight = ({size}: TuiState): number => Math.max(1, bodyArea(size).rows - 1);

export const itemsNow = ({report}: DoctorState, {title}: TuiState): readonly Item[] =>
	report === undefined ? [] : itemsOf(report, title.source.kind !== 'embedded');

export const linesNow = (own: DoctorState, state: TuiState): readonly ItemLine[] =>
	itemLines(itemsNow(own, state), {
		columns: state.size.columns,
		glyphs: state.glyphs,
		cursor: own.cursor,
		open: own.open,
	});

/** Keeps the item under the cursor on the screen, with as much of its explanation as fits. */
const followed = (own: DoctorState, state: TuiState): DoctorState => {
	const lines = linesNow(own, state);
	const height = listHeight(state);
	const head = lines.findIndex(({item}) => item === own.cursor);
	const end = lines.findLastIndex(({item}) => item === own.cursor);
	const lowest = Math.min(head, Math.max(own.top, end - height + 1));
	const top = Math.max(0, Math.min(lowest, Math.max(0, lines.length - height)));
	return top === own.top ? own : {...own, top};
};

const step = (change: (own: DoctorState, state: TuiState) => DoctorState): Action =>
	doctor.step((own, state) => followed(change(own, state), state));

export const moveBy = (places: number): Action =>
	step((own, state) => {
		const last = itemsNow(own, state).length - 1;
		return {...own, cursor: Math.max(0, Math.min(own.cursor + places, last))};
	});

/** Goes on by what is on a screen. */
export const page = (screens: number): Action =>
	step((own, state) => {
		const lines = linesNow(own, state);
		const at = lines.findIndex(({item}) => item === own.cursor);
		const target = at + Math.trunc(screens * Math.max(1, listHeight(state) - 1));
		const there = lines[Math.max(0, Math.min(target, lines.length - 1))];
		return there === undefined ? own : {...own, cursor: there.item};
	});

/** Goes to the item of a line on the screen, counted from its top. */
export const moveToLine = (line: number): Action =>
	step((own, state) => {
		const there = line < 0 ? undefined : linesNow(own, state)[own.top + line];
		return there === undefined ? own : {...own, cursor: there.item};
	});

export const toggleOpen: Action = step(own => {
	const open = new Set(own.open);
	if (!open.delete(own.cursor)) {
		open.add(own.cursor);
	}
	return {...own, open};
});

export const toggleAllOpen: Action = step((own, state) => ({
	...own,
	open: new Set(own.open.size > 0 ? [] : itemsNow(own, state).keys()),
}));

/** Another size of the screen, or another report. */
export const settleDoctor = (before: TuiState, after: TuiState): TuiState =>
	before.size === after.size && doctor.of(before).report === doctor.of(after).report
		? after
		: step(own => own)(after);

/** Has everything examined anew. The old report stays until the new one is there. */
export const examineAgain = (wish: NonNullable<DoctorState['wish']>): Action =>
	doctor.step(own => (own.isRunning ? own : {...own, wish}));

/** Examines what is wished for, from now on until the returned function is called. */
export const watchWishes = (context: KeyContext): (() => void) => {
	const look = (): void => {
		const {wish, isRunning} = doctor.of(context.get());
		if (wish !== undefined && !isRunning) {
			void examineNow(context, wish);
		}
	};
	look();
	return context.subscribe(look);
};

const examineNow = async (
	{apply, ports, clock}: KeyContext,
	wish: NonNullable<DoctorState['wish']>,
): Promise<void> => {
	apply(doctor.step(own => ({...own, isRunning: true, wish: undefined})));
	const found = (await ports.examine?.(wish)) ?? 'nothing can be examined from here';
	const done = {isRunning: false, wish: undefined};
	apply(state =>
		typeof found === 'string'
			? say(found)(doctor.step(own => ({...own, ...done, problem: found}))(state))
			: doctor.step(() => ({
					...done,
					problem: undefined,
					report: found,
					examinedAt: clock.now(),
					cursor: 0,
					top: 0,
					open: new Set<number>(),
				}))(state),
	);
};
