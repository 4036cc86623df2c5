import {say, type Action} from '../../store/state.ts';
import {timeText} from '../../view/number-text.ts';
import {itemOfText, type ItemKey} from './item.ts';
import {firstDirection, naturalSort, type Sort, type SortKey} from './order.ts';
import {marksOf, toggled} from './marks.ts';
import {showView} from '../../store/views.ts';
import {idOfItem, isDestination, isGhost, isService, rowOf} from './row-id.ts';
import {itemAt, parentIndex} from './rows.ts';
import {rateUnits, services, treeHeight, type RateUnit, type ServicesState} from './state.ts';
import {layoutFor} from './tiers.ts';

export const moveTo = (index: number): Action => services.step(movedTo(index));

/** Goes to a row on the screen, counted from its top. */
export const moveToVisible = (line: number): Action =>
	services.step(own =>
		line < 0 || own.top + line >= (own.list?.ids.length ?? 0) ? own : movedTo(own.top + line)(own),
	);

const movedTo =
	(index: number) =>
	(own: ServicesState): ServicesState => {
		const {list} = own;
		if (list === undefined) {
			// What is pressed before the first table holds when it comes.
			return {...own, cursorIndex: Math.max(0, index)};
		}
		if (list.ids.length === 0) {
			return own;
		}
		const cursorIndex = Math.max(0, Math.min(index, list.ids.length - 1));
		const cursor = itemAt(list, cursorIndex);
		return {...own, cursorIndex, cursor, home: cursor};
	};

export const moveBy = (rows: number): Action =>
	services.step(own => movedTo(own.cursorIndex + rows)(own));

/** Moves by screens, and the screen with it. */
export const page = (screens: number): Action =>
	services.step((own, {size}) => {
		const height = treeHeight(size);
		const rows = Math.trunc(screens * Math.max(1, height - (Math.abs(screens) < 1 ? 0 : 1)));
		const highest = Math.max(0, (own.list?.ids.length ?? 0) - height);
		const top = Math.max(0, Math.min(own.top + rows, highest));
		return movedTo(own.cursorIndex + rows)({...own, top});
	});

export const moveToStart: Action = moveTo(0);
export const moveToEnd: Action = services.step(own =>
	movedTo((own.list?.ids.length ?? Number.MAX_SAFE_INTEGER) - 1)(own),
);

/** Opens a folded service; on an open one, goes to its first server. */
export const unfold: Action = services.step(own => {
	const service = serviceUnderCursor(own);
	if (service === undefined) {
		return own;
	}
	if (own.folded.has(service.key)) {
		return {...own, folded: without(own.folded, service.key)};
	}
	const next = own.list?.ids[own.cursorIndex + 1];
	return service.isCursor && next !== undefined && !isService(next)
		? movedTo(own.cursorIndex + 1)(own)
		: own;
});

/** Folds the service of the row; on a server, goes to its service first. */
export const fold: Action = services.step(own => {
	const service = serviceUnderCursor(own);
	if (service === undefined || own.list === undefined) {
		return own;
	}
	return service.isCursor
		? {...own, folded: new Set([...own.folded, service.key])}
		: movedTo(parentIndex(own.list, own.cursorIndex))(own);
});

const toggleFold: Action = services.step(own => {
	const service = serviceUnderCursor(own);
	if (service === undefined) {
		return own;
	}
	return own.folded.has(service.key)
		? {...own, folded: without(own.folded, service.key)}
		: {...own, folded: new Set([...own.folded, service.key]), home: {service: service.key}};
});

/** A service shows or hides its servers; a server shows what is known of it. */
export const openRow: Action = state => {
	const {list, cursorIndex} = services.of(state);
	const id = list?.ids[cursorIndex];
	return id !== undefined && isDestination(id) ? showView('detail')(state) : toggleFold(state);
};

/** Folds all services; opens all when all are folded. */
export const toggleAll: Action = services.step(own => {
	const keys = own.list?.facts.sample.structure.serviceKeys ?? [];
	return {
		...own,
		folded: keys.every(key => own.folded.has(key)) ? new Set() : new Set(keys),
	};
});

/** Sorts by the column so many places to the right, among those on the screen. */
export const sortByNeighbour = (places: number): Action =>
	services.step((own, {size}) => {
		const keys: readonly SortKey[] = [
			'name',
			...layoutFor(size.columns, own).columns.map(({id}) => id),
		];
		const present = Math.max(0, keys.indexOf(own.sort.by));
		const by = keys[(present + places + keys.length) % keys.length] ?? 'name';
		return {...own, sort: {by, direction: firstDirection(by)}};
	});

/** The column of the rate that is shown. */
const rateColumns = {
	connections: 'connections',
	packets: 'packetsIn',
	bits: 'bitsIn',
} as const satisfies Record<RateUnit, SortKey>;

export const isBusiestFirst = ({sort, unit}: ServicesState): boolean =>
	sort.by === rateColumns[unit] && sort.direction === 'descending';

/** What has most to do on top, and the cursor there; a second time, by name again. */
export const toggleBusiest: Action = services.step(own => ({
	...own,
	sort: isBusiestFirst(own)
		? naturalSort
		: {by: rateColumns[own.unit], direction: 'descending' as const},
	cursor: undefined,
	home: undefined,
	cursorIndex: 0,
	top: 0,
}));

export const invertSort: Action = services.step(own => ({
	...own,
	sort: {
		by: own.sort.by,
		direction: own.sort.direction === 'ascending' ? 'descending' : 'ascending',
	} satisfies Sort,
}));

/** Marks the item under the cursor, or takes its mark, and goes on to the next row. */
export const toggleMark: Action = services.step(own => {
	const id = own.list?.ids[own.cursorIndex];
	return own.cursor === undefined || id === undefined || isGhost(id)
		? own
		: movedTo(own.cursorIndex + 1)({...own, marks: toggled(own.marks, own.cursor)});
});

/** Begins a range of marks at the cursor; the second time, ends it there. */
export const toggleRange: Action = services.step(own =>
	own.anchor === undefined
		? {...own, anchor: own.cursor}
		: {...own, marks: marksOf(own), anchor: undefined},
);

/** The cursor goes there when it is in the table. */
export const expectItem = (item: ItemKey | undefined): Action =>
	item === undefined ? state => state : services.step(own => ({...own, expected: item}));

export const clearMarks: Action = services.step(own => {
	const marks = marksOf(own);
	return {
		...own,
		marks: new Set(),
		anchor: undefined,
		marksBefore: marks.size === 0 ? own.marksBefore : marks,
	};
});

/** Marks what was marked last, as far as it is still there. */
export const markAgain: Action = state => {
	const {sample} = state.sampler;
	const own = services.of(state);
	const marks = [...own.marksBefore].filter(
		item => sample !== undefined && idOfItem(sample, itemOfText(item)) !== undefined,
	);
	return marks.length === 0
		? say('what was marked last is not in the table any more')(state)
		: services.set(state, {...own, marks: new Set([...own.marks, ...marks])});
};

export const toggleShape: Action = services.step(own => ({
	...own,
	shape: own.shape === 'tree' ? 'flat' : 'tree',
}));

export const nextUnit: Action = services.step(own => ({
	...own,
	unit: rateUnits[(rateUnits.indexOf(own.unit) + 1) % rateUnits.length] ?? 'connections',
}));

export const toggleValues: Action = services.step(own => ({
	...own,
	values: own.values === 'absolute' ? 'share' : 'absolute',
}));

export const toggleFollow: Action = state => {
	const after = services.step(own => ({
		...own,
		follows: own.follows === 'item' ? 'place' : 'item',
	}))(state);
	return say(
		services.of(after).follows === 'item'
			? 'the cursor follows its row'
			: 'the cursor stays in its place while rows move',
	)(after);
};

/** Counts connections from now on; a second time, since the kernel's counters were zeroed. */
export const toggleBaseline: Action = state => {
	const {sample} = state.sampler;
	const after = services.step(own => ({
		...own,
		baseline: own.baseline === undefined ? sample : undefined,
	}))(state);
	const {baseline} = services.of(after);
	return say(
		baseline === undefined
			? 'CONNS counts since the counters were zeroed'
			: `CONNS counts from ${timeText(baseline.takenAt)} on; the counters of the kernel stay as they are`,
	)(after);
};

/** The next row in a direction that the filter itself lets through. */
export const moveToMatch = (direction: 1 | -1): Action =>
	services.step(own => {
		const {list, cursorIndex} = own;
		if (list?.matches === undefined) {
			return own;
		}
		const {matches, ids} = list;
		for (let step = 1; step <= ids.length; step += 1) {
			const index = (cursorIndex + direction * step + ids.length * 2) % ids.length;
			const id = ids[index] ?? 0;
			const isMatch = isService(id) ? matches.services[id] : matches.destinations[rowOf(id)];
			if (isMatch === 1) {
				return movedTo(index)(own);
			}
		}
		return own;
	});

const serviceUnderCursor = ({
	list,
	cursorIndex,
}: ServicesState): {readonly key: string; readonly isCursor: boolean} | undefined => {
	const id = list?.ids[cursorIndex];
	if (list === undefined || id === undefined || isGhost(id)) {
		return undefined;
	}
	const {serviceKeys, serviceOf} = list.facts.sample.structure;
	const key = serviceKeys[isService(id) ? id : (serviceOf[rowOf(id)] ?? 0)];
	return key === undefined ? undefined : {key, isCursor: isService(id)};
};

const without = (set: ReadonlySet<string>, key: string): ReadonlySet<string> => {
	const rest = new Set(set);
	rest.delete(key);
	return rest;
};
